// Holds dashboards against Grafana's own schema: fields that Grafana does not know, values of a wrong type, and options
// that the type of a panel does not have.
//
//	go run . ../../ops/grafana/dashboards/checkout.json
package main

import (
	"fmt"
	"os"

	"github.com/grafana/grafana-foundation-sdk/go/cog/plugins"
	"github.com/grafana/grafana-foundation-sdk/go/dashboard"
)

func main() {
	plugins.RegisterDefaultPlugins()
	failed := len(os.Args) < 2
	for _, path := range os.Args[1:] {
		panels, err := check(path)
		if err != nil {
			failed = true
			fmt.Printf("%s:\n%s\n", path, err)
			continue
		}
		fmt.Printf("%s: %d panels as Grafana's schema says\n", path, panels)
	}
	if failed {
		os.Exit(1)
	}
}

func check(path string) (int, error) {
	raw, err := os.ReadFile(path)
	if err != nil {
		return 0, err
	}
	var read dashboard.Dashboard
	// It returns a list in any case: an empty one is no error.
	if err := read.UnmarshalJSONStrict(raw); err != nil && err.Error() != "" {
		return 0, err
	}
	return len(read.Panels), read.Validate()
}
