package typed

import "github.com/wflang/wf/lang/slab"

// Nodes is the memory of the nodes of which a project has most. All that is typed in one check shares it, and is freed
// when all of it is.
type Nodes struct {
	Const      slab.Of[Const]
	Enrolled   slab.Of[Enrolled]
	Associated slab.Of[Associated]
	Property   slab.Of[Property]
	Item       slab.Of[Item]
	VarRef     slab.Of[VarRef]
	Binary     slab.Of[Binary]
	Call       slab.Of[Call]
	Concat     slab.Of[Concat]
	ListLit    slab.Of[ListLit]
	PathArg    slab.Of[PathArg]
	Act        slab.Of[Act]
	Exprs      slab.Of[Expr]  // lists of them
	Steps      slab.Of[*Step] // likewise
}
