// Consent: marketing e-mails that name no type of mail, and e-mails to contacts that a step before unsubscribed.

package check

import (
	"maps"
	"slices"

	"github.com/wflang/wf/lang/source"
	"github.com/wflang/wf/lang/typed"
)

// allMail stands for every type of mail: `set contact.unsubscribed = true`.
const allMail = ""

// unsubscribed is from which types of mail the enrolled contact was unsubscribed on some path so far, and where.
type unsubscribed map[string]source.Span

// judgeConsent walks the steps in an order in which each comes after all that lead to it.
func (w *workflow) judgeConsent() {
	if !slices.ContainsFunc(w.steps, func(s typed.Step) bool { act := actOf(s.Stmt); return act != nil && sends(act.Action) }) {
		return
	}
	at := make([]unsubscribed, len(w.graph.nodes)) // by step number
	give := func(n *node, state unsubscribed) {
		if n == nil || len(state) == 0 {
			return
		}
		if at[n.number] == nil {
			at[n.number] = unsubscribed{}
		}
		for kind, place := range state {
			if first, known := at[n.number][kind]; !known || place.Start < first.Start {
				at[n.number][kind] = place
			}
		}
	}
	for _, n := range w.graph.order() {
		step := &w.steps[n.number]
		w.judgeMail(step.Stmt, at[n.number])
		after := w.consentAfter(step, at[n.number])
		if branches, ok := step.Stmt.(*typed.If); ok {
			for i, b := range n.branches {
				state := after
				for _, asked := range branches.Branches[:min(i+1, len(branches.Branches))] {
					state = state.without(asked.Cond)
				}
				give(b.entry, state)
			}
			if n.otherwise {
				for _, asked := range branches.Branches {
					after = after.without(asked.Cond)
				}
				give(n.next, after)
			}
			continue
		}
		n.follow(true, func(m *node) { give(m, after) })
	}
}

// judgeMail reports a marketing e-mail that names no type of mail, and one that goes to a contact which gets no mail of
// its type any more.
func (w *workflow) judgeMail(s typed.Stmt, state unsubscribed) {
	act := actOf(s)
	if act == nil || !sends(act.Action) {
		return
	}
	name, ok := param(act, "template").(*typed.Const)
	if !ok {
		return
	}
	t := w.templates[name.Value.Text()]
	if t == nil || t.Transactional {
		return
	}
	toContacts, toEnrolled := receivers(param(act, "to"))
	if toContacts && t.Subscription == "" && !w.unnamed[t] {
		w.unnamed[t] = true // the template is at fault, once
		w.report(noSubscription(name, t))
	}
	if !toEnrolled {
		return
	}
	for _, kind := range [...]string{t.Subscription, allMail} {
		if place, ok := state[kind]; ok {
			w.report(mailsUnsubscribed(name, t, kind, place))
			return
		}
	}
}

// receivers tells whether contacts get the mail, and whether the enrolled one does.
func receivers(to typed.Expr) (contacts, enrolled bool) {
	if to == nil || objectOf(to.Type()) == nil {
		return false, false
	}
	list, ok := to.(*typed.ListLit)
	if !ok {
		return true, false
	}
	for _, item := range list.Items {
		if _, ok := item.(*typed.Enrolled); ok {
			return true, true
		}
	}
	return true, false
}

// consentAfter is the state behind a step.
func (w *workflow) consentAfter(step *typed.Step, before unsubscribed) unsubscribed {
	if let, ok := step.Stmt.(*typed.Let); ok && let.Delay != nil {
		return before.awaited(let.Delay)
	}
	if delay, ok := step.Stmt.(*typed.Delay); ok {
		return before.awaited(delay)
	}
	act := actOf(step.Stmt)
	if act == nil {
		return before
	}
	kind, status := allMail, ""
	switch act.Action.Name {
	case "subscription.set":
		of, fixed := param(act, "type").(*typed.Const)
		to, known := param(act, "status").(*typed.Const)
		switch {
		case !fixed && len(before) > 0:
			return nil // it may speak of any of them
		case !fixed:
			return before
		}
		kind = of.Value.Text()
		if known {
			status = to.Value.Text()
		}
	case "set":
		path, ok := param(act, "target").(*typed.PathArg)
		if !ok || path.Property == nil || path.Property.Name != "unsubscribed" {
			return before
		}
		if _, ok := path.Of.(*typed.Enrolled); !ok || path.Property.Object.Name != "contact" {
			return before
		}
		if to, ok := param(act, "value").(*typed.Const); ok && to.Value.Bool() {
			status = "unsubscribed"
		}
	default:
		return before
	}
	after := maps.Clone(before)
	if status == "unsubscribed" {
		if after == nil {
			after = unsubscribed{}
		}
		after[kind] = step.Span
	} else {
		delete(after, kind)
	}
	return after
}

// awaited is the state behind a wait: what is waited for may be that the contact subscribes again.
func (u unsubscribed) awaited(d *typed.Delay) unsubscribed {
	for _, e := range d.Events {
		if e.Name == "subscription_changed" {
			return nil
		}
	}
	if d.Cond != nil {
		return u.without(d.Cond)
	}
	return u
}

// without leaves out what a condition asks about: which branch is taken then depends on it.
func (u unsubscribed) without(cond typed.Expr) unsubscribed {
	if len(u) == 0 || cond == nil {
		return u
	}
	asked := map[string]bool{}
	typed.Walk(cond, func(e typed.Expr) bool {
		switch e := e.(type) {
		case *typed.Member:
			if set, ok := e.Set.(*typed.Const); ok {
				asked[set.Value.Text()] = true
			}
		case *typed.Property:
			if e.Property.Name == "unsubscribed" {
				asked["subscribed:"+allMail] = true
			}
		}
		return true
	})
	left := unsubscribed{}
	for kind, place := range u {
		if !asked["subscribed:"+kind] {
			left[kind] = place
		}
	}
	return left
}

func actOf(s typed.Stmt) *typed.Act {
	switch s := s.(type) {
	case *typed.Act:
		return s
	case *typed.Let:
		return s.Act
	}
	return nil
}

// param is the argument of a parameter; nil without.
func param(act *typed.Act, name string) typed.Expr {
	for i, p := range act.Action.Params {
		if p.Name == name && i < len(act.Args) {
			return act.Args[i]
		}
	}
	return nil
}
