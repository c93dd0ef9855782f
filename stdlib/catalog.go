// Package stdlib is the standard library: the prelude with its objects and events, the actions and the functions.
// catalog.go is its table of contents.
package stdlib

import (
	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/lang/source"
	"github.com/wflang/wf/stdlib/actions"
	"github.com/wflang/wf/stdlib/functions"
)

// Catalog returns the standard library as data: pass it on, or append to it first. Each call returns a new one.
func Catalog() *schema.Catalog {
	return &schema.Catalog{
		Prelude: []*source.File{Prelude()},
		Actions: actions.All(),
		Funcs:   functions.All(),
	}
}
