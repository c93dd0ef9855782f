package runtime_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/runtime"
)

// Every recipient gets its own text, also in lists inside of lists.
func TestEmailToNestedLists(t *testing.T) {
	w := newWorld(t, `workflow mail on company {
  enroll when company.employees > 1
  email(template: "named", to: [first(contacts), filter(contacts, .score > 2), last(contacts)])
}
workflow boss on contact {
  enroll when contact.score > 50
  email(template: "named", to: [contact, company.contacts])
}`)
	w.put("company", "1", "name", "Ledger")
	for i := 1; i <= 4; i++ {
		id := fmt.Sprint(i)
		w.put("contact", id, "email", "c"+id+"@x.example", "firstname", "<C"+id+">", "score", i)
		w.associate(ref("company", "1"), ref("contact", id))
	}
	w.put("company", "1", "employees", 2)
	w.drain()
	var got []string
	for _, m := range w.sent.messages() {
		got = append(got, m.To[0]+": "+m.Subject+": "+m.Body)
	}
	want := []string{"c1@x.example: For <C1>: <p>&lt;C1&gt; &amp; co</p>\n", "c3@x.example: For <C3>: <p>&lt;C3&gt; &amp; co</p>\n", "c4@x.example: For <C4>: <p>&lt;C4&gt; &amp; co</p>\n"}
	slices.Sort(got)
	if !slices.Equal(got, want) {
		t.Errorf("got %q\nwant %q", got, want)
	}
	w.put("contact", "2", "score", 60)
	w.drain()
	if n := len(w.sent.messages()); n != 3+4 {
		t.Errorf("%d mails", n)
	}
}

// The first hundred who can be reached, in the order in which they were associated; the history says who is left out, and why.
func TestEmailOfCompany(t *testing.T) {
	for _, c := range []struct {
		contacts int
		others   bool // who are not reached are associated too
		line     string
	}{
		{0, false, "skipped | there are no contacts to send it to"},
		{0, true, "skipped | `out@x.example` unsubscribed from all mail, `Nobody` has no address, `back@x.example` bounced, `news@x.example` unsubscribed from `News`"},
		{1, false, "`welcome` to c1@x.example: kept"},
		{1, true, "`welcome` to c1@x.example; left out: `out@x.example` unsubscribed from all mail, `Nobody` has no address, `back@x.example` bounced, " +
			"`news@x.example` unsubscribed from `News`: kept"},
		{100, false, "`welcome` to c100@x.example, c99@x.example, c98@x.example, c97@x.example, c96@x.example, c95@x.example, c94@x.example, c93@x.example, " +
			"c92@x.example, c91@x.example and 90 more: kept"},
		{101, false, "`welcome` to c101@x.example, c100@x.example, c99@x.example, c98@x.example, c97@x.example, c96@x.example, c95@x.example, c94@x.example, " +
			"c93@x.example, c92@x.example and 90 more; left out: 1 beyond the first 100: kept"},
		{103, true, "`welcome` to c103@x.example, c102@x.example, c101@x.example, c100@x.example, c99@x.example, c98@x.example, c97@x.example, c96@x.example, " +
			"c95@x.example, c94@x.example and 90 more; left out: `out@x.example` unsubscribed from all mail, `Nobody` has no address, `back@x.example` bounced, " +
			"`news@x.example` unsubscribed from `News`, 3 beyond the first 100: kept"},
	} {
		w := newWorld(t, `workflow mail on company {
  enroll when company.employees > 1
  email(template: "welcome")
}
workflow quiet on contact {
  enroll when contact.score < 0
  subscription.set(type: "News", status: "unsubscribed", basis: "not_applicable")
}`)
		w.put("company", "1", "name", "Ledger")
		if c.others {
			w.put("contact", "out", "email", "out@x.example", "unsubscribed", true)
			w.put("contact", "none", "firstname", "Nobody")
			w.put("contact", "back", "email", "back@x.example", "bounced", true)
			w.put("contact", "news", "email", "news@x.example", "score", -1)
			for _, id := range []string{"out", "none", "back", "news"} {
				w.associate(ref("contact", id), ref("company", "1"))
			}
		}
		var want []string
		for i := c.contacts; i > 0; i-- {
			id := fmt.Sprint(i)
			w.put("contact", id, "email", "c"+id+"@x.example")
			w.associate(ref("company", "1"), ref("contact", id))
			if want = append(want, "c"+id+"@x.example"); len(want) > 100 {
				want = want[:100]
			}
		}
		w.put("company", "1", "employees", 2)
		w.drain()
		var reached []string
		keys := map[string]bool{}
		for _, m := range w.sent.messages() {
			reached = append(reached, m.To...)
			keys[m.Key] = true
		}
		if !slices.Equal(reached, want) || len(keys) != len(want) {
			t.Errorf("%d contacts: %d keys, mails to %v, want %v", c.contacts, len(keys), reached, want)
		}
		lines := w.history(runtime.Filter{Record: ref("company", "1")})
		if len(lines) != 3 {
			t.Fatalf("history %q", lines)
		}
		if got := strings.TrimPrefix(lines[1], "acted | email | "); got != c.line {
			t.Errorf("%d contacts:\n%s\nwant\n%s", c.contacts, got, c.line)
		}
		for entry, err := range w.e.Issues() {
			t.Errorf("%d contacts: %+v, %v", c.contacts, entry, err)
		}
	}
}

// What the servers say of a hundred mails does not make the line a page, and what one says is told.
func TestAnswersOfManyMails(t *testing.T) {
	for _, c := range []struct{ contacts, shortest, longest int }{{1, 60, 80}, {3, 120, 180}, {100, 600, 700}} {
		w := newWorld(t, "workflow mail on company {\n  enroll when company.employees > 1\n  email(template: \"welcome\")\n}")
		n := 0
		w.sent.answer = func(*schema.Message) (schema.Sent, error) {
			n++
			return schema.Sent{Text: fmt.Sprintf("queued as %020d", n)}, nil
		}
		w.put("company", "1", "name", "Ledger")
		for i := range c.contacts {
			id := fmt.Sprint(i)
			w.put("contact", id, "email", id+"@x.example")
			w.associate(ref("company", "1"), ref("contact", id))
		}
		w.put("company", "1", "employees", 2)
		w.drain()
		line := w.history(runtime.Filter{Workflow: "mail"})[1]
		if !strings.Contains(line, ": queued as 00000000000000000001") || len(line) < c.shortest || len(line) > c.longest {
			t.Errorf("%d mails, a line of %d bytes: %s", c.contacts, len(line), line)
		}
	}
}
