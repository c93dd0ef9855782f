// Action declarations: actions that another system answers over HTTP.

package check

import (
	"net/url"

	"github.com/wflang/wf/lang/ast"
	"github.com/wflang/wf/lang/schema"
)

func (c *checker) declareActions(files []*ast.File) {
	for _, f := range files {
		d := newDocs(f)
		for _, decl := range f.Decls {
			if a, ok := decl.(*ast.ActionDecl); ok {
				c.declareAction(a, d)
			}
		}
	}
}

func (c *checker) declareAction(a *ast.ActionDecl, d *docs) {
	name := pathText(&a.Name)
	if name == "" {
		return
	}
	if old := c.schema.Action(name); old != nil {
		c.report(duplicateAction(a, old))
		return
	}
	if is, ok := reserved[name]; ok {
		c.report(reservedName(ast.Name{At: a.Name.At, Text: name}, is))
		return
	}
	action := &schema.Action{Name: name, Title: name, Doc: d.of(a.Name.Place), Kind: schema.MessageAction, Span: a.Name.Place}
	for _, p := range a.Params {
		if p == nil || p.Type == nil || p.Name.Text == "" {
			continue
		}
		if first, _ := action.Param(p.Name.Text); first != nil {
			c.report(duplicateParam(p.Name, "argument"))
			continue
		}
		action.Params = append(action.Params, c.declareParam(p, d))
	}
	seen := map[string]bool{}
	for _, p := range a.Outputs {
		if p == nil || p.Type == nil || p.Name.Text == "" {
			continue
		}
		if seen[p.Name.Text] {
			c.report(duplicateParam(p.Name, "output"))
			continue
		}
		if p.Name.Text == "ok" || p.Name.Text == "error" {
			c.report(everyOutcomeHas(p.Name))
			continue
		}
		seen[p.Name.Text] = true
		t, ok := c.propType(p.Type, nil, nil)
		if !ok {
			t = schema.Of(schema.Invalid)
		}
		action.Outputs = append(action.Outputs, &schema.Field{Name: p.Name.Text, Number: len(action.Outputs), Type: t, Doc: d.of(p.Place), Span: p.Name.Place})
	}
	if a.URL != nil {
		action.URL = a.URL.Value
		if u, err := url.Parse(a.URL.Value); err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" {
			c.report(notWebAddress(*a.URL))
		}
	}
	if a.Secret != nil {
		action.Secret = a.Secret.Value
	}
	if a.Expires != nil {
		action.Expires, _ = c.duration(a.Expires)
	}
	c.schema.AddAction(action)
}

func (c *checker) declareParam(p *ast.Prop, d *docs) *schema.Param {
	t, ok := c.propType(p.Type, nil, nil)
	if !ok {
		t = schema.Of(schema.Invalid)
	}
	param := &schema.Param{Name: p.Name.Text, Type: t, Required: p.Default == nil, Doc: d.of(p.Place)}
	if p.Default != nil && ok {
		param.Default = c.propDefault(p, t)
	}
	return param
}
