package parse

import (
	exprast "github.com/expr-lang/expr/ast"

	"github.com/wflang/wf/lang/slab"
)

// exprNodes is the memory of the nodes that are made here and not by expr's parser.
type exprNodes struct {
	name    slab.Of[exprast.IdentifierNode]
	text    slab.Of[exprast.StringNode]
	number  slab.Of[exprast.IntegerNode]
	member  slab.Of[exprast.MemberNode]
	unary   slab.Of[exprast.UnaryNode]
	binary  slab.Of[exprast.BinaryNode]
	call    slab.Of[exprast.CallNode]
	builtin slab.Of[exprast.BuiltinNode]
	pointer slab.Of[exprast.PointerNode]
	list    slab.Of[exprast.ArrayNode]
	lists   slab.Of[exprast.Node]
	items   []exprast.Node // of the lists at hand
}
