// E-mails from templates: recipients, and the tokens of the template in the workflow that sends it.

package check

import (
	"slices"

	"github.com/wflang/wf/lang/ast"
	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/lang/typed"
)

// sends reports whether an action sends a template of the project: it names one, and its subject and body are filled
// in from there.
func sends(a *schema.Action) bool {
	names, body := false, false
	for _, p := range a.Params {
		names = names || p.Names == "template"
		body = body || p.Hidden && p.Name == "body"
	}
	return names && body
}

// mail fills the hidden parameters: subject and body hold one text for each recipient.
func (w *workflow) mail(s *ast.Call, act *typed.Act) bool {
	_, nameAt := act.Action.Param("template")
	_, toAt := act.Action.Param("to")
	if nameAt < 0 || toAt < 0 {
		return true
	}
	name, ok := act.Args[nameAt].(*typed.Const)
	if !ok {
		w.report(templateNotFixed(act.Args[nameAt].Span()))
		return false
	}
	template := w.templates[name.Value.Text()]
	contact := w.schema.Object("contact")
	if template == nil || contact == nil {
		return false
	}
	to, addresses, ok := w.recipients(s, act.Args[toAt], contact)
	if !ok {
		return false
	}
	act.Args[toAt] = to

	scope := w.scope
	if !addresses {
		scope.Item, scope.ItemName = contact, contact.Name
	}
	file := template.Syntax
	texts := schema.ListOf(schema.Of(schema.Text))
	fill := func(param string, t *ast.Template) {
		for i, p := range act.Action.Params {
			if !p.Hidden || p.Name != param || t == nil {
				continue
			}
			text := scope.template(t)
			if text == nil {
				ok = false
				return
			}
			if file.HTML && param == "body" {
				text = w.escaped(text)
			}
			if addresses {
				act.Args[i] = &typed.ListLit{Base: typed.Base{T: texts, At: t.Place}, Items: []typed.Expr{text}}
			} else {
				act.Args[i] = textsFor(to, text)
			}
		}
	}
	fill("subject", file.Subject)
	fill("body", file.Body)
	w.fixed(act, "subscription", file.Subscription)
	w.fixed(act, "kind", file.Kind)
	w.fixed(act, "from", file.From)
	if file.HTML {
		for i, p := range act.Action.Params {
			if p.Hidden && p.Name == "html" {
				act.Args[i] = &typed.Const{Base: typed.Base{T: schema.Of(schema.Bool), At: file.Place}, Value: schema.BoolValue(true)}
			}
		}
	}
	return ok
}

// textsFor is a text for each recipient: a list beside each list of them, in the same order.
func textsFor(to, text typed.Expr) typed.Expr {
	base := typed.Base{T: schema.ListOf(schema.Of(schema.Text)), At: text.Span()}
	list, written := to.(*typed.ListLit)
	switch {
	case written && slices.ContainsFunc(list.Items, func(item typed.Expr) bool { return item.Type().Kind == schema.List }):
		all := &typed.ListLit{Base: typed.Base{T: schema.ListOf(base.T), At: base.At}, Items: make([]typed.Expr, len(list.Items))}
		for i, item := range list.Items {
			all.Items[i] = textsFor(item, text)
		}
		return all
	case to.Type().Kind != schema.List:
		to = &typed.ListLit{Base: typed.Base{T: schema.ListOf(to.Type()), At: to.Span()}, Items: []typed.Expr{to}}
	}
	return &typed.Predicate{Base: base, Name: "map", Over: to, Body: text}
}

// escaped keeps the values in a text of HTML from becoming markup; what the template itself says stays.
func (w *workflow) escaped(text typed.Expr) typed.Expr {
	escape := w.schema.Func("html")
	parts := []typed.Expr{text}
	if c, ok := text.(*typed.Concat); ok {
		parts = c.Parts
	}
	if escape == nil {
		return text
	}
	base := typed.Base{T: schema.Of(schema.Text), At: text.Span()}
	safe := make([]typed.Expr, len(parts))
	for i, part := range parts {
		safe[i] = part
		if _, fixed := part.(*typed.Const); !fixed {
			// Joined alone, an option is its label, as it is without this.
			safe[i] = &typed.Call{Base: base, Func: escape, Args: []typed.Expr{&typed.Concat{Base: base, Parts: []typed.Expr{part}}}}
		}
	}
	return &typed.Concat{Base: base, Parts: safe}
}

func (w *workflow) fixed(act *typed.Act, param string, t *ast.Text) {
	for i, p := range act.Action.Params {
		if p.Hidden && p.Name == param && t != nil {
			act.Args[i] = w.textConst(t.Value, t.Place)
		}
	}
}

// recipients are those of `to:`, else the enrolled contact, else the contacts associated with the record; as a list.
// addresses tells that they are texts and not contacts.
func (w *workflow) recipients(s *ast.Call, to typed.Expr, contact *schema.Object) (list typed.Expr, addresses, ok bool) {
	at := s.Action.Place
	self := w.enrolled(w.object, at)
	contacts := schema.ListOf(schema.RecordOf(contact))
	switch {
	case to == nil && w.object == contact:
		return &typed.ListLit{Base: typed.Base{T: contacts, At: at}, Items: []typed.Expr{self}}, false, true
	case to == nil:
		return &typed.Associated{Base: typed.Base{T: contacts, At: at}, Of: self, Object: contact, Plural: true}, false, true
	}
	items := []typed.Expr{to}
	if l, isList := to.(*typed.ListLit); isList {
		items = l.Items
	}
	people := 0
	for _, item := range items {
		if objectOf(item.Type()) == contact {
			people++
		}
	}
	switch {
	case people == 0 && w.object != contact:
		w.report(addressesNeedContact(to.Span(), w.object))
		return nil, false, false
	case people > 0 && people < len(items):
		w.report(mixedRecipients(to.Span()))
		return nil, false, false
	}
	if to.Type().Kind != schema.List {
		elem := to.Type()
		to = &typed.ListLit{Base: typed.Base{T: schema.ListOf(elem), At: to.Span()}, Items: items}
	}
	return to, people == 0, true
}
