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

// Paging says how an operation answers with a list, a page at a time.
type Paging struct {
	Items     string // path of members to the array, such as "data.items"; "" if the answer is the array
	Next      string // path of members to the link to the next page, or to the cursor
	Header    bool   // the link is in the header Link
	Parameter string // of the query that has the cursor, or that counts; "" for a link
	Counts    string // what Parameter counts: "pages", "elements", or "" for a cursor
}
