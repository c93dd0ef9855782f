// What two expressions have in common that differ only in their numbers and texts.

package exprs

import exprast "github.com/expr-lang/expr/ast"

// shape writes a tree without the values of numbers and texts, on which no answer of expr's checker depends: it looks at
// their types, and at the texts that are names or patterns, which are written.
func shape(to []byte, n exprast.Node) []byte {
	switch n := n.(type) {
	case *exprast.IdentifierNode:
		return named(to, 'a', n.Value)
	case *exprast.IntegerNode:
		return append(to, 'i')
	case *exprast.FloatNode:
		return append(to, 'f')
	case *exprast.BoolNode:
		return append(to, 'b')
	case *exprast.StringNode:
		return append(to, 's')
	case *exprast.NilNode:
		return append(to, 'n')
	case *exprast.UnaryNode:
		return named(to, 'u', n.Operator, n.Node)
	case *exprast.BinaryNode:
		if pattern, ok := n.Right.(*exprast.StringNode); ok && n.Operator == "matches" {
			return named(to, 'm', pattern.Value, n.Left)
		}
		return named(to, 'o', n.Operator, n.Left, n.Right)
	case *exprast.ChainNode:
		return named(to, 'h', "", n.Node)
	case *exprast.MemberNode:
		kind := byte('.')
		if n.Optional {
			kind = '?'
		}
		if name, ok := n.Property.(*exprast.StringNode); ok {
			return named(to, kind, name.Value, n.Node)
		}
		return named(to, kind, "", n.Node, n.Property)
	case *exprast.CallNode:
		to = shape(append(to, 'c'), n.Callee)
		return named(to, '(', "", n.Arguments...)
	case *exprast.BuiltinNode:
		return named(to, 'p', n.Name, n.Arguments...)
	case *exprast.PredicateNode:
		return named(to, 'e', "", n.Node)
	case *exprast.PointerNode:
		return named(to, '#', n.Name)
	case *exprast.ConditionalNode:
		return named(to, 't', "", n.Cond, n.Exp1, n.Exp2)
	case *exprast.ArrayNode:
		return named(to, 'l', "", n.Nodes...)
	case *exprast.MapNode:
		return named(to, 'd', "", n.Pairs...)
	case *exprast.PairNode:
		if key, ok := n.Key.(*exprast.StringNode); ok {
			return named(to, ':', key.Value, n.Value)
		}
		return named(to, ':', "", n.Key, n.Value)
	}
	return named(to, 'x', n.String()) // what the language leaves out
}

func named(to []byte, kind byte, name string, parts ...exprast.Node) []byte {
	to = append(append(append(to, kind), name...), 0)
	for _, part := range parts {
		to = shape(to, part)
	}
	return append(to, ')')
}
