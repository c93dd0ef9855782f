package actions

import (
	"fmt"
	"strings"
	"testing"

	"github.com/wflang/wf/lang/schema"
)

func TestEmail(t *testing.T) {
	w := newWorld(t)
	ann := w.turn.Enrolled
	r := w.run(Email(), "template", "welcome", "to", []any{ann}, "subject", []any{"Hello Ann"}, "body", []any{"Welcome"}, "subscription", "News", "from", "hello@acme.example")
	w.want(r, "done: `welcome` to ann@ledger.example")
	m := r.Messages[0]
	if m.Channel != "email" || m.To[0] != "ann@ledger.example" || m.Subject != "Hello Ann" || m.Body != "Welcome" || m.Fields["subscription"].Text() != "News" ||
		m.Fields["from"].Text() != "hello@acme.example" || m.Fields["contact"].Text() != "1" || m.Fields["kind"].Text() != "marketing" {
		t.Errorf("message %+v", m)
	}
	if r.Outputs[0].Number() != 1 {
		t.Errorf("sent %v", r.Outputs)
	}
}

func TestEmailSkips(t *testing.T) {
	w := newWorld(t)
	none := w.record("contact", "20", "firstname", "Nell")
	bounced := w.record("contact", "21", "email", "bo@x.example", "bounced", true)
	out := w.record("contact", "22", "email", "out@x.example", "unsubscribed", true)
	off := w.record("contact", "23", "email", "off@x.example")
	w.Add("unsubscribed:News", "contact 23")
	own := w.record("contact", "24", "email", "own@x.example")
	w.Add("optedout:News", "contact 24")
	fine := w.record("contact", "25", "email", "Fine@x.example")
	twin := w.record("contact", "26", "email", "fine@x.example")
	to := []any{none, bounced, out, off, own, fine, twin}
	subjects := []any{"0", "1", "2", "3", "4", "5", "6"}
	const left = "`Nell` has no address, `bo@x.example` bounced, `out@x.example` unsubscribed from all mail, `off@x.example` unsubscribed from `News`, `own@x.example` unsubscribed from `News`"
	r := w.run(Email(), "template", "welcome", "to", to, "subject", subjects, "body", subjects, "subscription", "News")
	w.want(r, "done: `welcome` to Fine@x.example; left out: "+left)
	if len(r.Messages) != 1 || r.Messages[0].Subject != "5" || r.Messages[0].Body != "5" {
		t.Errorf("messages %+v", r.Messages)
	}
	r = w.run(Email(), "template", "invoice", "to", to, "subject", subjects, "body", subjects, "subscription", "News", "kind", "transactional")
	w.want(r, "done: `invoice` to out@x.example, off@x.example, own@x.example, Fine@x.example; left out: `Nell` has no address, `bo@x.example` bounced")
	w.want(w.run(Email(), "template", "welcome", "to", []any{none}, "subject", subjects, "body", subjects), "skipped: `Nell` has no address")
	w.want(w.run(Email(), "template", "welcome", "to", []any{}), "skipped: there are no contacts to send it to")
}

func TestEmailReachesAHundred(t *testing.T) {
	for _, n := range []int{0, 1, 100, 101} {
		w := newWorld(t)
		var to, texts []any
		for i := range n {
			to = append(to, w.record("contact", fmt.Sprint(100+i), "email", fmt.Sprintf("c%03d@x.example", i)))
			texts = append(texts, fmt.Sprintf("text %d", i))
		}
		r := w.run(Email(), "template", "welcome", "to", to, "subject", texts, "body", texts)
		if len(r.Messages) != min(n, 100) {
			t.Errorf("%d contacts: %d messages", n, len(r.Messages))
		}
		for i, m := range r.Messages {
			if want := fmt.Sprintf("text %d", i); m.Body != want || m.To[0] != fmt.Sprintf("c%03d@x.example", i) {
				t.Errorf("message %d to %s says %q", i, m.To[0], m.Body)
			}
		}
		if beyond := strings.HasSuffix(r.Text, "; left out: 1 beyond the first 100"); beyond != (n == 101) {
			t.Errorf("%d contacts: %s", n, r.Text)
		}
	}
}

func TestEmailToAddresses(t *testing.T) {
	w := newWorld(t)
	r := w.run(Email(), "template", "welcome", "to", []any{"Boss@x.example", "boss@x.example", "not an address", nil}, "subject", []any{"One"}, "body", []any{"All"})
	w.want(r, "done: `welcome` to boss@x.example; left out: `not an address` is no e-mail address: expected name@domain")
	if m := r.Messages[0]; m.Subject != "One" || m.Body != "All" || !m.Fields["contact"].IsNil() {
		t.Errorf("message %+v", m)
	}
	r = w.run(Email(), "template", "welcome", "to", schema.TextValue("a@x.example"), "subject", "One", "body", "All")
	if r.Messages[0].Body != "All" {
		t.Errorf("message %+v", r.Messages[0])
	}
}
