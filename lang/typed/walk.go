package typed

// Walk visits e and what it is made of, outside in; it does not go below an expression for which visit says false.
// A nil expression is not visited.
func Walk(e Expr, visit func(Expr) bool) {
	if e == nil || !visit(e) {
		return
	}
	switch e := e.(type) {
	case *Concat:
		walkAll(e.Parts, visit)
	case *ListLit:
		walkAll(e.Items, visit)
	case *MapLit:
		walkAll(e.Values, visit)
	case *Associated:
		Walk(e.Of, visit)
	case *Property:
		Walk(e.Of, visit)
	case *Each:
		Walk(e.Of, visit)
	case *Field:
		Walk(e.Of, visit)
	case *ChangedAt:
		Walk(e.Of, visit)
	case *Past:
		Walk(e.Of, visit)
	case *Unary:
		Walk(e.X, visit)
	case *Binary:
		Walk(e.L, visit)
		Walk(e.R, visit)
	case *Cond:
		Walk(e.If, visit)
		Walk(e.Then, visit)
		Walk(e.Else, visit)
	case *RangeLit:
		Walk(e.Lo, visit)
		Walk(e.Hi, visit)
	case *Index:
		Walk(e.X, visit)
		Walk(e.I, visit)
	case *Call:
		walkAll(e.Args, visit)
	case *Predicate:
		Walk(e.Over, visit)
		Walk(e.Body, visit)
	case *Member:
		Walk(e.Of, visit)
		Walk(e.Set, visit)
	case *Named:
		Walk(e.Name, visit)
	case *Bound:
		Walk(e.X, visit)
		Walk(e.Body, visit)
	case *PathArg:
		Walk(e.Of, visit)
		Walk(e.Where, visit)
	}
}

func walkAll(list []Expr, visit func(Expr) bool) {
	for _, e := range list {
		Walk(e, visit)
	}
}

// EachStep visits all steps of a list and those inside them, in the order of the text.
func EachStep(list []*Step, visit func(*Step)) {
	for _, s := range list {
		visit(s)
		switch x := s.Stmt.(type) {
		case *If:
			for _, b := range x.Branches {
				EachStep(b.Body, visit)
			}
			EachStep(x.Else, visit)
		case *Match:
			for _, a := range x.Arms {
				EachStep(a.Body, visit)
			}
			EachStep(x.Default, visit)
		case *Split:
			for _, a := range x.Arms {
				EachStep(a.Body, visit)
			}
		}
	}
}
