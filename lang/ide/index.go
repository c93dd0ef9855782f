package ide

// The index of a file: every name that means something. Declarations and statements give theirs from the tree,
// expressions from the tokens.

import (
	"slices"
	"sort"
	"strings"

	"github.com/wflang/wf/lang/ast"
	"github.com/wflang/wf/lang/parse"
	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/lang/source"
)

// indexer is the state of indexing one file.
type indexer struct {
	*Project
	file  *File
	found []Occurrence
	decl  ast.Decl
	owner string // of labels, variables and records
	sc    scope  // of the declaration, without what a `where` adds
}

func (p *Project) index(f *File) []Occurrence {
	x := &indexer{Project: p, file: f}
	if f.Tree != nil {
		for _, d := range f.Tree.Decls {
			x.declaration(d)
		}
	}
	if f.Template != nil {
		x.template(f.Template)
	}
	slices.SortStableFunc(x.found, func(a, b Occurrence) int { return a.Span.Start - b.Span.Start })
	return x.found
}

func (x *indexer) name(n ast.Name, s Symbol) { x.add(n, s, false) }

func (x *indexer) def(n ast.Name, s Symbol) { x.add(n, s, true) }

func (x *indexer) add(n ast.Name, s Symbol, def bool) {
	if n.Text != "" && n.Place.Valid() {
		x.found = append(x.found, Occurrence{Symbol: s, Span: n.Place, Def: def})
	}
}

func (x *indexer) declaration(d ast.Decl) {
	x.decl, x.owner = d, ""
	x.sc = x.scopeAt(x.file.outline(), d, 0)
	x.owner = x.sc.owner
	switch d := d.(type) {
	case *ast.Object:
		x.def(d.Name, Symbol{Kind: ObjectKind, Name: d.Name.Text})
		if d.Plural != nil {
			x.found = append(x.found, Occurrence{Symbol: Symbol{Kind: ObjectKind, Name: d.Name.Text}, Span: d.Plural.Place, Prefix: true})
		}
		x.props(d.Props, PropertyKind, d.Name.Text)
	case *ast.Event:
		x.def(d.Name, Symbol{Kind: EventKind, Name: d.Name.Text})
		x.object(d.On)
		x.props(d.Fields, FieldKind, d.Name.Text)
	case *ast.Const:
		x.def(d.Name, Symbol{Kind: ConstKind, Name: d.Name.Text})
	case *ast.Segment:
		x.def(d.Name, Symbol{Kind: SegmentKind, Name: d.Name.Text})
		x.object(d.On)
	case *ast.ActionDecl:
		name := pathText(&d.Name)
		x.def(ast.Name{At: d.Name.At, Text: name}, Symbol{Kind: ActionKind, Name: name})
		x.props(d.Params, ParamKind, name)
		x.props(d.Outputs, OutputKind, name)
	case *ast.Workflow:
		x.def(d.Name, Symbol{Kind: WorkflowKind, Name: d.Name.Text})
		x.object(d.On)
		x.settings(d)
	case *ast.Test:
		for _, n := range d.Workflows {
			x.name(n, Symbol{Kind: WorkflowKind, Name: n.Text})
		}
	}
	ast.Walk(d, x.visit)
}

func (x *indexer) object(n ast.Name) {
	if o := x.Schema.Object(n.Text); o != nil {
		x.name(n, Symbol{Kind: ObjectKind, Name: o.Name})
	}
}

func (x *indexer) props(list []*ast.Prop, kind Kind, of string) {
	for _, p := range list {
		x.def(p.Name, Symbol{kind, p.Name.Text, of})
		if p.Type == nil {
			continue
		}
		for _, o := range p.Type.Options {
			x.found = append(x.found, Occurrence{Symbol: Symbol{OptionKind, o.Value, of + "." + p.Name.Text}, Span: optionName(o), Def: true})
		}
	}
}

// optionName is the place of an option's value, without its label.
func optionName(o *ast.Option) source.Span {
	at := o.Place
	if o.Label != nil && o.Label.Place.Start > at.Start {
		at.End = at.Start + len(strings.TrimRight(at.File.Text[at.Start:o.Label.Place.Start], " \t"))
	}
	return at
}

func (x *indexer) settings(w *ast.Workflow) {
	for _, s := range w.Settings {
		switch s := s.(type) {
		case *ast.Enroll:
			x.trigger(s.Trigger)
		case *ast.Leave:
			x.trigger(s.Trigger)
		}
	}
}

func (x *indexer) trigger(t *ast.Trigger) {
	if t == nil {
		return
	}
	x.events(t.Event)
	if t.Change != nil {
		x.path(t.Change.Path, false)
	}
}

func (x *indexer) events(t *ast.EventTrigger) {
	if t == nil {
		return
	}
	for _, n := range t.Events {
		x.name(n, Symbol{Kind: EventKind, Name: n.Text})
	}
}

// visit takes the names of one node.
func (x *indexer) visit(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.Expr:
		x.expr(n)
		return false // templates are part of its tokens
	case *ast.Step:
		for _, l := range n.Labels {
			x.def(l, Symbol{LabelKind, l.Text, x.owner})
		}
	case *ast.BadStmt:
		x.tokens(n.Place)
	case ast.Stmt:
		x.statement(n)
	case ast.TestStmt:
		x.testLine(n)
	}
	return true
}

func (x *indexer) statement(s ast.Stmt) {
	if f := ast.FailureOf(s); f != nil && f.Goto != nil {
		x.name(f.Goto.Label, Symbol{LabelKind, f.Goto.Label.Text, x.owner})
	}
	switch s := s.(type) {
	case *ast.Goto:
		x.name(s.Label, Symbol{LabelKind, s.Label.Text, x.owner})
	case *ast.Let:
		x.def(s.Name, Symbol{VarKind, s.Name.Text, x.owner})
	case *ast.Set:
		x.path(s.Path, true)
		if s.Path != nil && len(s.Fields) > 0 && len(s.Path.Parts) > 0 {
			t, _, _ := x.sc.root(s.Path.Parts[0].Text)
			x.fields(s.Fields, objectOf(t))
		}
	case *ast.Copy:
		x.path(s.From, false)
		x.path(s.To, true)
	case *ast.Clear:
		x.path(s.Path, true)
	case *ast.Increase:
		x.path(s.Path, true)
	case *ast.Create:
		x.object(s.Object)
		x.fields(s.Fields, x.Schema.Object(s.Object.Text))
	case *ast.EnrollIn:
		x.name(s.Workflow, Symbol{Kind: WorkflowKind, Name: s.Workflow.Text})
	case *ast.Call:
		x.call(s)
	case *ast.Delay:
		x.events(s.Event)
		if s.Change != nil {
			x.path(s.Change.Path, false)
		}
	}
}

// fields are the names of properties before their values.
func (x *indexer) fields(list []*ast.Arg, o *schema.Object) {
	if o == nil {
		return
	}
	for _, a := range list {
		if p := o.Property(a.Name.Text); p != nil {
			x.found = append(x.found, Occurrence{Symbol: propertySymbol(p), Span: a.Name.Place, Write: true})
		}
	}
}

func (x *indexer) call(s *ast.Call) {
	name := pathText(s.Action)
	a := x.Schema.Action(name)
	if a == nil {
		return
	}
	x.name(ast.Name{At: s.Action.At, Text: name}, Symbol{Kind: ActionKind, Name: name})
	for _, arg := range s.Args {
		if p, _ := a.Param(arg.Name.Text); p != nil {
			x.name(arg.Name, Symbol{ParamKind, p.Name, name})
			if p.Names != "" && arg.Value != nil {
				x.literal(arg.Value.Place, p.Names)
			}
		}
	}
}

// literal is a text that names something.
func (x *indexer) literal(at source.Span, names string) {
	text := at.Text()
	if len(text) < 2 || text[0] != '"' || strings.Contains(text, "{{") {
		return
	}
	inner := at.File.Span(at.Start+1, at.End-1)
	switch names {
	case "template":
		x.found = append(x.found, Occurrence{Symbol: Symbol{Kind: TemplateKind, Name: inner.Text()}, Span: inner})
	case "workflow":
		x.found = append(x.found, Occurrence{Symbol: Symbol{Kind: WorkflowKind, Name: inner.Text()}, Span: inner})
	case "object":
		x.found = append(x.found, Occurrence{Symbol: Symbol{Kind: ObjectKind, Name: inner.Text()}, Span: inner})
	}
}

// path is a target: `company.segment`.
func (x *indexer) path(p *ast.Path, write bool) {
	if p == nil || len(p.Parts) == 0 {
		return
	}
	kind, symbol, ok := x.sc.root(p.Parts[0].Text)
	if !ok {
		return
	}
	x.name(p.Parts[0], symbol)
	for _, n := range p.Parts[1:] {
		m := x.sc.member(meaning{kind: kind}, n.Text)
		if m.symbol.Kind == NoKind {
			return
		}
		x.found = append(x.found, Occurrence{Symbol: m.symbol, Span: n.Place, Write: write})
		kind = m.kind
	}
}

func (x *indexer) testLine(s ast.TestStmt) {
	given := func(n ast.Name) { x.name(n, Symbol{GivenKind, n.Text, x.owner}) }
	switch s := s.(type) {
	case *ast.Given:
		x.object(s.Object)
		x.def(s.Name, Symbol{GivenKind, s.Name.Text, x.owner})
		x.fields(s.Fields, x.Schema.Object(s.Object.Text))
		for _, n := range s.Of {
			given(n)
		}
	case *ast.Stub:
		x.actionPath(s.Action)
	case *ast.Send:
		x.name(s.Event, Symbol{Kind: EventKind, Name: s.Event.Text})
		for _, f := range s.Fields {
			x.name(f.Name, Symbol{FieldKind, f.Name.Text, s.Event.Text})
		}
		given(s.To)
	case *ast.TestRun:
		given(s.Record)
		x.name(s.Workflow, Symbol{Kind: WorkflowKind, Name: s.Workflow.Text})
	case *ast.Expect:
		x.expect(s)
	}
}

func (x *indexer) expect(s *ast.Expect) {
	if s.Of != nil {
		x.name(*s.Of, Symbol{GivenKind, s.Of.Text, x.owner})
	}
	if test, ok := x.decl.(*ast.Test); ok && s.Label != nil && len(test.Workflows) > 0 {
		x.name(*s.Label, Symbol{LabelKind, s.Label.Text, test.Workflows[0].Text})
	}
	x.actionPath(s.Action)
	if s.Object != nil {
		x.object(*s.Object)
	}
}

func (x *indexer) actionPath(p *ast.Path) {
	if name := pathText(p); x.Schema.Action(name) != nil {
		x.name(ast.Name{At: p.At, Text: name}, Symbol{Kind: ActionKind, Name: name})
	}
}

func pathText(p *ast.Path) string {
	if p == nil {
		return ""
	}
	parts := make([]string, len(p.Parts))
	for i, n := range p.Parts {
		parts[i] = n.Text
	}
	return strings.Join(parts, ".")
}

func (x *indexer) expr(e *ast.Expr) { x.tokens(e.Place) }

// tokens takes the names among the tokens of an expression, and of the texts in it.
func (x *indexer) tokens(at source.Span) {
	o := x.file.outline()
	first := sort.Search(len(o.tokens), func(i int) bool { return o.tokens[i].Start >= at.Start })
	if first >= len(o.tokens) {
		return
	}
	sc := x.scopeAt(o, x.decl, first)
	for i := first; i < len(o.tokens) && o.tokens[i].End <= at.End; i++ {
		switch t := o.tokens[i]; t.Kind {
		case parse.WordToken:
			x.word(&sc, o, i)
		case parse.TextToken:
			x.text(&sc, o, i)
		}
	}
}

func (x *indexer) word(sc *scope, o *outline, i int) {
	t := o.tokens[i]
	switch {
	case i+1 < len(o.tokens) && o.tokens[i+1].Text == "(" && (i == 0 || !isDot(o.tokens[i-1])) && x.Schema.Func(t.Text) != nil:
		x.found = append(x.found, Occurrence{Symbol: Symbol{Kind: FuncKind, Name: t.Text}, Span: o.span(i)})
	default:
		if m := sc.ending(i); m.symbol.Kind != NoKind {
			plural := m.symbol.Kind == ObjectKind && m.symbol.Name != t.Text
			x.found = append(x.found, Occurrence{Symbol: m.symbol, Span: o.span(i), Prefix: plural})
		}
	}
}

// text takes the option that a text names, and the names in the templates of it.
func (x *indexer) text(sc *scope, o *outline, i int) {
	t := o.tokens[i]
	if strings.Contains(t.Text, "{{") {
		x.templates(sc, t.Start, t.End)
		return
	}
	if owner, options := sc.expectedOptions(i); options != nil && len(t.Text) >= 2 {
		value := t.Text[1 : len(t.Text)-1]
		if _, ok := options.Index(value); ok {
			x.found = append(x.found, Occurrence{Symbol: Symbol{OptionKind, value, owner.Of + "." + owner.Name}, Span: x.file.Source.Span(t.Start+1, t.End-1)})
		}
	}
}

// templates takes the names of the expressions between two bytes.
func (x *indexer) templates(sc *scope, from, to int) {
	for _, e := range expressionsIn(x.file.Source, from, to) {
		inner := newOutline(x.file.Source, e, nil)
		local := *sc
		local.out, local.item = inner, nil
		for i, t := range inner.tokens {
			if t.Kind == parse.WordToken {
				x.word(&local, inner, i)
			}
		}
	}
}

// template takes the names of an e-mail template; `contact` is the recipient there.
func (x *indexer) template(t *ast.TemplateFile) {
	sc := x.scopeAt(x.file.outline(), nil, 0)
	x.templates(&sc, 0, len(x.file.Source.Text))
	x.found = append(x.found, Occurrence{Symbol: Symbol{Kind: TemplateKind, Name: t.Name}, Span: x.file.Source.Span(0, 0), Def: true})
}

// expressionsIn are the tokens of the expressions in `{{ }}` between two bytes of a file.
func expressionsIn(f *source.File, from, to int) (list [][]parse.Token) {
	for at := from; at < to; {
		open := strings.Index(f.Text[at:to], "{{")
		if open < 0 {
			break
		}
		begin := at + open + 2
		if strings.HasPrefix(f.Text[begin:to], "{{") {
			at = begin + 2
			continue
		}
		end := strings.Index(f.Text[begin:to], "}}")
		if end < 0 {
			end = to - begin
		}
		tokens := parse.Tokens(source.NewFile(f.Name, f.Text[begin:begin+end]))
		for i := range tokens {
			tokens[i].Start += begin
			tokens[i].End += begin
		}
		list = append(list, tokens)
		at = begin + end
	}
	return list
}
