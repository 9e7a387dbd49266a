//go:build tools

// Package tools names the programs that the harness builds, so that go.mod holds what they need and nothing else.
package tools

import _ "helm.sh/helm/v3/cmd/helm"
