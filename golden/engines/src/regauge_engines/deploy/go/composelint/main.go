// Command composelint reads compose files as Docker Compose does: the schema of the Compose Specification, the variables
// of this process, and what must agree between services. It prints the services of each file that holds, in their order
// of start, and ends with 1 at the first one that does not.
package main

import (
	"context"
	"fmt"
	"os"
	"sort"
	"strings"

	"github.com/compose-spec/compose-go/v2/cli"
	"github.com/compose-spec/compose-go/v2/types"
)

func main() {
	for _, file := range os.Args[1:] {
		project, err := load(file)
		if err != nil {
			fmt.Fprintf(os.Stderr, "%s: %v\n", file, err)
			os.Exit(1)
		}
		names := project.ServiceNames()
		sort.Strings(names)
		fmt.Printf("%s: %s\n", project.Name, strings.Join(names, " "))
		for _, name := range names {
			service := project.Services[name]
			for _, key := range sortedKeys(service.Environment) {
				if value := service.Environment[key]; value != nil {
					fmt.Printf("%s %s=%s\n", name, key, *value)
				}
			}
			fmt.Printf("%s command %q %q\n", name, []string(service.Entrypoint), []string(service.Command))
		}
	}
}

func load(file string) (*types.Project, error) {
	options, err := cli.NewProjectOptions([]string{file}, cli.WithOsEnv, cli.WithProfiles([]string{"*"}))
	if err != nil {
		return nil, err
	}
	return options.LoadProject(context.Background())
}

func sortedKeys(values types.MappingWithEquals) []string {
	keys := make([]string, 0, len(values))
	for key := range values {
		keys = append(keys, key)
	}
	sort.Strings(keys)
	return keys
}
