//go:build tools

// Package tools names the programs that the harness builds, so that go.mod holds what they need and nothing else.
package tools

import _ "k8s.io/kubernetes/cmd/kube-controller-manager"
