// Forms of the language that look like calls: people, lists, subscriptions, secrets; and membership in lists and segments.

package exprs

import (
	exprast "github.com/expr-lang/expr/ast"

	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/lang/source"
	"github.com/wflang/wf/lang/typed"
)

// form types what is written like a function and is a form of the language; ok tells whether the name is one.
func (t *typer) form(n exprast.Node, name string, args []exprast.Node) (x typed.Expr, ok bool) {
	switch name {
	case "user":
		return t.person(n, schema.User, args), true
	case "team":
		return t.person(n, schema.Team, args), true
	case "secret":
		return t.secret(n, args), true
	case "list":
		return t.fail(listOutOfPlace(t.callSpan(n, args), t.Object)), true
	case "subscribed":
		return t.subscribed(n, args), true
	case "changed_at":
		return t.changedAt(n, args), true
	}
	return nil, false
}

// formSyntax is how each of the forms is written.
var formSyntax = map[string]string{
	"user": `user("ana@acme.example")`, "team": `team("Sales")`, "secret": `secret("API_KEY")`, "list": `contact in list("VIP")`,
	"subscribed": `subscribed("Newsletter")`, "changed_at": `changed_at(contact.lead_status)`,
}

// person is user("…") and team("…"); a literal is the constant that it names.
func (t *typer) person(n exprast.Node, kind schema.Kind, args []exprast.Node) typed.Expr {
	name := t.textArgument(n, kind.String(), args)
	if name == nil {
		return nil
	}
	at := t.callPlace(n, []typed.Expr{name})
	k, fixed := name.(*typed.Const)
	if !fixed {
		return &typed.Named{Base: base(schema.Of(kind), at), Kind: kind, Name: name}
	}
	if kind == schema.Team {
		if !t.knowsTeam(k.Value.Text(), k.At) {
			return nil
		}
		return constant(at, schema.Of(kind), schema.TeamValue(k.Value.Text()))
	}
	v, err := schema.Parse(schema.Of(schema.User), k.Value.Text(), nil)
	if err != nil || v.IsNil() {
		return t.fail(noAddress(k))
	}
	if !t.knowsUser(v.Text(), k.At) {
		return nil
	}
	return constant(at, schema.Of(kind), v)
}

// textArgument is the one argument, a text, of a form.
func (t *typer) textArgument(n exprast.Node, form string, args []exprast.Node) typed.Expr {
	if len(args) != 1 {
		t.each(args)
		return t.fail(wrongForm(t.span(n), form))
	}
	x := t.expr(args[0])
	if x == nil {
		return nil
	}
	if !x.Type().Kind.Textual() && x.Type().Kind != schema.Any && x.Type().Kind != schema.Invalid {
		return t.fail(formTakesText(x, form))
	}
	return x
}

// knowsUser reports a user that the directory does not have.
func (t *typer) knowsUser(email string, at source.Span) bool {
	if t.Directory == nil || len(t.Directory.Users) == 0 || hasFold(t.Directory.Users, email) {
		return true
	}
	t.tell(unknownUser(at, email, t.Directory.Users))
	return false
}

func (t *typer) knowsTeam(name string, at source.Span) bool {
	if t.Directory == nil || len(t.Directory.Teams) == 0 {
		return true
	}
	for _, n := range t.Directory.Teams {
		if n == name {
			return true
		}
	}
	t.tell(unknownTeam(at, name, t.Directory.Teams))
	return false
}

func (t *typer) secret(n exprast.Node, args []exprast.Node) typed.Expr {
	name := t.textArgument(n, "secret", args)
	if name == nil {
		return nil
	}
	k, fixed := name.(*typed.Const)
	if !fixed || k.Value.Text() == "" {
		return t.fail(secretNotFixed(name))
	}
	return &typed.Named{Base: base(schema.Of(schema.Secret), t.callPlace(n, []typed.Expr{name})), Kind: schema.Secret, Name: name}
}

// subscribed is `subscribed("Newsletter")` of the enrolled contact, or `subscribed(#, "Newsletter")` of any.
func (t *typer) subscribed(n exprast.Node, args []exprast.Node) typed.Expr {
	at := t.span(n)
	contact := t.Schema.Object("contact")
	if contact == nil || len(args) == 0 || len(args) > 2 {
		t.each(args)
		return t.fail(wrongForm(at, "subscribed"))
	}
	var of typed.Expr
	if len(args) == 2 {
		if of = t.expr(args[0]); of == nil {
			return nil
		}
		if kind := of.Type(); kind.Kind != schema.RecordRef && !loose(kind) || kind.Object != nil && kind.Object != contact {
			return t.fail(onlyContacts(of.Span(), of))
		}
		args = args[1:]
	} else if of = t.root(t.text.span(n.Location().From)); of == nil || of.Type().Object != contact {
		if t.ItemName == contact.Name && t.Item == contact {
			of = t.item(t.text.span(n.Location().From))
		} else {
			return t.fail(onlyContacts(at, nil))
		}
	}
	name := t.textArgument(n, "subscribed", args)
	if name == nil {
		return nil
	}
	return member(of, "subscribed:", name, at)
}

// member is the question whether a record is in a named set.
func member(of typed.Expr, prefix string, name typed.Expr, at source.Span) typed.Expr {
	set := name
	text := schema.Of(schema.Text)
	if k, fixed := name.(*typed.Const); fixed {
		set = constant(k.At, text, schema.TextValue(prefix+k.Value.Text()))
	} else {
		set = &typed.Concat{Base: base(text, name.Span()), Parts: []typed.Expr{constant(name.Span(), text, schema.TextValue(prefix)), name}}
	}
	return &typed.Member{Base: base(schema.Of(schema.Bool), at), Of: of, Set: set}
}

// changedAt is `changed_at(company.industry)`.
func (t *typer) changedAt(n exprast.Node, args []exprast.Node) typed.Expr {
	if len(args) != 1 {
		t.each(args)
		return t.fail(wrongForm(t.span(n), "changed_at"))
	}
	x := t.expr(args[0])
	if x == nil {
		return nil
	}
	p, ok := x.(*typed.Property)
	if !ok || p.Of.Type().Kind != schema.RecordRef {
		return t.fail(notAProperty(x))
	}
	return &typed.ChangedAt{Base: base(schema.Of(schema.DateTime), t.callPlace(n, []typed.Expr{x})), Of: p.Of, Property: p.Property}
}

// membership is `contact in list("VIP")` and `company in key_account`; ok tells whether the right side is one of these.
func (t *typer) membership(n *exprast.BinaryNode) (x typed.Expr, ok bool) {
	switch right := unchained(n.Right).(type) {
	case *exprast.CallNode:
		callee, isName := right.Callee.(*exprast.IdentifierNode)
		if !isName || callee.Value != "list" {
			return nil, false
		}
		of := t.expr(n.Left)
		name := t.textArgument(right, "list", right.Arguments)
		if of == nil || name == nil {
			return nil, true
		}
		if kind := of.Type().Kind; kind != schema.RecordRef && kind != schema.Any && kind != schema.Invalid {
			return t.fail(onlyRecords(of, "list")), true
		}
		return member(of, "list:", name, t.text.around(of.Span()).To(t.spanOf(right))), true
	case *exprast.IdentifierNode:
		s := t.Segments[right.Value]
		if s == nil || t.local(right.Value, source.Span{}) != nil {
			return nil, false
		}
		t.read(right.Value)
		of := t.expr(n.Left)
		if of == nil {
			return nil, true
		}
		kind := of.Type()
		switch {
		case kind.Kind == schema.Invalid:
		case kind.Kind != schema.RecordRef:
			return t.fail(onlyRecords(of, "segment")), true
		case kind.Object != nil && s.Object != nil && kind.Object != s.Object:
			return t.fail(segmentOfOther(of, s)), true
		}
		at := t.text.around(of.Span()).To(t.spanOf(right))
		return &typed.Bound{Base: base(schema.Of(schema.Bool), at), X: of, Body: s.Cond}, true
	}
	return nil, false
}
