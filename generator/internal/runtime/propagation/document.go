package propagation

import "github.com/connectorgen/connectorgen/generator/internal/runtime/internal/clearing"

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
func profiles() []clearing.Profile {
	return []clearing.Profile{
		{StoreType: "Zoom", Secret: " KEY OTHER ", Harmless: " USER "},
		{StoreType: "Box", Selector: "WAY", Method: "One", Secret: " KEY ", Harmless: " WAY URL "},
		{StoreType: "Box", Selector: "WAY", Method: "Two", Secret: " TOKEN ", Harmless: " WAY URL HOST "},
		{StoreType: "Bag", Selector: "WAY", Method: "One", Secret: " KEY ", Harmless: " WAY "},
		{StoreType: "Bag", Selector: "WAY", Method: "Two", Secret: " KEY TOKEN ", Harmless: " WAY "},
	}
}
