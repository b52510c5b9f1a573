package codec

// KindFlags has the kinds of attributes for which captured metadata has a flag.
// Whatever else a kind needs stands beside it: how a value is written and read.
var KindFlags = []struct{ Kind, Member string }{
	{"boolean", "typeBoolean"},
}
