package spec

// Outputs that generate.yaml can ask for: a provider for Terraform, and a server for
// tests that answers as PingOne does.
const (
	OutputTerraform  = "terraform"
	OutputTestServer = "test-server"
)

// PlatformPingOne is the platform whose regions, addresses and tokens a client can know.
const PlatformPingOne = "pingone"

// Settings are what generate.yaml says of the client for a document.
type Settings struct {
	Package  Text   // of the client; not set for one that follows from the title
	Platform string // whose addresses and tokens it knows: [PlatformPingOne], or "" for those of the document
	Held     []Text // keys of the path parameters that it holds
	TokenURL string // where it gets tokens; "" for what the document says
	Store    Text   // the schema that generate.yaml calls a store, if it does
}
