// Command rulelint reads a PrometheusRule as the Prometheus operator does, or, after the word groups, a file of rules of
// Prometheus: with the operator's own types, and it refuses a member that they do not have. It prints the groups as JSON.
package main

import (
	"encoding/json"
	"fmt"
	"os"

	monitoring "github.com/prometheus-operator/prometheus-operator/pkg/apis/monitoring/v1"
	"sigs.k8s.io/yaml"
)

func main() {
	file := os.Args[len(os.Args)-1]
	text, err := os.ReadFile(file)
	if err == nil {
		err = lint(text, os.Args[1] == "groups")
	}
	if err != nil {
		fmt.Fprintf(os.Stderr, "%s: %v\n", file, err)
		os.Exit(1)
	}
}

func lint(text []byte, isPlain bool) error {
	var rule monitoring.PrometheusRule
	if isPlain {
		if err := yaml.UnmarshalStrict(text, &rule.Spec); err != nil {
			return err
		}
	} else {
		if err := yaml.UnmarshalStrict(text, &rule); err != nil {
			return err
		}
		if rule.APIVersion != monitoring.SchemeGroupVersion.String() || rule.Kind != monitoring.PrometheusRuleKind {
			return fmt.Errorf("is a %s of %s", rule.Kind, rule.APIVersion)
		}
	}
	return json.NewEncoder(os.Stdout).Encode(rule.Spec.Groups)
}
