// Package connector is what the configurations of PingOne's provisioning
// connectors have in common: secrets that do not show, validation errors,
// the JSON that is sent, and the metadata of a connector.
//
// What is particular to one connector is in the package named after it, whose
// Configuration type implements [Configuration]. A store that was read from
// the API holds an [Object]; the From function of the connector's package makes
// a typed configuration of it, and Decode of package metadata one that is checked by
// metadata read at run time.
//
// # What shows and what does not
//
// Packages fmt, log/slog and encoding/json write a configuration with its
// secrets, and everything that is not known to be harmless, replaced by
// "[redacted]". Package encoding/gob refuses it. [Wire] alone writes the JSON
// that the API expects, and refuses to send a mask in the place of a secret.
//
// Secrets are masked in memory, so that a dump of a data structure does not
// show them. That is no encryption: a memory image gives them away.
//
// # For generated code
//
// [Encoder], [Decoder], [Method], [Check], [Bit], [Report] and [Convert] are
// what generated code is made of. Other programs have little use for them.
package connector
