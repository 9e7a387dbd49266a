//go:build tools

// Package tools names the server that the harness builds, so that go.mod holds what it needs and nothing else.
package tools

import _ "github.com/nats-io/nats-server/v2"
