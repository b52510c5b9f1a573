package capture

import "github.com/go-json-experiment/json/jsontext"

// ordered returns v in the order of old: the members that old has come first, as
// they stand there, and the others after them. What is a scalar and says the same is
// written as in old. The items of an array stay where they are; each is compared with the one
// that has its identity, or else its place.
func (v value) ordered(old value) value {
	switch {
	case v.kind != old.kind:
	case v.kind == jsontext.KindBeginObject:
		v.members = orderedMembers(v, old)
	case v.kind == jsontext.KindBeginArray:
		v.items = orderedItems(v.items, old.items)
	case v.kind == jsontext.KindString && v.text() == old.text():
		v.raw = old.raw
	}
	return v
}

func orderedMembers(v, old value) []member {
	now := make(map[string]value, len(v.members))
	for _, m := range v.members {
		now[m.name] = m.value
	}
	list := make([]member, 0, len(v.members))
	for _, m := range old.members {
		if x, ok := now[m.name]; ok {
			list = append(list, member{m.name, x.ordered(m.value)})
			delete(now, m.name)
		}
	}
	for _, m := range v.members {
		if x, ok := now[m.name]; ok {
			list = append(list, member{m.name, x})
		}
	}
	return list
}

func orderedItems(items, old []value) []value {
	before := make(map[string]value, len(old))
	for _, x := range old {
		if id := identity(x); id != "" {
			before[id] = x
		}
	}
	list := make([]value, len(items))
	for i, x := range items {
		other, ok := before[identity(x)]
		if !ok && i < len(old) {
			other = old[i]
		}
		list[i] = x.ordered(other)
	}
	return list
}

// identity returns what tells an item of a list of objects from the others, or "".
func identity(v value) string {
	for _, name := range []string{"key", "name", "type"} {
		if id := v.get(name); id.kind == jsontext.KindString {
			return name + " " + id.text()
		}
	}
	return ""
}
