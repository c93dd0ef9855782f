// Property actions over one, the primary and all associated records, through the engine.

package runtime_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/runtime"
)

// did runs steps on a company that has so many contacts and returns what the history says of them.
func did(t *testing.T, contacts int, steps string, adapt ...func(*runtime.Config)) (w *world, lines []string) {
	t.Helper()
	w = newWorld(t, `object contact { tags: set { vip "VIP", partner, staff }, seen: number }
object company { tags: set { vip "VIP", partner, staff }, count: number, note: text }
object deal { tags: set { vip, partner } }
workflow w on company {
  enroll when company.employees > 0
`+steps+`
}`, adapt...)
	w.put("company", "1", "name", "Ledger", "domain", "ledger.example")
	for i := range contacts {
		id := fmt.Sprint("c", i+1)
		w.put("contact", id, "score", i+1, "email", id+"@x.example")
		w.associate(ref("company", "1"), ref("contact", id))
	}
	w.put("company", "1", "employees", 1)
	w.drain()
	for _, line := range w.history(runtime.Filter{Workflow: "w"}) {
		if rest, ok := strings.CutPrefix(line, "acted | "); ok {
			lines = append(lines, rest)
		}
	}
	return w, lines
}

func TestPropertyActions(t *testing.T) {
	for _, c := range []struct {
		contacts int
		steps    string
		want     string   // the lines of the history, joined by newlines
		then     []string // record, property, value …
	}{
		// The enrolled record.
		{0, `set company.city = "Lyon"`, "set | city: unknown → Lyon", []string{"company 1", "city", "Lyon"}},
		{0, "set company.city = \"Lyon\"\n set company.city = \"Lyon\"", "set | city: unknown → Lyon\nset | city: Lyon already", nil},
		{0, `set company.city = company.state`, "set | city: unknown already", nil},
		{0, `set company { city: "Lyon", count: 3, tags: ["vip", "staff", "vip"] }`, "set | city: unknown → Lyon, count: unknown → 3, tags: unknown → VIP, staff", []string{"company 1", "tags", "vip, staff"}},
		{0, "set company.tags += \"vip\"\n set company.tags += [\"vip\", \"staff\"]\n set company.tags -= \"vip\"\n set company.tags = [\"partner\"]\n set company.tags -= \"partner\"\n set company.tags -= \"vip\"",
			"set | tags: unknown → VIP\nset | tags: VIP → VIP, staff\nset | tags: VIP, staff → staff\nset | tags: staff → partner\nset | tags: partner → unknown\nset | tags: unknown already", []string{"company 1", "tags", ""}},
		{0, "increase company.count\n increase company.count by 2.5\n decrease company.count by 5\n decrease company.annual_revenue", "increase | count: unknown → 1\nincrease | count: 1 → 3.5\ndecrease | count: 3.5 → -1.5\ndecrease | annual_revenue: unknown → -1",
			[]string{"company 1", "count", "-1.5"}},
		{0, "increase company.count by company.annual_revenue", "increase | skipped | the amount is unknown", []string{"company 1", "count", ""}},
		{0, "set company.count = 1.7e308\n increase company.count by 1.7e308", "set | count: unknown → " + big + "\nincrease | failed | `count`: the number would be too large", []string{"company 1", "count", big}},
		{0, "clear company.domain\n clear company.domain", "clear | domain: ledger.example → unknown\nclear | domain: unknown already", nil},
		{0, "copy company.domain to company.note\n copy company.phone to company.note", "copy | note: unknown → ledger.example\ncopy | skipped | the value to copy is unknown", []string{"company 1", "note", "ledger.example"}},
		{0, `set company.name = company.city`, "set | failed | `name`: a company needs it", []string{"company 1", "name", "Ledger"}},
		{0, `set company { city: "Lyon", name: company.state }`, "set | failed | `name`: a company needs it", []string{"company 1", "name", "Ledger", "company 1", "city", ""}},
		// The primary associated record: the first; none is skipped.
		{0, "set contact.city = \"Lyon\"\n clear contact.city\n increase contact.score\n copy company.name to contact.city\n copy contact.city to company.city\n set contact { city: \"x\" }",
			"set | skipped | there is no contact\nclear | skipped | there is no contact\nincrease | skipped | there is no contact\ncopy | skipped | there is no contact\ncopy | skipped | the value to copy is unknown\nset | skipped | there is no such record", nil},
		{2, "set contact.city = \"Lyon\"\n increase contact.score by 5\n copy contact.email to company.note\n clear contact.score", "set | city: unknown → Lyon\nincrease | score: 1 → 6\ncopy | note: unknown → c1@x.example\nclear | score: 6 → unknown",
			[]string{"contact c1", "city", "Lyon", "contact c2", "city", "", "contact c2", "score", "2", "contact c1", "score", ""}},
		// All associated records: none, one, several, those that fit.
		{0, "set contacts.city = \"Lyon\"\n set contacts.tags += \"vip\"\n clear contacts.city\n increase contacts.score\n decrease contacts.score\n copy company.name to contacts.city\n set contacts.city = \"x\" where .score > 1",
			"set | no contacts to change\nset | no contacts to change\nclear | no contacts to change\nincrease | no contacts to change\ndecrease | no contacts to change\ncopy | no contacts to change\nset | no contacts to change", nil},
		{1, "set contacts.city = \"Lyon\"", "set | city: unknown → Lyon", nil},
		{3, "set contacts.city = \"Lyon\"\n set contacts.city = \"Rome\" where .score >= 2\n set contacts.city = \"Rome\"\n set contacts.city = \"Oslo\" where .score > 9", "set | city of 3 contacts: Lyon\nset | city of 2 contacts: Rome\nset | city of 3 contacts: Rome, 2 of them already so\nset | no contacts to change",
			[]string{"contact c1", "city", "Rome", "contact c3", "city", "Rome"}},
		{3, "increase contacts.score by 10\n decrease contacts.score where .score > 11", "increase | score of 3 contacts\ndecrease | score of 2 contacts", []string{"contact c1", "score", "11", "contact c2", "score", "11", "contact c3", "score", "12"}},
		{2, "set contacts.tags += \"vip\" where .score == 1\n set contacts.tags += \"staff\"\n set contacts.tags -= \"vip\"", "set | tags: unknown → VIP\nset | tags of 2 contacts\nset | tags of 2 contacts: staff, 1 of them already so", []string{"contact c1", "tags", "staff", "contact c2", "tags", "staff"}},
		{3, "copy company.name to contacts.city\n clear contacts.city where .score < 3", "copy | city of 3 contacts: Ledger\nclear | city of 2 contacts: unknown", []string{"contact c1", "city", "", "contact c3", "city", "Ledger"}},
		// Two contacts cannot have one address: none gets it, and what the step did before is taken back.
		{3, "set contacts.email = \"new@x.example\"\n set contacts.city = \"Lyon\"", "set | failed | `email`: another contact has the email `new@x.example`\nset | city of 3 contacts: Lyon", []string{"contact c1", "email", "c1@x.example", "contact c2", "email", "c2@x.example"}},
		{2, "set contact { city: \"Lyon\", email: \"c2@x.example\" }", "set | failed | `email`: another contact has the email `c2@x.example`", []string{"contact c1", "city", "", "contact c1", "email", "c1@x.example"}},
	} {
		w, lines := did(t, c.contacts, c.steps)
		if got := strings.Join(lines, "\n"); got != c.want {
			t.Errorf("%d contacts, %s:\n%s\nwant:\n%s", c.contacts, c.steps, got, c.want)
		}
		for i := 0; i < len(c.then); i += 3 {
			object, id, _ := strings.Cut(c.then[i], " ")
			if got := w.get(ref(object, id), c.then[i+1]); got != c.then[i+2] {
				t.Errorf("%d contacts, %s: %s.%s is %q, want %q", c.contacts, c.steps, c.then[i], c.then[i+1], got, c.then[i+2])
			}
		}
	}
}

// big is 1.7e308, as it is written.
var big = schema.Plain(schema.NumberValue(1.7e308), nil)

// A step that failed changed nothing, wherever the records are kept, and what the turn did before it stays.
func TestFailedStepChangesNothing(t *testing.T) {
	spoiler := &schema.Action{Name: "spoiler", Title: "Spoiler", Kind: schema.RecordAction, Doc: "Changes much and fails.",
		Run: func(turn *schema.Turn, c *schema.Call) schema.Result {
			o := turn.Enrolled.Object
			for _, name := range []string{"city", "state"} {
				if _, err := turn.Records.Set(turn.Enrolled, o.Property(name), schema.TextValue("spoiled")); err != nil {
					return schema.Fail(err.Error())
				}
			}
			deal := turn.Schema.Object("deal")
			props := make([]schema.Value, len(deal.Properties))
			props[deal.Property("name").Number] = schema.TextValue("spoiled")
			d, err := turn.Records.Create(deal, props, []*schema.Record{turn.Enrolled})
			if err != nil {
				return schema.Fail(err.Error())
			}
			turn.Sets.Add("list:Spoiled", d.Ref().String())
			turn.Sets.SetCounter("spoiled", 7)
			return schema.Fail(fmt.Sprintf("spoiled, with %d", turn.Sets.Counter("spoiled")))
		}}
	for _, witness := range []runtime.Witness{nil, newWitness()} {
		w, _ := did(t, 1, `
  set company.city = "Lyon"
  spoiler()
  set company.count = len(deals)
  create deal { name: "First" }
  spoiler()
  increase company.count by len(deals)`, func(c *runtime.Config) {
			c.Catalog.Actions, c.Witness = append(c.Catalog.Actions, spoiler), witness
		})
		w.expect(ref("company", "1"), "city", "Lyon")
		w.expect(ref("company", "1"), "state", "")
		w.expect(ref("company", "1"), "count", "1")
		w.expect(ref("deal", "1"), "name", "First")
		w.expect(ref("deal", "2"), "name", "no record")
	}
}
