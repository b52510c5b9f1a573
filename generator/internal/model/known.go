package model

// KnownKeys are the keys of a connector with one method of authentication.
type KnownKeys struct {
	Selector, Method string // key of the selector, and its value; or "" if there is no choice
	Secret, Harmless []string
}

// KnownKeys returns the keys of c, for each profile if there are several. The
// selector is harmless.
func (c *Connector) KnownKeys() []KnownKeys {
	if c.Selector == nil {
		return []KnownKeys{keysOf(c.Fields)}
	}
	var list []KnownKeys
	for _, p := range c.Profiles {
		keys := keysOf(c.Fields, p.Fields)
		keys.Selector, keys.Method = c.Selector.Key, p.Value.Value
		keys.Harmless = append(keys.Harmless, c.Selector.Key)
		list = append(list, keys)
	}
	return list
}

func keysOf(lists ...[]*Attribute) (keys KnownKeys) {
	for _, list := range lists {
		for _, a := range list {
			if a.Sensitive {
				keys.Secret = append(keys.Secret, a.Key)
			} else {
				keys.Harmless = append(keys.Harmless, a.Key)
			}
		}
	}
	return keys
}
