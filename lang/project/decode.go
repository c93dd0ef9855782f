package project

// The reader of wf.yaml: walks the YAML tree along the Go types of the configuration, and reports what does not fit
// with its place. It goes on after a fault, so that all of them are told at once.

import (
	"errors"
	"reflect"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"

	"github.com/wflang/wf/lang/diag"
	"github.com/wflang/wf/lang/source"
)

// What is refused before the YAML parser sees it: its time and memory grow with the square of the nesting.
const (
	maxConfig  = 256 << 10 // bytes
	maxNesting = 64
)

// ParseConfig reads the text of a wf.yaml. The configuration is usable whatever the faults: what could not be read
// has its default.
func ParseConfig(f *source.File) (*Config, []diag.Diagnostic) {
	c := Default()
	c.Source = f
	d := &decoder{file: f}
	switch {
	case len(f.Text) > maxConfig:
		d.report(configTooLarge(f))
	case nesting(f.Text) > maxNesting:
		d.report(configTooDeep(f))
	case !utf8.ValidString(f.Text):
		d.report(configEncoding(f))
	default:
		if root := d.parse(); root != nil {
			d.structure("wf.yaml", root, c)
			if c.UserFile == nil {
				d.found = append(d.found, crossCheck(c)...) // else after the file was read
			}
		}
	}
	return c, allowed(f, diag.Tidy(d.found))
}

// allowed takes out the warnings that their line silences: `# allow: config-secret`.
func allowed(f *source.File, list []diag.Diagnostic) []diag.Diagnostic {
	return slices.DeleteFunc(list, func(w diag.Diagnostic) bool {
		_, comment, _ := strings.Cut(f.Line(w.Span.Position().Line), "# allow:")
		return w.Level == diag.Warning && slices.Contains(strings.FieldsFunc(comment, func(r rune) bool { return r == ',' || r == ' ' }), w.Code)
	})
}

type decoder struct {
	file    *source.File
	found   []diag.Diagnostic
	anchors map[string]ast.Node
}

func (d *decoder) report(found diag.Diagnostic) { d.found = append(d.found, found) }

// parse returns the top mapping, or nil when there is none to read.
func (d *decoder) parse() *ast.MappingNode {
	tree, err := parser.ParseBytes([]byte(d.file.Text), 0)
	if err != nil {
		if tab := strings.Index("\n"+d.file.Text, "\n\t"); tab >= 0 {
			d.report(indentedByTab(d.file.Span(tab, tab+1)))
			return nil
		}
		var fault *yaml.SyntaxError
		if errors.As(err, &fault) {
			d.report(configSyntax(d.place(fault.Token), fault.Message))
		} else {
			d.report(configSyntax(d.file.Span(0, 0), err.Error()))
		}
		return nil
	}
	d.anchors = map[string]ast.Node{}
	var root *ast.MappingNode
	for _, doc := range tree.Docs {
		if doc.Body == nil {
			continue
		}
		if root != nil {
			d.report(configSyntax(d.span(doc.Body), "a second document begins here"))
			return root
		}
		m, ok := doc.Body.(*ast.MappingNode)
		if !ok {
			d.report(wrongValue(d.span(doc.Body), "wf.yaml", "settings such as `timezone: Europe/Paris`", found(doc.Body)))
			return nil
		}
		ast.Walk(anchorFinder(d.anchors), m)
		root = m
	}
	return root
}

// anchorFinder collects `&name value`.
type anchorFinder map[string]ast.Node

func (a anchorFinder) Visit(n ast.Node) ast.Visitor {
	if anchor, ok := n.(*ast.AnchorNode); ok {
		a[anchor.Name.String()] = anchor.Value
	}
	return a
}

// resolve follows anchors and aliases to the value itself.
func (d *decoder) resolve(n ast.Node) ast.Node {
	for range 10 { // an alias may name an anchor that stands on an alias; beyond a few it is a joke
		switch at := n.(type) {
		case *ast.AnchorNode:
			n = at.Value
		case *ast.AliasNode:
			target, ok := d.anchors[at.Value.String()]
			if !ok {
				return n
			}
			n = target
		case *ast.TagNode:
			n = at.Value
		case *ast.LiteralNode:
			return at.Value
		default:
			return n
		}
	}
	return n
}

// structure reads a mapping into the struct that into points to.
func (d *decoder) structure(name string, m *ast.MappingNode, into any) {
	v := reflect.ValueOf(into).Elem()
	fields := settingsOf(v.Type())
	given := map[string]bool{}
	d.entries(name, m, func(key *ast.StringNode, value ast.Node) {
		index, ok := fields.byName[key.Value]
		if !ok {
			d.report(unknownKey(d.span(key), key.Value, name, fields.names))
			return
		}
		if _, null := value.(*ast.NullNode); null {
			return // `smtp:` with nothing behind it is the same as no line at all
		}
		given[key.Value] = true
		d.value(key.Value, value, v.Field(index))
	})
	for _, required := range fields.required {
		if !given[required] {
			d.report(missingKey(d.span(m), name, required))
		}
	}
}

// value reads a node into a field of whatever type.
func (d *decoder) value(name string, n ast.Node, into reflect.Value) {
	if s, ok := into.Addr().Interface().(setting); ok {
		s.read(d, name, n)
		return
	}
	switch into.Kind() {
	case reflect.Bool:
		b, ok := n.(*ast.BoolNode)
		if !ok {
			d.report(notBool(d.span(n), name, found(n)))
			return
		}
		into.SetBool(b.Value)
	case reflect.Pointer:
		into.Set(reflect.New(into.Type().Elem()))
		d.value(name, n, into.Elem())
	case reflect.Slice:
		list, ok := n.(*ast.SequenceNode)
		if !ok {
			d.report(wrongShape(d.span(n), name, "a list", found(n)))
			return
		}
		into.Set(reflect.MakeSlice(into.Type(), len(list.Values), len(list.Values)))
		for i, item := range list.Values {
			d.value(name, d.resolve(item), into.Index(i))
		}
	case reflect.Struct:
		m, ok := n.(*ast.MappingNode)
		if !ok {
			d.report(wrongShape(d.span(n), name, "settings in `{ }` or indented below", found(n)))
			return
		}
		d.structure(name, m, into.Addr().Interface())
	}
}

// entries calls do for each key of a mapping with a plain name.
func (d *decoder) entries(name string, n ast.Node, do func(key *ast.StringNode, value ast.Node)) {
	m, ok := n.(*ast.MappingNode)
	if !ok {
		d.report(wrongShape(d.span(n), name, "names with values, in `{ }` or indented below", found(n)))
		return
	}
	for _, entry := range m.Values {
		key, ok := entry.Key.(*ast.StringNode)
		if !ok {
			// Keys such as `2024:` or `true:` are names too where names are free.
			tok := entry.Key.GetToken()
			key = &ast.StringNode{Token: tok, Value: tok.Value}
		}
		do(key, d.resolve(entry.Value))
	}
}

// text reads what people write without quotes and mean as text: words, and also numbers and yes/no.
func (d *decoder) text(name string, n ast.Node) (string, bool) {
	switch n := n.(type) {
	case *ast.StringNode:
		return n.Value, true
	case *ast.IntegerNode, *ast.FloatNode, *ast.BoolNode:
		return n.GetToken().Value, true
	}
	d.report(wrongValue(d.span(n), name, "a text", found(n)))
	return "", false
}

// items is the content of a list, or the one value that stands in its place.
func items(n ast.Node) []ast.Node {
	if list, ok := n.(*ast.SequenceNode); ok {
		return list.Values
	}
	return []ast.Node{n}
}

// span is the place of a node: a whole scalar, or the token that begins a list or mapping.
func (d *decoder) span(n ast.Node) source.Span {
	if m, ok := n.(*ast.MappingNode); ok && !m.IsFlowStyle && len(m.Values) > 0 {
		return d.place(m.Values[0].Key.GetToken())
	}
	return d.place(n.GetToken())
}

func (d *decoder) place(tok *token.Token) source.Span {
	if tok == nil || tok.Position == nil {
		return d.file.Span(0, 0)
	}
	line := d.file.Line(tok.Position.Line)
	start := 0
	for range tok.Position.Column - 1 {
		_, size := utf8.DecodeRuneInString(line[start:])
		start += size
	}
	rest := line[start:]
	length := min(len(tok.Value), len(rest))
	if quoted := strings.TrimSpace(tok.Origin); len(quoted) > 1 && (quoted[0] == '"' || quoted[0] == '\'') {
		length = min(len(quoted), len(rest))
	}
	at := d.file.LineStart(tok.Position.Line) + start
	return d.file.Span(at, at+length)
}

// literal is a value that stands in the file itself: a text or a number.
func literal(n ast.Node) (text string, ok bool) {
	switch n := n.(type) {
	case *ast.StringNode:
		return n.Value, true
	case *ast.IntegerNode, *ast.FloatNode:
		return n.GetToken().Value, true
	}
	return "", false
}

// conceal keeps a value out of all that is printed: also the lines below it, of a block or a text that goes on there.
func (d *decoder) conceal(n ast.Node) {
	at := d.span(n)
	d.file.Conceal(at)
	for i := range strings.Count(strings.TrimSpace(n.GetToken().Origin), "\n") {
		from := d.file.LineStart(d.file.LineAt(at.Start) + 1 + i)
		d.file.Conceal(d.file.Span(from, from+len(d.file.Line(d.file.LineAt(from)))))
	}
}

// found names what stands in a place, for messages.
func found(n ast.Node) string {
	switch n := n.(type) {
	case *ast.MappingNode, *ast.MappingValueNode:
		return "settings"
	case *ast.SequenceNode:
		return "a list"
	case *ast.NullNode:
		return "nothing"
	case *ast.AliasNode:
		return "an alias that nothing defines"
	case *ast.StringNode:
		return "`" + shortened(n.Value) + "`"
	}
	return "`" + shortened(n.GetToken().Value) + "`"
}

func shortened(s string) string {
	if runes := []rune(s); len(runes) > 40 {
		return string(runes[:40]) + "…"
	}
	return s
}

// nesting is at least how deep lists and mappings stand in each other. It counts brackets in texts too; no real wf.yaml comes near
// the limit.
func nesting(text string) int {
	deepest, flow := 0, 0
	for line := range strings.Lines(text) {
		block := strings.Count(line, "- ")
		for _, b := range []byte(line) {
			switch b {
			case '[', '{':
				flow++
			case ']', '}':
				flow = max(flow-1, 0)
			}
			deepest = max(deepest, flow+block)
		}
	}
	return deepest
}
