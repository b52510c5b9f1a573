// Package metadata checks and encodes configurations by metadata that is read at
// run time. Generated code does the same by the metadata it was generated from.
//
// It is for connectors without a package of their own, and for programs that ask
// PingOne what a connector needs today. [From] and [Parse] take what the API answers, [Decode]
// makes a configuration that keeps to the same rules as generated code would,
// and [CheckMappings] looks at the mappings of a rule.
package metadata
