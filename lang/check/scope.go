// What names mean at one place of a program, and how expressions are typed there.
package check

import (
	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/lang/typed"
)

// scope is passed by value: a place inside another copies it and changes what differs.
type scope struct {
	checker  *checker
	enrolled *schema.Object // nil outside of workflows
	trigger  []*schema.Event
	event    []*schema.Event // `event` is one of these
	vars     map[string]*typed.Var
	item     *schema.Object // the element that the expression is about: of `where` on records, of a segment, of a template
	itemName string         // the name by which the element is known beside `.`; may be empty
	givens   map[string]*typed.GivenRecord
	args     map[string]schema.Type // of `expect ACTION where`: the arguments by name
}

// outside is the scope of an expression that stands in no workflow.
func (c *checker) outside() scope { return scope{checker: c} }
