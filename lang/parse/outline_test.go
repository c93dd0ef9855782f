package parse

import (
	"fmt"
	"sort"
	"strings"

	"github.com/wflang/wf/lang/ast"
)

// outline shows what was read of a file: a line for each declaration, setting, step and line of a test.
func outline(f *ast.File) string {
	o := outliner{}
	for _, d := range f.Decls {
		o.decl(d)
	}
	return o.String()
}

type outliner struct{ strings.Builder }

func (o *outliner) line(depth int, format string, args ...any) {
	o.WriteString(strings.Repeat("  ", depth) + strings.TrimRight(fmt.Sprintf(format, args...), " ") + "\n")
}

func (o *outliner) decl(d ast.Decl) {
	switch d := d.(type) {
	case *ast.Object:
		o.line(0, "object %s", d.Name.Text)
		o.props(d.Props)
	case *ast.Event:
		o.line(0, "event %s on %s", d.Name.Text, d.On.Text)
		o.props(d.Fields)
	case *ast.Const:
		o.line(0, "let %s = %s", d.Name.Text, shape(d.Value))
	case *ast.Segment:
		o.line(0, "segment %s on %s when %s", d.Name.Text, d.On.Text, shape(d.Cond))
	case *ast.ActionDecl:
		o.line(0, "action %s at %q", d.Name.Place.Text(), d.URL.Value)
		o.props(d.Params)
		o.line(1, "->")
		o.props(d.Outputs)
	case *ast.Workflow:
		broken := ""
		if d.Broken {
			broken = "(broken)"
		}
		o.line(0, "workflow %s on %s %s", d.Name.Text, d.On.Text, broken)
		for _, s := range d.Settings {
			o.line(1, "%s", kind(s))
		}
		o.block(1, d.Body)
	case *ast.Test:
		o.line(0, "test %q", d.Title.Value)
		for _, s := range d.Stmts {
			if set, ok := s.(*ast.TestSet); ok {
				o.stmt(1, "", set.Stmt)
				continue
			}
			o.line(1, "%s", kind(s))
		}
	case *ast.Bad:
		o.line(0, "bad")
	}
}

func (o *outliner) props(list []*ast.Prop) {
	for _, p := range list {
		var options []string
		for _, option := range p.Type.Options {
			text := option.Value
			if option.Label != nil {
				text += fmt.Sprintf(" %q", option.Label.Value)
			}
			options = append(options, text)
		}
		text := p.Name.Text + ": " + p.Type.Name.Text
		if p.Type.Extends {
			text += " +="
		}
		if p.Type.Braces {
			text += " {" + strings.Join(options, ", ") + "}"
		}
		for _, f := range p.Flags {
			text += " " + f.Text
		}
		if p.Default != nil {
			text += " = " + shape(p.Default)
		}
		o.line(1, "%s", text)
	}
}

func (o *outliner) block(depth int, b *ast.Block) {
	for _, s := range b.Steps {
		labels := ""
		for _, l := range s.Labels {
			labels += l.Text + ": "
		}
		o.stmt(depth, labels, s.Stmt)
	}
}

func (o *outliner) stmt(depth int, labels string, s ast.Stmt) {
	switch s := s.(type) {
	case *ast.If:
		o.line(depth, "%sif %s", labels, shape(s.Cond))
		o.block(depth+1, s.Then)
		if s.Else != nil {
			o.line(depth, "else")
			o.block(depth+1, s.Else)
		}
	case *ast.Match:
		o.line(depth, "%smatch %s", labels, shape(s.Subject))
		o.arms(depth+1, s.Arms)
	case *ast.Split:
		o.line(depth, "%ssplit", labels)
		o.arms(depth+1, s.Arms)
	default:
		o.line(depth, "%s%s", labels, kind(s))
	}
}

func (o *outliner) arms(depth int, arms []*ast.Arm) {
	for _, a := range arms {
		head := "default"
		if a.Percent != 0 {
			head = fmt.Sprintf("%g%%", a.Percent)
		} else if !a.Default {
			var values []string
			for _, v := range a.Values {
				values = append(values, shape(v))
			}
			head = strings.Join(values, ", ")
		}
		o.line(depth, "%s =>", head)
		o.block(depth+1, a.Body)
	}
}

// kind is the type of a node and its text in one line.
func kind(n ast.Node) string {
	name := strings.TrimPrefix(fmt.Sprintf("%T", n), "*ast.")
	return name + " `" + strings.Join(strings.Fields(n.Span().Text()), " ") + "`"
}

// shape is an expression as expr prints its tree, with its templates.
func shape(e *ast.Expr) string {
	if e == nil {
		return "nothing"
	}
	if e.Tree == nil {
		return "unreadable"
	}
	text := e.Tree.String()
	var at []int
	for rune := range e.Templates {
		at = append(at, rune)
	}
	sort.Ints(at)
	for _, rune := range at {
		var parts []string
		for _, p := range e.Templates[rune].Parts {
			if p.Expr != nil {
				parts = append(parts, "{"+shape(p.Expr)+"}")
			} else {
				parts = append(parts, fmt.Sprintf("%q", p.Text))
			}
		}
		text += " @" + fmt.Sprint(rune) + " " + strings.Join(parts, "")
	}
	return text
}
