package repl_test

import (
	"context"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/wflang/wf/compiler"
	"github.com/wflang/wf/lang"
	"github.com/wflang/wf/lang/diag"
	"github.com/wflang/wf/lang/source"
	"github.com/wflang/wf/runtime/records"
	"github.com/wflang/wf/runtime/repl"
	"github.com/wflang/wf/runtime/store"
	"github.com/wflang/wf/runtime/store/memory"
	"github.com/wflang/wf/stdlib"
)

const program = `let big = 100
segment large on company when company.employees > big

workflow care on company {
  enroll   when company.lifecycle_stage == "customer" and company.employees > 10
  suppress when company.country == "Nowhere"

  if company.employees > 50 then set company.type = "partner"
  delay 2 days
  create task { title: "Call {{company.name}}" }
}

workflow visits on contact {
  enroll on event page_viewed where event.url contains "/pricing"
  let seen = delay until event page_viewed up to 1 week
  if seen == nil then set contact.lead_status = "unqualified"
}
`

var files = map[string]string{
	"companies.csv": "name,domain,employees,lifecycle_stage,country\nLedger,ledger.example,42,customer,France\nTally,tally.example,120,lead,Nowhere\nFjord,fjord.example,7,customer,\n",
	"people.csv":    "email,firstname,score,company\nann@ledger.example,Ann,25,ledger.example\nbob@ledger.example,Bob,5,ledger.example\n",
}

func open(name string) (records.Source, error) {
	text, ok := files[name]
	if !ok {
		return records.Source{}, fmt.Errorf("there is no %s", name)
	}
	return records.Source{Name: name, Open: func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(text)), nil }}, nil
}

// session is one with the program and the files of the test, on a Monday morning.
func session(t *testing.T, kept store.Store) *repl.Session {
	t.Helper()
	a := lang.Analyze(lang.Input{Files: []*source.File{source.NewFile("care.wf", program)},
		Directory: &lang.Directory{Users: []string{"ana@acme.example"}, Teams: []string{"Sales"}}}, stdlib.Catalog())
	if diag.HasErrors(a.Diagnostics) {
		t.Fatal(a.Diagnostics)
	}
	bundle, err := compiler.Compile(a.Project, compiler.Options{})
	if err != nil {
		t.Fatal(err)
	}
	s, err := repl.New(context.Background(), repl.Config{Analysis: a, Catalog: stdlib.Catalog(), Bundle: bundle, Open: open,
		Start: time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC), Store: kept, Files: func(string) []string {
			return []string{"companies.csv", "data/", "people.csv"}
		}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

func loaded(t *testing.T) *repl.Session {
	t.Helper()
	s := session(t, nil)
	say(t, s, ":load companies.csv as company", "loaded company from companies.csv: 3 new, 0 known\n")
	say(t, s, ":load people.csv as contacts", "loaded contact from people.csv: 2 new, 0 known\n")
	return s
}

// say tells a session something and compares what it answers.
func say(t *testing.T, s *repl.Session, line, want string) {
	t.Helper()
	if got := s.Eval(context.Background(), line); got.Text+got.Fault != want {
		t.Errorf("%s\ngot:\n%swant:\n%s", line, got.Text+got.Fault, want)
	}
}

func TestExpressions(t *testing.T) {
	s := loaded(t)
	say(t, s, "1 + 2", "3\n")
	say(t, s, "company.employees", "no company is in use; `:use company RECORD` picks one by id or key\n")
	say(t, s, ":use company ledger.example", "company Ledger (ledger.example)\n")
	for _, c := range []struct{ line, want string }{
		{"", ""},
		{"// a remark", ""},
		{"company.employees", "42\n"},
		{"company.lifecycle_stage", "\"customer\" (Customer)\n"},
		{"company.city", "nil\n"},
		{"now()", "2026-03-02 09:00\n"},
		{"big", "100\n"},
		{"company in large", "false\n  company.employees > big is false\n    company.employees is 42\n"},
		{"contacts", "contact Ann (ann@ledger.example)\ncontact Bob (bob@ledger.example)\n"},
		{"contacts.score", "[25, 5]\n"},
		{`company.employees > 50 or company.country in ["France", "Spain"]`, `true
  company.employees > 50 is false
    company.employees is 42
  company.country in ["France", "Spain"] is true
    company.country is "France"
`},
		{"all(contacts, .score > 10)", `false
  1. .score > 10 is true
    .score is 25
  2. .score > 10 is false
    .score is 5
`},
		{":type company.lifecycle_stage == \"lead\"", "bool\n"},
		{":type contacts", "list of contact\n"},
		{":count company.employees > 40", `2 of 3 companies
  yes  company Ledger (ledger.example): company.employees is 42
  yes  company Tally (tally.example): company.employees is 120
  no   company Fjord (fjord.example): company.employees is 7
`},
		{":records", "  contact  2\n  company  3\n"},
		{":records contact", "2 contacts\n  ann@ledger.example  Ann\n  bob@ledger.example  Bob\n"},
		{":use bob@ledger.example", "contact Bob (bob@ledger.example)\n"},
		{"company.name", "\"Ledger\"\n"},
	} {
		say(t, s, c.line, c.want)
	}
	if got := s.Prompt(); got != "contact Bob> " {
		t.Errorf("the prompt is %q", got)
	}
}

func TestFaults(t *testing.T) {
	s := loaded(t)
	for _, c := range []struct{ line, want string }{
		{":use company nobody.example", "there is no company `nobody.example`\n"},
		{":use nobody.example", "there is no record `nobody.example`; `:records OBJECT` lists those of an object\n"},
		{":use firm x", "there is no object `firm`\n"},
		{":us company x", "there is no command `:us`; did you mean `:use`?\n"},
		{":use", "`:use` needs OBJECT RECORD\n"},
		{":quit now", "`:quit` takes nothing behind it\n"},
		{":load people.csv", "`:load` needs FILE as OBJECT\n"},
		{":load nothing.csv as contact", "there is no nothing.csv\n"},
		{":count company.employees", "`:count` needs a condition, and this is a number\n"},
		{":step care", "no record is in use; `:use OBJECT RECORD` picks one by id or key\n"},
		{":doc contcat", "there is no object, event, action or function `contcat`; did you mean `contact`?\n"},
		{":advance two days", "`two days` is no length of time, write 2 days or 4 working hours\n"},
		{":advance 2 dais", "there is no unit of time `dais`; did you mean `days`?\n"},
		{"help", "a command begins with a colon: `:help`\n"},
		{"exit", "a command begins with a colon: `:quit`\n"},
		{"use company ledger.example", "a command begins with a colon: `:use`\n"},
		{"set company.employees = 5", "`set` is a step, and a session changes nothing; `:step WORKFLOW` walks the record in use through a workflow\n"},
		{`notify(to: company.owner, text: "hello")`, "`notify` is a step, and a session changes nothing; `:step WORKFLOW` walks the record in use through a workflow\n"},
		{"company.employees >", `error[syntax]: expected a value behind ` + "`>`" + `
 --> line 21:1:20
  |
1 | company.employees >
  |                    ^
  |
`},
	} {
		got := s.Eval(context.Background(), c.line)
		if got.Fault != c.want || got.Text != "" {
			t.Errorf("%s\ngot:\n%s%swant:\n%s", c.line, got.Text, got.Fault, c.want)
		}
	}
	if got := s.Eval(context.Background(), `company.owner == user("anna@acme.example")`).Fault; !strings.Contains(got, "error[unknown-user]") {
		t.Errorf("a user that nobody knows: %s", got)
	}
	say(t, s, ":use contact ann@ledger.example", "contact Ann (ann@ledger.example)\n")
	say(t, s, ":step care", "`care` is for a company, and contact Ann (ann@ledger.example) is in use\n")
	say(t, s, ":step cares", "there is no workflow `cares`; did you mean `care`?\n")
	if !s.Eval(context.Background(), ":quit").Done {
		t.Error("`:quit` does not end the session")
	}
}

func TestWalk(t *testing.T) {
	s := loaded(t)
	say(t, s, ":use company ledger.example", "company Ledger (ledger.example)\n")
	say(t, s, ":history", "nothing has happened to company Ledger (ledger.example)\n")
	say(t, s, ":step care", `mon 2026-03-02 09:00  care  enrolled: by hand
mon 2026-03-02 09:00  care  care.wf:8  if: company.employees > 50: no
    company.employees is 42
mon 2026-03-02 09:00  care  care.wf:9  delay: until wed 2026-03-04 09:00 (waiting)
waits in care at care.wf:9: until wed 2026-03-04 09:00
`)
	say(t, s, ":enroll care", "company Ledger (ledger.example) does not enter `care`: already inside\n")
	say(t, s, ":advance 1 day", "waits in care at care.wf:9: until wed 2026-03-04 09:00\nit is tue 2026-03-03 09:00\n")
	say(t, s, ":step care", `wed 2026-03-04 09:00  care  care.wf:10  create: created task `+"`Call Ledger`"+`
wed 2026-03-04 09:00  care  finished
`)
	say(t, s, ":step care", "company Ledger (ledger.example) does not enter `care`: was enrolled on 2026-03-02 09:00:00, and enrolls once only\n")
	say(t, s, ":use ann@ledger.example", "contact Ann (ann@ledger.example)\n")
	say(t, s, ":step visits", `wed 2026-03-04 09:00  visits  enrolled: by hand
wed 2026-03-04 09:00  visits  care.wf:15  delay: until wed 2026-03-11 09:00 at most (waiting)
waits in visits at care.wf:15: until wed 2026-03-11 09:00 at most
`)
	say(t, s, ":send page_viewed link=/x", "there is no field of page_viewed `link`\n")
	say(t, s, ":send page_viewed url=/x", `sent page_viewed to contact Ann (ann@ledger.example)
wed 2026-03-04 09:00  visits  care.wf:15  delay: event page_viewed
wed 2026-03-04 09:00  visits  care.wf:16  if: seen == nil: no
wed 2026-03-04 09:00  visits  finished
`)
}

func TestWhy(t *testing.T) {
	s := loaded(t)
	say(t, s, ":use company tally.example", "company Tally (tally.example)\n")
	say(t, s, ":why care", `company Tally (tally.example) in care

enroll when company.lifecycle_stage == "customer" and company.employees > 10
  does not hold
    company.lifecycle_stage == "customer" is false
      company.lifecycle_stage is "lead"

suppress when company.country == "Nowhere"
  holds: this keeps the record out, or takes it out
    company.country is "Nowhere"

it would be refused now: suppressed: suppress when company.country == "Nowhere"
no history: it was never tried
`)
	say(t, s, ":history", "nothing has happened to company Tally (tally.example)\n")
	say(t, s, ":use ann@ledger.example", "contact Ann (ann@ledger.example)\n")
	say(t, s, ":why visits", `contact Ann (ann@ledger.example) in visits

enroll on event page_viewed where event.url contains "/pricing"
  page_viewed has not happened to the record, as far as is known

it is not inside, and would be let in now
no history: it was never tried
`)
	say(t, s, ":send page_viewed url=/about", "sent page_viewed to contact Ann (ann@ledger.example)\n")
	say(t, s, ":why visits", `contact Ann (ann@ledger.example) in visits

enroll on event page_viewed where event.url contains "/pricing"
  page_viewed happened last on mon 2026-03-02 09:00: that one does not fit
    event.url is "/about"

it is not inside, and would be let in now
no history: it was never tried
`)
}

func TestUnfinished(t *testing.T) {
	for text, want := range map[string]bool{
		"any(contacts,": true, "any(contacts, .score > 1)": false, `"(" == "["`: false, ":use company (x": false,
		":count any(contacts,": true, "company.x in [": true, "f)": false, "": false,
	} {
		if got := repl.Unfinished(text); got != want {
			t.Errorf("%s: unfinished is %v", text, got)
		}
	}
}

func TestComplete(t *testing.T) {
	s := loaded(t)
	for _, c := range []struct {
		text, want string // the candidates, and what follows each
		from       int
	}{
		{":re", ":records ", 0},
		{":h", ":history :help", 0},
		{":use comp", "company", 5},
		{":use company f", "fjord.example", 13},
		{":use fj", "fjord.example", 5},
		{":step c", "care", 6},
		{":doc company.empl", "company.employees", 5},
		{":load x.csv as con", "contact", 15},
		{":send page_v", "page_viewed", 6},
		{":load comp", "companies.csv ", 6},
		{":load ", "companies.csv  data/ people.csv ", 6},
		{":load companies.csv a", "as ", 20},
		{`company.owner == user("an`, `ana@acme.example"`, 23},
		{`contact.owner == team("`, `Sales"`, 23},
		{"company.indu", "industry", 8},
		{`company.lifecycle_stage == "cust`, `customer"`, 28},
		{`company.lifecycle_stage in ["lead", "cust`, `customer"`, 37},
		{"any(deals, .amo", "amount", 12},
		{`any(deals, .stage == "closed_w`, `closed_won"`, 22},
		{"contact.owner.mana", "manager", 14},
		{":count compan", "companies company", 7},
		{"not larg", "large", 4},
		{"known(bi", "big", 6},
		{"nothing.at", "", 8},
	} {
		from, list := s.Complete(c.text)
		var got []string
		for _, x := range list {
			got = append(got, x.Text+x.Behind)
		}
		if joined := strings.Join(got, " "); joined != c.want || from != c.from {
			t.Errorf("%s: %q from %d, want %q from %d", c.text, joined, from, c.want, c.from)
		}
	}
}

// TestStoreIsOnlyRead: a session works on a copy.
func TestStoreIsOnlyRead(t *testing.T) {
	kept := memory.New()
	content := func() string {
		tx := kept.Begin(false)
		defer tx.Discard()
		var all strings.Builder
		for k, v := range tx.Scan(nil, nil, false) {
			fmt.Fprintf(&all, "%x %x\n", k, v)
		}
		return all.String()
	}
	before := content()
	s := session(t, kept)
	say(t, s, ":load companies.csv as company", "loaded company from companies.csv: 3 new, 0 known\n")
	if content() != before {
		t.Error("the store was written to")
	}
}

// TestColors: a terminal shows values in a color of their own.
func TestColors(t *testing.T) {
	a := lang.Analyze(lang.Input{}, stdlib.Catalog())
	s, err := repl.New(context.Background(), repl.Config{Analysis: a, Catalog: stdlib.Catalog(), Open: open, Tint: "36"})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	say(t, s, ":load companies.csv as company", "loaded company from companies.csv: 3 new, 0 known\n")
	say(t, s, ":use company ledger.example", "company Ledger (ledger.example)\n")
	say(t, s, "company.employees > 50", "\x1b[36mfalse\x1b[0m\n  company.employees is \x1b[36m42\x1b[0m\n")
}

// The help fits into a terminal of 80 columns.
func TestHelpFits(t *testing.T) {
	for line := range strings.Lines(loaded(t).Eval(context.Background(), ":help").Text) {
		if n := len([]rune(strings.TrimRight(line, "\n"))); n > 79 {
			t.Errorf("%d columns: %s", n, line)
		}
	}
}
