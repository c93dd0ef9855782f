// Types as written in declarations: of properties, event fields, and the inputs and outputs of actions.

package check

import (
	"github.com/wflang/wf/lang/ast"
	"github.com/wflang/wf/lang/schema"
)

var plainTypes = map[string]schema.Kind{
	"text": schema.Text, "number": schema.Number, "bool": schema.Bool, "date": schema.Date, "datetime": schema.DateTime,
	"user": schema.User, "email": schema.Email, "phone": schema.Phone, "url": schema.URL,
}

// propType resolves a type. old is the property that is declared anew, or nil; on is its object, or nil.
func (c *checker) propType(t *ast.Type, old *schema.Property, on *schema.Object) (schema.Type, bool) {
	switch t.Name.Text {
	case "enum", "set":
		return c.optionsType(t, old, on)
	case "map": // of texts: what a form sent
		if c.isBuiltin(t.Place) {
			return schema.MapOf(schema.Of(schema.Text)), true
		}
	}
	kind, ok := plainTypes[t.Name.Text]
	if !ok {
		if t.Name.Text != "" {
			c.report(unknownType(t.Name))
		}
		return schema.Type{}, false
	}
	if t.Braces {
		c.report(optionsOfPlain(t))
		return schema.Type{}, false
	}
	return schema.Of(kind), true
}

func (c *checker) optionsType(t *ast.Type, old *schema.Property, on *schema.Object) (schema.Type, bool) {
	kind := schema.Enum
	if t.Name.Text == "set" {
		kind = schema.Set
	}
	var options []schema.Option
	if t.Extends {
		if old == nil || old.Type.Kind != kind || old.Type.Options == nil {
			c.report(nothingToExtend(t, old))
			return schema.Type{}, false
		}
		options = append(options, old.Type.Options.List...)
	}
	if !t.Braces || len(t.Options) == 0 {
		c.report(noOptions(t))
		return schema.Type{}, false
	}
	at := map[string]schema.Option{}
	for _, o := range options {
		at[o.Value] = o
	}
	for _, o := range t.Options {
		if o == nil {
			continue
		}
		if first, ok := at[o.Value]; ok {
			c.report(duplicateOption(o, first))
			continue
		}
		option := schema.Option{Value: o.Value, Span: o.Place}
		if o.Label != nil {
			option.Label = o.Label.Value
		}
		at[o.Value] = option
		options = append(options, option)
	}
	return schema.Type{Kind: kind, Options: schema.NewOptions(options)}, true
}
