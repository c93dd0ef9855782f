package typed

// Walk visits e and what it is made of, outside in; it does not go below an expression for which visit says false.
// A nil expression is not visited.
func Walk(e Expr, visit func(Expr) bool) {
	if e == nil || !visit(e) {
		return
	}
	for _, child := range children(e) {
		Walk(child, visit)
	}
}

func children(e Expr) []Expr {
	switch e := e.(type) {
	case *Concat:
		return e.Parts
	case *ListLit:
		return e.Items
	case *MapLit:
		return e.Values
	case *Associated:
		return []Expr{e.Of}
	case *Property:
		return []Expr{e.Of}
	case *Each:
		return []Expr{e.Of}
	case *Field:
		return []Expr{e.Of}
	case *ChangedAt:
		return []Expr{e.Of}
	case *Past:
		return []Expr{e.Of}
	case *Unary:
		return []Expr{e.X}
	case *Binary:
		return []Expr{e.L, e.R}
	case *Cond:
		return []Expr{e.If, e.Then, e.Else}
	case *RangeLit:
		return []Expr{e.Lo, e.Hi}
	case *Index:
		return []Expr{e.X, e.I}
	case *Call:
		return e.Args
	case *Predicate:
		return []Expr{e.Over, e.Body}
	case *Member:
		return []Expr{e.Of, e.Set}
	case *Named:
		return []Expr{e.Name}
	case *Bound:
		return []Expr{e.X, e.Body}
	case *PathArg:
		return []Expr{e.Of, e.Where}
	}
	return nil
}
