package records

import (
	"bytes"
	"testing"
)

// A column primary_company chooses; what is exported chooses the same again. Associations keep the order of their row,
// also when one of them is met only later.
func TestPrimaryColumn(t *testing.T) {
	s, w := testSchema(), newWorld()
	contact, company := s.Object("contact"), s.Object("company")
	mustImport(t, w, s,
		file(s, "company", "companies.csv", "id,domain,name\nc1,l.example,Ledger\nc2,t.example,Tally\n"),
		file(s, "contact", "people.csv", "id,email,companies,Primary Company\np1,a@b,c1;c2,t.example\np2,c@d,c1,\n"))
	anna := w.record(contact, "p1")
	if got := w.associated(anna, company); len(got) != 2 || got[0].ID != "c1" {
		t.Errorf("companies: %v", got)
	}
	if id, ok, _ := w.Primary(anna, company); !ok || id != "c2" {
		t.Errorf("primary: %q %v", id, ok)
	}
	if id, ok, _ := w.Primary(w.record(contact, "p2"), company); ok {
		t.Errorf("primary without a choice: %q", id)
	}
	for format, want := range map[Format]string{
		CSV: "id,created_at,updated_at,email,note,companies,primary_company\np1,,,a@b,,\"c1;c2\",c2\np2,,,c@d,,c1,\n",
		JSONLines: `{"id":"p1","email":"a@b","companies":["c1","c2"],"primary_company":"c2"}` + "\n" +
			`{"id":"p2","email":"c@d","companies":["c1"]}` + "\n",
	} {
		var out bytes.Buffer
		if _, err := Export(&out, format, s, contact, w); err != nil || out.String() != want {
			t.Errorf("%v: %v\n%s\nwant\n%s", format, err, out.String(), want)
		}
		again := newWorld()
		name := "people.csv"
		if format == JSONLines {
			name = "people.jsonl"
		}
		mustImport(t, again, s, file(s, "contact", name, out.String()),
			file(s, "company", "companies.csv", "id,domain,name,contacts\nc2,t.example,Tally,\nc1,l.example,Ledger,\n"))
		if id, _, _ := again.Primary(again.record(contact, "p1"), company); id != "c2" {
			t.Errorf("%v: the primary one is %q", format, id)
		}
	}

	// The second company is there when the row is read, the first comes later: its place is before the second.
	later := newWorld()
	mustImport(t, later, s, file(s, "company", "companies.csv", "id,domain,name,companies\nc2,t.example,Tally,\nc3,x.example,Three,c4; c2\nc4,f.example,Four,\n"))
	if got := later.associated(later.record(company, "c3"), company); len(got) != 2 || got[0].ID != "c4" || got[1].ID != "c2" {
		t.Errorf("in order of the row: %v", got)
	}
}

func TestPrimaryColumnFaults(t *testing.T) {
	s, w := testSchema(), newWorld()
	for text, want := range map[string]string{
		"id,email,primary_company,Primary company\np1,a@b,c1,c2\n": "f.csv: column \"Primary company\": stands for `primary_company`, as column \"primary_company\" does",
		"id,email,primary_company\np1,a@b,c9\n":                    "f.csv: row 2, column \"primary_company\": there is no company with the domain or id `c9`",
		"id,email,primary_compny\np1,a@b,c9\n":                     "f.csv: column \"primary_compny\": `contact` has no property `primary_compny`; did you mean `primary_company`?",
	} {
		_, err := importFiles(w, s, Options{}, file(s, "contact", "f.csv", text))
		if err == nil || !bytes.Contains([]byte(err.Error()), []byte(want)) {
			t.Errorf("%q: %v, want %s", text, err, want)
		}
	}
}
