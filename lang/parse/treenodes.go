package parse

import (
	"github.com/wflang/wf/lang/ast"
	"github.com/wflang/wf/lang/slab"
)

// treeNodes is the memory of the nodes of which a tree has most.
type treeNodes struct {
	expr  slab.Of[ast.Expr]
	step  slab.Of[ast.Step]
	steps slab.Of[*ast.Step]
	block slab.Of[ast.Block]
	path  slab.Of[ast.Path]
	arg   slab.Of[ast.Arg]
	args  slab.Of[*ast.Arg]
	names slab.Of[ast.Name]
}
