package connector

import "github.com/connectorgen/connectorgen/generator/internal/runtime/internal/codec"

// LooksSecret reports whether name, the key of an attribute or of a member of a
// document, looks like that of a secret, in any spelling: API_KEY, api-key or apiKey.
//
// It does if one of its words is secret, password, passwd, pwd, passcode,
// passphrase, token, credential, bearer, jwt, cookie or psk, or the plural of one,
// or if it has the words connection string, service account json or
// (secret, private, access, shared, signing, encryption, service account, api,
// sas) key; unless its last word says that it is about a secret, such as url, uri,
// id, name, type, method, policy, request or expiry.
func LooksSecret(name string) bool { return codec.LooksSecret(name) }
