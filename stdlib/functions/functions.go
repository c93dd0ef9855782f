// Package functions holds the functions of the expression language: one file per family, each function with its
// signature, documentation, example and implementation in one place. This file is the table of contents.
package functions

import "github.com/wflang/wf/lang/schema"

// All returns every function of the standard library, in the order in which the documentation lists them.
func All() []*schema.Func {
	var all []*schema.Func
	return all
}
