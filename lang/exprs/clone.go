package exprs

import exprast "github.com/expr-lang/expr/ast"

// clone copies a tree. expr's checker writes into the nodes what it finds, and believes what it finds written there;
// the parsed tree is shared by all that analyze it.
func clone(n exprast.Node) exprast.Node {
	switch n := n.(type) {
	case nil:
		return nil
	case *exprast.IdentifierNode:
		return fresh(&exprast.IdentifierNode{Value: n.Value}, n)
	case *exprast.IntegerNode:
		return fresh(&exprast.IntegerNode{Value: n.Value}, n)
	case *exprast.FloatNode:
		return fresh(&exprast.FloatNode{Value: n.Value}, n)
	case *exprast.BoolNode:
		return fresh(&exprast.BoolNode{Value: n.Value}, n)
	case *exprast.StringNode:
		return fresh(&exprast.StringNode{Value: n.Value}, n)
	case *exprast.UnaryNode:
		return fresh(&exprast.UnaryNode{Operator: n.Operator, Node: clone(n.Node)}, n)
	case *exprast.BinaryNode:
		return fresh(&exprast.BinaryNode{Operator: n.Operator, Left: clone(n.Left), Right: clone(n.Right)}, n)
	case *exprast.ChainNode:
		return fresh(&exprast.ChainNode{Node: clone(n.Node)}, n)
	case *exprast.MemberNode:
		return fresh(&exprast.MemberNode{Node: clone(n.Node), Property: clone(n.Property), Optional: n.Optional, Method: n.Method}, n)
	case *exprast.CallNode:
		return fresh(&exprast.CallNode{Callee: clone(n.Callee), Arguments: cloneAll(n.Arguments)}, n)
	case *exprast.BuiltinNode:
		return fresh(&exprast.BuiltinNode{Name: n.Name, Arguments: cloneAll(n.Arguments)}, n)
	case *exprast.PredicateNode:
		return fresh(&exprast.PredicateNode{Node: clone(n.Node)}, n)
	case *exprast.PointerNode:
		return fresh(&exprast.PointerNode{Name: n.Name}, n)
	case *exprast.ConditionalNode:
		return fresh(&exprast.ConditionalNode{Ternary: n.Ternary, Cond: clone(n.Cond), Exp1: clone(n.Exp1), Exp2: clone(n.Exp2)}, n)
	case *exprast.ArrayNode:
		return fresh(&exprast.ArrayNode{Nodes: cloneAll(n.Nodes)}, n)
	case *exprast.MapNode:
		return fresh(&exprast.MapNode{Pairs: cloneAll(n.Pairs)}, n)
	case *exprast.PairNode:
		return fresh(&exprast.PairNode{Key: clone(n.Key), Value: clone(n.Value)}, n)
	}
	return fresh(&exprast.NilNode{}, n) // nil; what the language leaves out was refused before
}

func fresh[N exprast.Node](to N, from exprast.Node) exprast.Node {
	to.SetLocation(from.Location())
	return to
}

func cloneAll(list []exprast.Node) []exprast.Node {
	out := make([]exprast.Node, len(list))
	for i, n := range list {
		out[i] = clone(n)
	}
	return out
}
