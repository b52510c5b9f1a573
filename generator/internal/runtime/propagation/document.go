package propagation

// What the OpenAPI document says. The generator writes another file in the place of this one.
const (
	// harmless has the names of the members that may be shown, between spaces.
	harmless = " id name status "

	// rootPath is the path of the server.
	rootPath = "/v1"

	// open says that no operation needs a token.
	open = false

	// product is the client in the header User-Agent.
	product = "connectorgen-propagation/1.0.0"
)

// profiles returns what is known of configurations. The generator writes another
// one in its place, with the connectors of its inputs.
func profiles() []profile {
	return []profile{
		{"Zoom", "", "", " KEY OTHER ", " USER "},
		{"Box", "WAY", "One", " KEY ", " WAY URL "},
		{"Box", "WAY", "Two", " TOKEN ", " WAY URL HOST "},
	}
}
