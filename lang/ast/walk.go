package ast

// Going through a tree: every node once, parents before children, children in the order of the text.

import (
	"maps"
	"slices"
)

// Walk calls visit for the node and, where visit says so, for all nodes below it.
func Walk(n Node, visit func(Node) bool) {
	if !visit(n) {
		return
	}
	w := walker{visit}
	switch n := n.(type) {
	case *Object:
		each(w, n.Props)
	case *Event:
		each(w, n.Fields)
	case *Const:
		w.expr(n.Value)
	case *Segment:
		w.expr(n.Cond)
	case *ActionDecl:
		each(w, n.Params)
		each(w, n.Outputs)
	case *Prop:
		if n.Type != nil {
			Walk(n.Type, visit)
		}
		w.expr(n.Default)
	case *Type:
		each(w, n.Options)
	case *Workflow:
		each(w, n.Settings)
		w.block(n.Body)
	case *Block:
		each(w, n.Steps)
	case *Step:
		if n.Stmt != nil {
			Walk(n.Stmt, visit)
		}
	case *Arg:
		w.expr(n.Value)
	case *Arm:
		each(w, n.Values)
		w.block(n.Body)
	case *Expr:
		if len(n.Templates) > 0 {
			for _, at := range slices.Sorted(maps.Keys(n.Templates)) {
				Walk(n.Templates[at], visit)
			}
		}
	case *Template:
		for i := range n.Parts {
			w.expr(n.Parts[i].Expr)
		}
	case *Test:
		each(w, n.Stmts)
	case Setting:
		w.settingNodes(n)
	case Stmt:
		w.stmtNodes(n)
	case TestStmt:
		w.testNodes(n)
	}
}

type walker struct{ visit func(Node) bool }

func each[T Node](w walker, list []T) {
	for _, n := range list {
		Walk(n, w.visit)
	}
}

func (w walker) expr(e *Expr) {
	if e != nil {
		Walk(e, w.visit)
	}
}

func (w walker) block(b *Block) {
	if b != nil {
		Walk(b, w.visit)
	}
}

func (w walker) settingNodes(s Setting) {
	switch s := s.(type) {
	case *Enroll:
		w.trigger(s.Trigger)
	case *Leave:
		w.trigger(s.Trigger)
	case *Per:
		w.expr(s.Value)
	case *Suppress:
		w.expr(s.Cond)
	case *Center:
		w.expr(s.On)
	}
}

func (w walker) trigger(t *Trigger) {
	if t == nil {
		return
	}
	w.expr(t.When)
	if t.Event != nil {
		w.expr(t.Event.Where)
	}
	if t.Change != nil {
		w.expr(t.Change.Where)
	}
	if t.Every != nil {
		w.expr(t.Every.When)
	}
}

func (w walker) stmtNodes(s Stmt) {
	switch s := s.(type) {
	case *If:
		w.expr(s.Cond)
		w.block(s.Then)
		w.block(s.Else)
	case *Match:
		w.expr(s.Subject)
		each(w, s.Arms)
	case *Split:
		each(w, s.Arms)
	case *Let:
		w.expr(s.Value)
		if s.Stmt != nil {
			Walk(s.Stmt, w.visit)
		}
	case *Set:
		w.expr(s.Value)
		each(w, s.Fields)
		w.expr(s.Where)
	case *Copy:
		w.expr(s.Where)
	case *Clear:
		w.expr(s.Where)
	case *Increase:
		w.expr(s.By)
		w.expr(s.Where)
	case *Create:
		each(w, s.Fields)
		each(w, s.With)
	case *Associate:
		w.expr(s.Record)
		each(w, s.With)
	case *EnrollIn:
		w.expr(s.Records)
	case *Call:
		each(w, s.Args)
	case *Delay:
		w.delay(s)
	}
}

func (w walker) delay(d *Delay) {
	if d.Moment != nil {
		w.expr(d.Moment.Expr)
	}
	if d.Event != nil {
		w.expr(d.Event.Where)
	}
	if d.Change != nil {
		w.expr(d.Change.Where)
	}
}

func (w walker) testNodes(s TestStmt) {
	switch s := s.(type) {
	case *Given:
		each(w, s.Fields)
	case *Stub:
		each(w, s.Returns)
	case *TestSet:
		if s.Stmt != nil {
			Walk(s.Stmt, w.visit)
		}
	case *Send:
		each(w, s.Fields)
	case *Expect:
		w.expr(s.Where)
		w.expr(s.Cond)
	}
}
