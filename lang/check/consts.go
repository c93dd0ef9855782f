// Constants, segments and the defaults of properties: expressions outside of workflows.

package check

import (
	"slices"
	"unicode"

	"github.com/wflang/wf/lang/ast"
	"github.com/wflang/wf/lang/diag"
	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/lang/typed"
)

// named is a declaration that may read others of its kind, in any order.
type named struct {
	name    string
	value   *ast.Expr
	resolve func() bool // reports what is wrong; true when the name is declared now
	silence func()      // declares the name so that nothing more is said about it
}

// resolveAll resolves declarations, each after those that it reads. What cannot be resolved then reads an unknown name,
// or itself, or has another fault; it is judged when all others are there.
func (c *checker) resolveAll(pending []named) {
	resolved := make([]bool, len(pending))
	for _, i := range readFirst(pending) {
		if found := c.trial(func() { resolved[i] = pending[i].resolve() }); resolved[i] {
			c.report(found...)
		}
	}
	var left []named
	for i, d := range pending {
		if !resolved[i] && !d.resolve() {
			left = append(left, d)
		}
	}
	for _, d := range left {
		d.silence()
	}
}

// readFirst is the order of declarations in which each comes after those that it reads, unless these read it too.
func readFirst(pending []named) (order []int) {
	byName := make(map[string]int, len(pending))
	for i, d := range pending {
		byName[d.name] = i
	}
	reads := func(i int) (list []int) {
		found := names{}
		ast.Walk(pending[i].value, found.visit)
		for name := range found {
			if other, ok := byName[name]; ok {
				list = append(list, other)
			}
		}
		slices.Sort(list) // the order of a map is not one
		return list
	}
	type frame struct {
		i    int
		next []int // that it reads, still to be visited
	}
	seen := make([]bool, len(pending))
	var stack []frame
	enter := func(i int) {
		seen[i] = true
		stack = append(stack, frame{i, reads(i)})
	}
	for i := range pending {
		if !seen[i] {
			enter(i)
		}
		for len(stack) > 0 {
			top := &stack[len(stack)-1]
			if len(top.next) == 0 {
				order = append(order, top.i)
				stack = stack[:len(stack)-1]
				continue
			}
			next := top.next[0]
			top.next = top.next[1:]
			if !seen[next] {
				enter(next)
			}
		}
	}
	return order
}

// trial collects what f reports instead of keeping it.
func (c *checker) trial(f func()) []diag.Diagnostic {
	kept, errors := c.found, c.errors
	var tried Found
	c.found = &tried
	f()
	c.found, c.errors = kept, errors
	return tried.list
}

func (c *checker) declareConsts(files []*ast.File) {
	var pending []named
	for _, f := range files {
		for _, decl := range f.Decls {
			if k, ok := decl.(*ast.Const); ok && k.Value != nil && c.declare(k.Name, "the name of a constant") {
				pending = append(pending, named{
					name: k.Name.Text, value: k.Value,
					resolve: func() bool { return c.resolveConst(k) },
					silence: func() {
						c.consts[k.Name.Text] = &typed.ConstDecl{Name: k.Name.Text, Type: schema.Of(schema.Invalid), Span: k.Name.Place}
					},
				})
			}
		}
	}
	c.resolveAll(pending)
}

func (c *checker) resolveConst(k *ast.Const) bool {
	at := c.outside()
	e := at.value(k.Value)
	if e == nil {
		return false
	}
	value, ok := e.(*typed.Const)
	if !ok {
		c.report(constNotConstant(k.Value.Place, k.Name.Text))
		return false
	}
	decl := &typed.ConstDecl{Name: k.Name.Text, Value: value.Value, Type: value.T, Span: k.Name.Place}
	c.consts[decl.Name] = decl
	c.project.Consts = append(c.project.Consts, decl)
	return true
}

func (c *checker) declareSegments(files []*ast.File) {
	var pending []named
	for _, f := range files {
		for _, decl := range f.Decls {
			if s, ok := decl.(*ast.Segment); ok && s.Cond != nil && c.declare(s.Name, "the name of a segment") {
				pending = append(pending, named{
					name: s.Name.Text, value: s.Cond,
					resolve: func() bool { return c.resolveSegment(s) },
					silence: func() {
						no := &typed.Const{Base: typed.Base{T: schema.Of(schema.Invalid), At: s.Name.Place}}
						c.segments[s.Name.Text] = &typed.Segment{Name: s.Name.Text, Object: c.schema.Object(s.On.Text), Cond: no, Span: s.Name.Place}
					},
				})
			}
		}
	}
	c.resolveAll(pending)
}

func (c *checker) resolveSegment(s *ast.Segment) bool {
	on := c.objectNamed(s.On)
	if on == nil {
		return false
	}
	scope := c.outside()
	scope.Item, scope.ItemName = on, on.Name
	cond := scope.condition(s.Cond)
	if cond == nil {
		return false
	}
	segment := &typed.Segment{Name: s.Name.Text, Object: on, Cond: cond, Span: s.Name.Place}
	c.segments[segment.Name] = segment
	c.project.Segments = append(c.project.Segments, segment)
	return true
}

// isName reports whether a text is one bare word.
func isName(s string) bool {
	for i, r := range s {
		if r != '_' && !unicode.IsLetter(r) && (i == 0 || !unicode.IsDigit(r)) {
			return false
		}
	}
	return s != ""
}

// propDefault is the value of `= …` behind a property or argument; Nil when it has a fault. The option of an enum may
// stand without quotes.
func (c *checker) propDefault(p *ast.Prop, t schema.Type) schema.Value {
	if t.Kind == schema.Enum && t.Options != nil {
		if _, ok := t.Options.Index(p.Default.Place.Text()); ok {
			return schema.TextValue(p.Default.Place.Text())
		}
	}
	if t.Kind == schema.Enum && isName(p.Default.Place.Text()) {
		c.report(unknownOption(p.Default.Place, p.Name.Text, t.Options))
		return schema.Value{}
	}
	at := c.outside()
	e := at.as(p.Default, t)
	if e == nil {
		return schema.Value{}
	}
	value, ok := e.(*typed.Const)
	if !ok {
		c.report(defaultNotConstant(p.Default.Place, p.Name.Text))
		return schema.Value{}
	}
	return value.Value
}
