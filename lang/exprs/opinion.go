// The second opinion: expr's own checker, over natures built from the schema.

package exprs

import (
	"strings"
	"sync"

	exprast "github.com/expr-lang/expr/ast"
	"github.com/expr-lang/expr/checker"
	"github.com/expr-lang/expr/conf"
	"github.com/expr-lang/expr/file"
	"github.com/expr-lang/expr/parser"

	"github.com/wflang/wf/lang/ast"
	"github.com/wflang/wf/lang/schema"
)

// Opinion is expr's own checker with the names of one schema. It may be shared and used concurrently.
//
// One configuration serves every scope: all objects are there with all that can be reached from them, and a name that
// the schema does not know is of unknown type, since our own walk has resolved it before.
type Opinion struct {
	mutex   sync.Mutex
	schema  *schema.Schema
	config  *conf.Config
	checker checker.Checker
	known   map[question]string // what was asked before
	shape   []byte              // of the tree at hand; kept for its memory
}

// question is all that an answer depends on.
type question struct {
	shape   string         // shape of the tree
	element *schema.Object // of a `where` on records
}

// NewOpinion returns the second opinion for a schema. The schema must be complete when it is first asked.
func NewOpinion(s *schema.Schema) *Opinion { return &Opinion{schema: s} }

// objects is what expr's checker has against an expression; "" when nothing. element is the object of the records that
// a `where` is about.
func (o *Opinion) objects(e *ast.Expr, element *schema.Object) string {
	if plainRead(e.Tree) {
		return ""
	}
	if e.Shift == 0 {
		element = nil
	}
	o.mutex.Lock()
	defer o.mutex.Unlock()
	o.shape = shape(o.shape[:0], e.Tree)
	answer, ok := o.known[question{string(o.shape), element}]
	if !ok {
		answer = o.ask(e.Tree, element)
		if o.known == nil {
			o.known = map[question]string{}
		}
		o.known[question{string(o.shape), element}] = answer
	}
	return answer
}

// plainRead reports whether a tree only reads a value or a property, which our own walk has resolved: there is nothing
// to have an opinion on.
func plainRead(n exprast.Node) bool {
	switch n := n.(type) {
	case *exprast.IdentifierNode, *exprast.StringNode, *exprast.IntegerNode, *exprast.FloatNode, *exprast.BoolNode, *exprast.NilNode:
		return true
	case *exprast.MemberNode:
		_, name := n.Property.(*exprast.StringNode)
		return name && !n.Optional && plainRead(n.Node)
	}
	return false
}

// ask has a copy of a tree checked.
func (o *Opinion) ask(tree exprast.Node, element *schema.Object) string {
	tree = clone(tree)
	if element != nil {
		over := &exprast.IdentifierNode{Value: element.Plural}
		tree = &exprast.BuiltinNode{Name: "map", Arguments: []exprast.Node{over, &exprast.PredicateNode{Node: tree}}}
	}
	if o.config == nil {
		o.config = NewConfig(o.schema)
	}
	// In a test, `title` may be the argument of an action, and `one` a record; expr has one space of names for functions and values.
	exprast.Walk(&tree, &bareNames{schema: o.schema, builtins: o.config.Builtins})
	// The source is only asked for where to draw a caret under a fault.
	_, err := o.checker.Check(&parser.Tree{Node: tree, Source: file.NewSource("")}, o.config)
	if err == nil {
		return ""
	}
	if fault, ok := err.(*file.Error); ok {
		return fault.Message
	}
	return err.Error()
}

// bareNames renames what is read as a value although a function has the name too.
type bareNames struct {
	schema   *schema.Schema
	builtins conf.FunctionsTable // expr's own functions, also those that the language leaves out
}

// Visit implements exprast.Visitor. Calls are visited after what they are made of, so their names get their own back.
func (b *bareNames) Visit(n *exprast.Node) {
	switch n := (*n).(type) {
	case *exprast.IdentifierNode:
		if b.schema.Func(n.Value) != nil || b.builtins[n.Value] != nil {
			n.Value += valueMark
		}
	case *exprast.CallNode:
		if callee, ok := n.Callee.(*exprast.IdentifierNode); ok {
			callee.Value = strings.TrimSuffix(callee.Value, valueMark)
		}
	}
}

const valueMark = " value" // no name holds a blank
