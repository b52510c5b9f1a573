package codec

// A checker is what a [Decoder] knows that checks the Extra of a configuration.
type checker struct {
	keys    *Keys
	profile string // of the configuration
	origins map[string]Origin
}

// NewChecker returns a Decoder of extra, of a configuration with the profile, that
// sets no fields, see [Checked]. It finds these problems:
//
//   - a member for which there is a field, unless it is null or "", or does not fit and the field is set
//   - a member that is null, or "" instead of a boolean, if it is read strictly
//   - a member that somebody wrote and that is no attribute, if its key is a
//     misspelling of one, or if it is read strictly
//   - a member that belongs to another profile, if it is read strictly
//   - a member that somebody wrote, with credentials in a URL
func NewChecker[V AnyValue](storeType string, extra map[string]V, keys *Keys, profile string) Decoder {
	e := NewEncoder(storeType, true)
	WriteExtra(&e, extra)
	d := NewDecoder(storeType, e.Bytes())
	d.checker = &checker{keys, profile, make(map[string]Origin)}
	for key, value := range extra {
		d.checker.origins[key] = Value(value).origin
	}
	for _, m := range d.members {
		if key := string(m.nameIn(d.data)); d.checker.origins[key] != Received && hasCredentials(m.value.of(d.data)) {
			d.problem(key, credentials, nil)
		}
	}
	return d
}

// hasCredentials is [HasCredentials] for the strings in a JSON value.
func hasCredentials(value []byte) bool {
	return hasText(value, func(text []byte) bool { return HasCredentials(string(text)) })
}

// Checked returns errs and the problems that d, a checker of the Extra of c, found, or
// nil if there are none. That a member is required is no problem if it is there, but
// wrong. An element of errs says that c has credentials in some text: instead of it,
// there is one for each of these texts.
func Checked[E Errors[F, R], F FieldError[R], R ~string](errs E, d *Decoder, c Configuration) error {
	if d.err != nil {
		return d.err
	}
	found := make(map[string]bool)
	for _, p := range d.problems {
		found[p.key] = true
	}
	var all E
	for _, err := range errs {
		switch e := fieldError[R](*err); {
		case e.Rule == credentials:
			d.problems = append(d.problems, textsWithCredentials(c)...)
		case e.Rule != "required" || !found[e.Key]:
			all = append(all, err)
		}
	}
	if all = append(all, errorsOf[E](d.storeType, d.problems)...); len(all) > 0 {
		return all
	}
	return nil
}

// textsWithCredentials returns the problems of those texts of c that are shown.
func textsWithCredentials(c Configuration) []problem {
	var list []problem
	e := c.Encode(NewEncoder(c.StoreType(), false))
	for _, p := range e.problems {
		if p.rule == credentials {
			list = append(list, p)
		}
	}
	return list
}

// refuse keeps a member that is not of the kind that it must be. A checker reports
// it, unless the field is set: then that is what is sent. What is of that kind was
// not decoded, but put there by somebody, and there is a field for it.
//
//go:noinline
func (d *Decoder) refuse(kind string, set bool) {
	if d.checker == nil {
		d.Keep()
		return
	}
	key := string(d.key)
	switch {
	case contains(d.checker.keys.AnyKind, key) && kindOf(d.value) != kind:
	case kindOf(d.value) == kind:
		d.problem(key, "field", nil)
	case !set:
		d.problem(key, "kind", []string{kind})
	}
}

// keepBlank keeps a member that is null or "", which is as if it were not there. Of
// one that is read strictly, a checker reports that it is not of the kind.
func (d *Decoder) keepBlank(kind string) {
	key := string(d.key)
	if d.checker != nil && d.checker.origins[key] == Strict && kindOf(d.value) != kind {
		d.problem(key, "kind", []string{kind})
		return
	}
	d.Keep()
}

// problem records a problem, with the profile that has the key for itself.
func (d *Decoder) problem(key, rule string, values []string) {
	d.problems = append(d.problems, problem{d.checker.keys.owner(key, d.checker.profile), key, rule, values})
}

// judge reports a member that has no field in the configuration.
func (d *Decoder) judge() {
	c, key := d.checker, string(d.key)
	origin := c.origins[key]
	if origin == Received || key != "" && key == c.keys.Selector || contains(c.keys.Shared, key) || c.keys.owner(key, c.profile) != "" || contains(c.keys.AnyKind, key) {
		return // a field without a value is well
	}
	if owners := c.keys.owners(key); owners != nil {
		if origin == Strict && c.keys.profile(c.profile) != nil {
			d.problems = append(d.problems, problem{c.profile, key, "other-profile", owners})
		}
		return
	}
	nearest, certain := c.keys.nearest(key)
	switch {
	case nearest == "" && origin == Strict:
		d.problem(key, "unknown-key", nil)
	case certain || nearest != "" && origin == Strict:
		d.problem(key, "unknown-key", []string{nearest})
	}
}
