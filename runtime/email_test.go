package runtime_test

import (
	"fmt"
	"slices"
	"testing"
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

// The first hundred, in order of association; who unsubscribed is passed over.
func TestEmailOfCompany(t *testing.T) {
	for _, n := range []int{0, 1, 100, 101} {
		w := newWorld(t, `workflow mail on company {
  enroll when company.employees > 1
  email(template: "welcome")
}`)
		w.put("company", "1", "name", "Ledger")
		for i := n; i > 0; i-- {
			id := fmt.Sprint(i)
			w.put("contact", id, "email", "c"+id+"@x.example")
			w.associate(ref("company", "1"), ref("contact", id))
		}
		w.put("contact", "out", "email", "out@x.example", "unsubscribed", true)
		w.associate(ref("contact", "out"), ref("company", "1"))
		w.put("company", "1", "employees", 2)
		w.drain()
		reached := map[string]bool{}
		for _, m := range w.sent.messages() {
			reached[m.To[0]] = true
		}
		if len(reached) != min(n, 100) || n == 101 && (reached["c1@x.example"] || !reached["c101@x.example"]) || reached["out@x.example"] {
			t.Errorf("%d contacts: %d mails", n, len(reached))
		}
		for entry, err := range w.e.Issues() {
			t.Errorf("%d contacts: %+v, %v", n, entry, err)
		}
	}
}
