package between

// Events that steps make happen: a changed subscription tells of itself.

import (
	"slices"

	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/lang/typed"
)

// happening is an event that a step makes happen, with the fields whose values are known.
type happening struct {
	of     *schema.Event
	fields map[string]schema.Value
}

// subscribed is the status of a type of mail that a contact gets.
const subscribed = "subscribed"

// subscribe collects `subscription.set`.
func (c *collector) subscribe(w write, a *typed.Act) {
	e := c.names.Event(schema.SubscriptionChanged)
	if e == nil {
		return
	}
	w.event = &happening{of: e, fields: map[string]schema.Value{}}
	w.self, w.fixed = true, true
	w.on = subject{name: c.of.Name + anyName}
	if v := constant(arg(a, "type")); v != nil {
		w.event.fields["type"] = *v
		w.on = subscriptionTo(c.of, v.Text())
	}
	if v := constant(arg(a, "status")); v != nil {
		w.event.fields["status"] = *v
		w.value = v
	}
	c.out = append(c.out, w)
}

// listenersOf are the workflows that an event starts, by event, in order.
func listenersOf(workflows []*typed.Workflow) map[*schema.Event][]*typed.Workflow {
	out := map[*schema.Event][]*typed.Workflow{}
	for _, w := range workflows {
		for _, entry := range w.Enroll {
			for _, e := range entry.Events {
				if list := out[e]; len(list) == 0 || list[len(list)-1] != w {
					out[e] = append(list, w)
				}
			}
		}
	}
	return out
}

// reaches reports whether the event may fire a trigger.
func (h *happening) reaches(entry *typed.Entry) bool {
	return slices.Contains(entry.Events, h.of) && (entry.Where == nil || facts{}.test(h.filled(entry.Where)) != no)
}

// filled is a condition about the event with the values that are known in the place of its fields.
func (h *happening) filled(e typed.Expr) typed.Expr {
	switch x := e.(type) {
	case *typed.Field:
		if _, ours := x.Of.(*typed.Happening); !ours {
			return e
		}
		if v, known := h.fields[x.Field.Name]; known {
			return &typed.Const{Base: x.Base, Value: v}
		}
	case *typed.Unary:
		y := *x
		y.X = h.filled(x.X)
		return &y
	case *typed.Binary:
		y := *x
		y.L, y.R = h.filled(x.L), h.filled(x.R)
		return &y
	}
	return e
}
