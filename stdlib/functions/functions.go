// Package functions holds the functions of the expression language: one file per family, each function with its
// signature, documentation, example and implementation in one place. functions.go is the table of contents.
package functions

import (
	"slices"

	"github.com/wflang/wf/lang/schema"
)

// All returns every function of the standard library, in the order in which the documentation lists them.
func All() []*schema.Func {
	return slices.Concat(texts(), lists(), numbers(), dates(), lengths(), unknowns())
}

// text is a parameter that takes a text of any sort.
func text(name, doc string) *schema.Param {
	return &schema.Param{Name: name, Type: schema.Of(schema.Text), Required: true, Doc: doc}
}

// number is a parameter that takes a number.
func number(name, doc string) *schema.Param {
	return &schema.Param{Name: name, Type: schema.Of(schema.Number), Required: true, Doc: doc}
}

// anything is a parameter that takes every value.
func anything(name, doc string) *schema.Param {
	return &schema.Param{Name: name, Type: schema.Of(schema.Any), Required: true, Doc: doc}
}

// moment is a parameter that takes a date or a moment.
func moment(name, doc string) *schema.Param {
	return &schema.Param{Name: name, Type: schema.Of(schema.DateTime), Accepts: []schema.Type{schema.Of(schema.Date)}, Required: true, Doc: doc}
}

// params is the parameters of one function.
func params(all ...*schema.Param) []*schema.Param { return all }

// arg is an argument by number; Nil when it was not given.
func arg(args []schema.Value, i int) schema.Value {
	if i < len(args) {
		return args[i]
	}
	return schema.Value{}
}
