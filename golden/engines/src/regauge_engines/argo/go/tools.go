//go:build tools

// Package tools names the programs that the harness builds, so that go.mod holds what they need and nothing else.
package tools

import (
	_ "github.com/argoproj/argo-workflows/v3/cmd/argoexec"
	_ "github.com/argoproj/argo-workflows/v3/cmd/workflow-controller"
	_ "k8s.io/kubernetes/cmd/kube-apiserver"
)
