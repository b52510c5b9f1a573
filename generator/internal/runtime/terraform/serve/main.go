// Command serve is a Terraform provider for the provisioning of PingOne. Terraform
// and OpenTofu start it, under the name terraform-provider-propagation.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"

	"github.com/hashicorp/terraform-plugin-framework/provider"
	"github.com/hashicorp/terraform-plugin-framework/providerserver"

	"github.com/connectorgen/connectorgen/generator/internal/runtime/terraform"
)

func main() {
	debug := flag.Bool("debug", false, "wait for a debugger")
	flag.Parse()
	err := providerserver.Serve(context.Background(), func() provider.Provider { return &terraform.Provider{Version: "dev"} },
		providerserver.ServeOpts{Address: terraform.Address, Debug: *debug})
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
