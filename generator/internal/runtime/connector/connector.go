// Package connector holds what the configurations of connectors have in common: secrets that
// are not shown, validation errors, the JSON that is sent, and the metadata of a connector.
//
// Each connector has a package of its own with a Configuration type that
// implements [Configuration]. A store that was read from the API holds an
// [Object]. The From function of the connector's package makes a typed
// configuration of it, and Decode of package metadata makes one that is checked
// by metadata read at run time.
//
// # Secrets
//
// Packages fmt, log/slog and encoding/json write "[redacted]" in the place of
// secrets, and of everything else that is not known to be harmless. Package
// encoding/gob refuses configurations. Only [Wire] writes the JSON that the API
// expects, secrets included. It refuses to send a mask in the place of a secret.
//
// Secrets are masked in memory, so that a dump of a data structure does not
// show them. This is no encryption: a memory image gives them away.
package connector
