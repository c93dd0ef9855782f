// Arithmetic: numbers, texts, and dates with lengths of time.

package exprs

import (
	exprast "github.com/expr-lang/expr/ast"

	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/lang/typed"
)

func (t *typer) arithmetic(n *exprast.BinaryNode, l, r typed.Expr) typed.Expr {
	if isNil(l) || isNil(r) {
		return t.fail(arithmeticWithNil(t.between(l, r), n.Operator))
	}
	kind, ok := result(n.Operator, l.Type(), r.Type())
	if !ok {
		return t.fail(t.wrongArithmetic(n.Operator, l, r))
	}
	if n.Operator == "%" && !(isWhole(n.Left) && isWhole(n.Right)) || n.Operator == "/" && kind.Kind == schema.Duration {
		t.beyond = true // expr wants whole numbers, which we do not tell apart, and divides no lengths of time
	}
	return t.join(n.Operator, kind, l, r)
}

// isWhole reports a number that expr takes for a whole one by its type.
func isWhole(n exprast.Node) bool {
	if sign, ok := n.(*exprast.UnaryNode); ok {
		n = sign.Node
	}
	_, ok := n.(*exprast.IntegerNode)
	return ok
}

// result is the type of an operation, where there is one between two types.
func result(op string, l, r schema.Type) (schema.Type, bool) {
	if loose(l) || loose(r) {
		return looseResult(op, l, r)
	}
	number := l.Kind == schema.Number && r.Kind == schema.Number
	length := l.Kind == schema.Duration && r.Kind == schema.Duration
	switch op {
	case "+":
		switch {
		case plainText(l) && plainText(r):
			return schema.Of(schema.Text), true
		case dated(l) && r.Kind == schema.Duration:
			return l, true // a day moved by hours is a moment; whatever takes days takes moments
		case l.Kind == schema.Duration && dated(r):
			return r, true
		}
		return l, number || length
	case "-":
		switch {
		case dated(l) && dated(r):
			return schema.Of(schema.Duration), true
		case dated(l) && r.Kind == schema.Duration:
			return l, true
		}
		return l, number || length
	case "*":
		if l.Kind == schema.Duration && r.Kind == schema.Number || l.Kind == schema.Number && r.Kind == schema.Duration {
			return schema.Of(schema.Duration), true
		}
	case "/":
		if l.Kind == schema.Duration && r.Kind == schema.Number {
			return l, true
		}
	}
	return l, number
}

// looseResult is the type where one side is known during the run only.
func looseResult(op string, l, r schema.Type) (schema.Type, bool) {
	known := l
	if loose(l) {
		known = r
	}
	switch {
	case l.Kind == schema.Invalid || r.Kind == schema.Invalid:
		return schema.Of(schema.Invalid), true
	case loose(known) || known.Kind == schema.Duration:
		return schema.Of(schema.Any), true
	case known.Kind == schema.Number:
		if op == "*" {
			return schema.Of(schema.Any), true // a number of times, or a length so many times
		}
		return known, true
	case plainText(known):
		return known, op == "+"
	case dated(known):
		return schema.Of(schema.Any), op == "+" || op == "-"
	}
	return known, false
}
