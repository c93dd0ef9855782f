package repl

// Expressions: read, typed, evaluated for the record in use, and shown with the value of each part.

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/wflang/wf/compiler"
	"github.com/wflang/wf/lang/diag"
	"github.com/wflang/wf/lang/parse"
	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/lang/source"
	"github.com/wflang/wf/lang/typed"
	"github.com/wflang/wf/vm"
)

// typed types a text for records of an object.
func (s *Session) typed(text string, o *schema.Object) (typed.Expr, []diag.Diagnostic, error) {
	file := source.NewFile(fmt.Sprintf("line %d", s.lines), text)
	e, found := s.config.Analysis.Expression(file, o.Name)
	if diag.HasErrors(found) || e == nil {
		return nil, nil, &faults{found}
	}
	return e, found, nil
}

// objectOf is the object that a text is about: that of the record in use, unless the text speaks of another one only.
func (s *Session) objectOf(text string) *schema.Object {
	var named *schema.Object
	var before string
	for _, t := range parse.Tokens(source.NewFile("line", text)) {
		if t.Kind == parse.WordToken && before != "." {
			if s.object != nil && t.Text == s.object.Name {
				return s.object
			}
			if o := s.schema.Object(t.Text); o != nil && named == nil {
				named = o
			}
		}
		before = t.Text
	}
	switch {
	case s.object != nil:
		return s.object
	case named != nil:
		return named
	}
	return s.schema.Object("contact")
}

// piece is a compiled expression.
type piece struct {
	machine *vm.Machine
	code    vm.Code
}

func (s *Session) compile(e typed.Expr) (*piece, error) {
	x, err := compiler.CompileExpr(e, s.schema, s.config.Options)
	if err != nil {
		return nil, err
	}
	p := &piece{machine: vm.NewMachine(x.Program), code: x.Code}
	p.machine.Forget()
	return p, nil
}

// env is the world of an evaluation, until it is closed.
func (s *Session) env() (*schema.Env, func() error) {
	view, end := s.engine.View()
	return &schema.Env{Now: s.clock.Now().UnixMicro(), Zone: s.zone, Hours: &s.config.Options.Working, View: view}, end
}

// evaluate prints the value of an expression.
func (s *Session) evaluate(text string) (string, error) {
	e, warnings, err := s.typed(text, s.objectOf(text))
	if err != nil {
		if other := meant(text); other != nil {
			return "", other
		}
		return "", err
	}
	r, err := s.record()
	if err != nil {
		return "", err
	}
	if reads(e) && (r == nil || r.Object.Name != s.objectOf(text).Name) {
		return "", fmt.Errorf("no %s is in use; `:use %[1]s RECORD` picks one by id or key", s.objectOf(text).Name)
	}
	p, err := s.compile(e)
	if err != nil {
		return "", err
	}
	env, end := s.env()
	v, parts := p.machine.Trace(p.code, env, r, nil)
	var out strings.Builder
	fmt.Fprintln(&out, s.tinted(s.valueOf(e, v)))
	if e.Type().Kind == schema.Bool {
		out.WriteString(s.tree(parts, e.Span().Start, e.Span().End, "  "))
	}
	if len(warnings) > 0 {
		out.WriteString("\n" + s.fault(&faults{warnings}))
	}
	return out.String(), end()
}

// valueOf is a value with what its type adds: the label of an option, one line for each record of a list.
func (s *Session) valueOf(e typed.Expr, v schema.Value) string {
	t := e.Type()
	if t.Options != nil && v.Kind() == schema.Text {
		if label := t.Options.Label(v.Text()); label != v.Text() {
			return fmt.Sprintf("%s (%s)", s.shown(v), label)
		}
	}
	if e.Type().Kind == schema.Bool && v.IsNil() {
		return "false"
	}
	if t.Kind == schema.List && t.Elem != nil && t.Elem.Kind == schema.RecordRef && len(v.Items()) > 0 {
		var lines []string
		for _, item := range v.Items() {
			lines = append(lines, s.shown(item))
		}
		return strings.Join(lines, "\n")
	}
	return s.shown(v)
}

// reads reports whether an expression reads the record that it is evaluated for.
func reads(e typed.Expr) bool {
	found := false
	typed.Walk(e, func(e typed.Expr) bool {
		switch e.(type) {
		case *typed.Enrolled, *typed.EnrolledAt:
			found = true
		}
		return !found
	})
	return found
}

func (s *Session) typeOf(_ context.Context, text string) (string, error) {
	e, _, err := s.typed(text, s.objectOf(text))
	if err != nil {
		return "", err
	}
	t := e.Type()
	line := t.String()
	if t.Options != nil {
		var rows [][]string
		for _, o := range t.Options.List {
			rows = append(rows, []string{fmt.Sprintf("%q", o.Value), o.Label})
		}
		return line + "\n" + aligned(rows), nil
	}
	return line, nil
}

// Unfinished reports whether a text has brackets that are still open, so that the next line belongs to it.
func Unfinished(text string) bool {
	if strings.HasPrefix(strings.TrimSpace(text), ":") && !strings.HasPrefix(strings.TrimSpace(text), ":count") && !strings.HasPrefix(strings.TrimSpace(text), ":type") {
		return false
	}
	open := 0
	for _, t := range parse.Tokens(source.NewFile("line", text)) {
		if t.Kind != parse.SignToken {
			continue
		}
		switch t.Text {
		case "(", "[", "{":
			open++
		case ")", "]", "}":
			open--
		}
	}
	return open > 0
}

// record is the one in use; nil when none is.
func (s *Session) record() (*schema.Record, error) {
	if s.used.ID == "" {
		return nil, nil
	}
	return s.engine.Get(s.used)
}

// needed is the record in use, without which a command has nothing to do.
func (s *Session) needed() (*schema.Record, error) {
	r, err := s.record()
	if err == nil && r == nil {
		err = errors.New("no record is in use; `:use OBJECT RECORD` picks one by id or key")
	}
	return r, err
}
