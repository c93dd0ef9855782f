package records

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/wflang/wf/lang/schema"
)

const companies = `Name,Domain,Employees,Stage,Tags,Founded,Seen at,Active,Owner,Phone,Website
"Ledger, LLP",ledger.example,42,customer,vip; partner,1999-12-31,2026-03-02 09:00,yes,ana@acme.example,+33 1 23,https://ledger.example
"Tally ""&"" Sons",tally.example,,lead,,,2026-03-02T09:00:00+05:30,FALSE,,,

Fjord,fjord.example,-1.5e3,,"[""a;b""]",,,,,,
`

func TestImport(t *testing.T) {
	s, w := testSchema(), newWorld()
	paris, err := time.LoadLocation("Europe/Paris")
	if err != nil {
		t.Fatal(err)
	}
	var progress []int64
	opts := Options{Zone: paris, Progress: func(read, total int64) { progress = append(progress, read, total) }}
	report, err := importFiles(w, s, opts, file(s, "company", "companies.csv", "\uFEFF"+companies))
	if err != nil {
		t.Fatal(err)
	}
	if got := report.Files[0]; got.New != 3 || got.Known != 0 || got.Skipped != 0 || len(got.Fingerprint) != 32 {
		t.Errorf("%+v", got)
	}
	if total := 2 * int64(len(companies)+3); len(progress) < 4 || progress[1] != total || progress[len(progress)-2] != total {
		t.Errorf("progress: %v", progress)
	}
	var got strings.Builder
	for _, r := range w.records {
		for i, p := range r.Object.Properties {
			if v := r.Get(i); !v.IsNil() {
				fmt.Fprintf(&got, "%s=%s ", p.Name, FormatValue(v))
			}
		}
		got.WriteString("\n")
	}
	want := `name=Ledger, LLP domain=ledger.example employees=42 stage=customer tags=vip;partner founded=1999-12-31 seen_at=2026-03-02T08:00:00Z active=true owner=ana@acme.example phone=+33 1 23 website=https://ledger.example 
name=Tally "&" Sons domain=tally.example stage=lead seen_at=2026-03-02T03:30:00Z active=false 
name=Fjord domain=fjord.example employees=-1500 tags=["a;b"] 
`
	if diff := cmp.Diff(want, got.String()); diff != "" {
		t.Error(diff)
	}
	if owner := w.records[0].Get(s.Object("company").Property("owner").Number); owner.Kind() != schema.User {
		t.Error("an owner is a user, not", owner.Kind())
	}
}

func TestImportAgainChangesAndKeeps(t *testing.T) {
	s, w := testSchema(), newWorld()
	mustImport(t, w, s, file(s, "company", "a.csv", "name,domain,employees\nLedger,l.example,42\n"))
	report := mustImport(t, w, s, file(s, "company", "b.jsonl", `{"domain":"l.example","name":"Ledger LLP"}`+"\n"+`{"domain":"t.example","name":"Tally","employees":3}`+"\n"))
	if got := report.Files[0]; got.New != 1 || got.Known != 1 {
		t.Errorf("%+v", got)
	}
	r := w.record(s.Object("company"), "l.example")
	if got := r.Get(3).Text() + " " + FormatValue(r.Get(5)); got != "Ledger LLP 42" {
		t.Error(got)
	}
	// When a record was created is decided when it is.
	mustImport(t, w, s, file(s, "company", "e.csv", "id,domain,name,created_at\nn,new.example,New,2020-01-01\n"), file(s, "company", "f.csv", "domain,created_at,updated_at\nl.example,2020-01-01,2020-01-01\n"))
	if got := FormatValue(w.record(s.Object("company"), "n").Get(schema.PropCreatedAt)) + FormatValue(r.Get(schema.PropCreatedAt)); got != "2020-01-01T00:00:00Z" {
		t.Error(got)
	}
	// An empty cell keeps the value, null clears it.
	mustImport(t, w, s, file(s, "company", "c.csv", "domain,employees\nl.example,\n"))
	if got := FormatValue(r.Get(5)); got != "42" {
		t.Error(got)
	}
	mustImport(t, w, s, file(s, "company", "d.jsonl", `{"domain":"l.example","employees":null}`))
	if got := FormatValue(r.Get(5)); got != "" {
		t.Error(got)
	}
}

func TestImportAssociates(t *testing.T) {
	s, w := testSchema(), newWorld()
	// People come before their companies, and one company names another that follows it.
	report := mustImport(t, w, s,
		file(s, "contact", "people.csv", "email,company\nann@l.example,l.example\nbob@l.example,c1\nkim@none.example,\n"),
		file(s, "company", "companies.csv", "id,domain,name,companies\nc1,l.example,Ledger,c2; t3.example\nc2,t.example,Tally,\nc3,t3.example,Three,\n"))
	if report.Files[0].Name != "people.csv" || report.Files[0].New != 3 || report.Files[1].New != 3 {
		t.Errorf("%+v", report)
	}
	company, contact := s.Object("company"), s.Object("contact")
	ledger := w.record(company, "l.example")
	if got := w.associated(ledger, contact); len(got) != 2 {
		t.Error(got)
	}
	if got := w.associated(ledger, company); len(got) != 2 || got[0].ID != "c2" || got[1].ID != "c3" {
		t.Error(got)
	}
	// Into a store where the company is already.
	mustImport(t, w, s, file(s, "contact", "more.jsonl", `{"email":"zoe@l.example","companies":["c1","c2"]}`))
	if got := w.associated(w.record(contact, "zoe@l.example"), company); len(got) != 2 || got[0].ID != "c1" {
		t.Error(got)
	}
}

func TestColumnsMap(t *testing.T) {
	s, w := testSchema(), newWorld()
	src := file(s, "contact", "p.csv", "E-Mail,Firm,Remarks,Internal\na@b,l.example,hi,secret\n")
	src.Columns = map[string]string{"E-Mail": "email", "Firm": "company", "Remarks": "note", "Internal": Ignore}
	mustImport(t, w, s, file(s, "company", "c.csv", "name;domain\nLedger;l.example\n"), src)
	r := w.record(s.Object("contact"), "a@b")
	if r == nil || r.Get(4).Text() != "hi" || len(w.associated(r, s.Object("company"))) != 1 {
		t.Errorf("%+v", r)
	}
}

// What is refused, and in which words. Nothing of a refused import is stored.
func TestFaults(t *testing.T) {
	header := "name,domain,employees\n"
	for _, c := range []struct{ object, text, want string }{
		{"company", "", `f.csv: the file is empty`},
		{"company", "\n\n", `f.csv: the file is empty`},
		{"company", header + "L,l,many\n", "f.csv: row 2, column \"employees\": expects a number, found `many`"},
		{"company", header + "L,l,\"1,200\"\n", "f.csv: row 2, column \"employees\": expects a number, found `1,200`; write it without separators"},
		{"company", header + "L,l,1e999\n", "f.csv: row 2, column \"employees\": expects a number, found `1e999`"},
		{"company", header + "L,l,NaN\n", "f.csv: row 2, column \"employees\": expects a number, found `NaN`"},
		{"company", header + "L,l,0x10\n", "f.csv: row 2, column \"employees\": expects a number, found `0x10`"},
		{"company", "name,domain,stage\nL,l,Closed won\n", "f.csv: row 2, column \"stage\": expects one of the declared options, found `Closed won`; write `closed_won`, the value with that label"},
		{"company", "name,domain,stage\nL,l,custommer\n", "f.csv: row 2, column \"stage\": expects one of the declared options, found `custommer`; did you mean `customer`?"},
		{"company", "name,domain,stage\nL,l,xyz\n", "f.csv: row 2, column \"stage\": expects one of the declared options, found `xyz`; the options are lead, closed_won, customer"},
		{"company", "name,domain,tags\nL,l,vip;vap\n", "f.csv: row 2, column \"tags\": expects one of the declared options, found `vap`; did you mean `vip`?"},
		{"company", "name,domain,founded\nL,l,31.12.1999\n", "f.csv: row 2, column \"founded\": expects a date such as 2026-03-02, found `31.12.1999`"},
		{"company", "name,domain,founded\nL,l,2026-02-30\n", "f.csv: row 2, column \"founded\": expects a date such as 2026-03-02, found `2026-02-30`"},
		{"company", "name,domain,seen_at\nL,l,noon\n", "f.csv: row 2, column \"seen_at\": expects a moment such as 2026-03-02T09:00:00Z, found `noon`"},
		{"company", "name,domain,active\nL,l,maybe\n", "f.csv: row 2, column \"active\": expects true or false, found `maybe`"},
		{"company", "name,domain,owner\nL,l,Ana\n", "f.csv: row 2, column \"owner\": expects the e-mail address of a user, found `Ana`"},
		{"company", "name,domain,phone\nL,l,call me\n", "f.csv: row 2, column \"phone\": expects a phone number, found `call me`"},
		{"company", "name,domain,website\nL,l,not a page\n", "f.csv: row 2, column \"website\": expects an address of the web, found `not a page`"},
		{"contact", "email\nAnn@x\nann@X\n", "f.csv: row 3: the email `ann@X` is there already, in row 2"},
		{"contact", "email\nann\n", "f.csv: row 2, column \"email\": expects an e-mail address, found `ann`"},
		{"company", "name,domain,employes\nL,l,1\n", "f.csv: column \"employes\": `company` has no property `employes`; did you mean `employees`? say so: columns: { \"employes\": employees }"},
		{"company", "Company name,domain\nL,l\n", "f.csv: column \"Company name\": `company` has no property `company_name`; did you mean `name`? say so: columns: { \"Company name\": name }"},
		{"company", "name,domain,CIK\nL,l,1\n", "f.csv: column \"CIK\": `company` has no property `cik`; declare it, or leave the column out: columns: { \"CIK\": \"-\" }"},
		{"company", "Company name,Web domain\nL,l\n", "f.csv: column \"Company name\": `company` has no property `company_name`; did you mean `name`? say so: columns: { \"Company name\": name }\nf.csv: column \"Web domain\": `company` has no property `web_domain`; did you mean `domain`? say so: columns: { \"Web domain\": domain }"},
		{"company", "name,domain,\nL,l,1\n", "f.csv: a column has no name"},
		{"company", "name,domain,Name\nL,l,1\n", "f.csv: column \"Name\": stands for `name`, as column \"name\" does"},
		{"company", header + "L,l,1\nM,m,2\nN,l,3\n", "f.csv: row 4: the domain `l` is there already, in row 2"},
		{"company", "id,name,domain\n1,L,l\n1,M,m\n", "f.csv: row 3: the id `1` is there already, in row 2"},
		{"company", header + ",l,1\n", "f.csv: row 2: `name` is required and has no value"},
		{"company", header + "L,,1\n", "f.csv: row 2: nothing identifies the company: it has no domain or id"},
		{"company", "name\nL\n", "f.csv: no column identifies a company; it needs a column for its domain or id, as in columns: { \"Record ID\": id }"},
		{"deal", "amount\n", "f.csv: no column identifies a deal; it needs a column for its id, as in columns: { \"Record ID\": id }"},
		{"contact", "email,company\na@b,l.example\n", "f.csv: row 2, column \"company\": there is no company with the domain or id `l.example`"},
		{"company", header + "L,l\n", "f.csv: row 2: the row has 2 cells, the header 3 cells"},
		{"company", header + "L,l,1,2\n", "f.csv: row 2: the row has 4 cells, the header 3 cells"},
		{"company", header + "\"L,l,1\nM,m,2\n", "f.csv: row 2 begins a cell with a quote that nothing closes; double a quote that is text: \"\""},
		{"company", header + "\"L\"x,l,1\n", "f.csv: row 2: text follows the closing quote of a cell; double a quote that is text: \"\""},
		{"company", header + "Caf\xe9 Noir,l,1\n", "f.csv: row 2, column \"name\": the byte 0xE9 after \"Caf\" is not UTF-8; save the file as UTF-8"},
		{"company", "na\xffme,domain\nL,l\n", "f.csv: row 1: the byte 0xFF after \"na\" is not UTF-8; save the file as UTF-8"},
		{"company", header + "L\x00,l,1\n", "f.csv: row 2, column \"name\": the cell holds a zero byte; save the file as UTF-8 text"},
		{"company", header + strings.Repeat("x", maxCell+1) + ",l,1\n", "f.csv: row 2, column \"name\": the cell has 65537 bytes, more than the 65536 that are read"},
		{"company", header + strings.Repeat("x", maxRow+1) + ",l,1\n", "f.csv: row 2 has more than 1048576 bytes"},
		{"company", strings.Repeat("a,", maxColumns) + "\n", "f.csv: row 1: the file has 2001 columns, more than the 2000 that are read"},
		{"company", "\xff\xfen\x00a\x00", "f.csv: the file is UTF-16; save it as UTF-8"},
		{"company", "PK\x03\x04", "f.csv: the file is a zip archive or a spreadsheet; save it as CSV"},
		{"company", "\x1f\x8b\x08", "f.csv: the file is compressed; unpack it"},
		{"company", "id,name,domain\n" + strings.Repeat("i", 201) + ",L,l\n", "f.csv: row 2, column \"id\": the id has 201 bytes, more than 200"},
		{"company", "id,name,domain\n\"a\nb\",L,l\n", "f.csv: row 2, column \"id\": the id holds a control character"},
	} {
		s, w := testSchema(), newWorld()
		_, err := importFiles(w, s, Options{}, file(s, c.object, "f.csv", c.text))
		if err == nil || err.Error() != c.want {
			t.Errorf("%.60q:\ngot  %v\nwant %s", c.text, err, c.want)
		}
		var faults *Faults
		if err != nil && !errors.As(err, &faults) {
			t.Errorf("%.60q: %T", c.text, err)
		}
		if len(w.records) > 0 {
			t.Errorf("%.60q: something was stored", c.text)
		}
	}
}

func TestJSONFaults(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{`[{"name":"L"}]`, "f.jsonl: the file is one JSON list; write JSON Lines, an object on each line"},
		{`{"name":"L","domain":"l"` + "\n", "f.jsonl: row 1: the line is no JSON object"},
		{`{"name":"L","domain":"l"} {}`, "f.jsonl: row 1: the line holds more than one JSON object"},
		{`{"name":"L","name":"M","domain":"l"}`, "f.jsonl: row 1, column \"name\": the name is there twice"},
		{`{"domain":"l","name":{"first":"L"}}`, "f.jsonl: row 1, column \"name\": an object in an object is not read"},
		{`{"domain":"l","name":["L"]}`, "f.jsonl: row 1, column \"name\": expects a text, found a list"},
		{`{"domain":"l","name":"L","tags":[1]}`, "f.jsonl: row 1, column \"tags\": only texts are read in a list"},
		{`{"domain":"l","name":"L","employees":"42"}`, "f.jsonl: row 1, column \"employees\": expects a number, found the text `42`"},
		{`{"domain":"l","name":"L","active":1}`, "f.jsonl: row 1, column \"active\": expects true or false, found the number `1`"},
		{`{"domain":"l","name":"L","founded":true}`, "f.jsonl: row 1, column \"founded\": expects a date, found the bool `true`"},
		{`{"domain":"l","name":null}`, "f.jsonl: row 1: `name` is required and has no value"},
		{`{"domain":"l","name":"L","company":["a"]}`, "f.jsonl: row 1, column \"company\": expects one company, found a list; name the column `companies` for several"},
		{"{\"domain\":\"l\",\"name\":\"\xff\"}", "f.jsonl: row 1: the byte 0xFF after \"\\\"l\\\",\\\"name\\\":\\\"\" is not UTF-8; save the file as UTF-8"},
		{`{"domain":"l","name":"L","x":"` + strings.Repeat("y", maxRow) + `"}`, "f.jsonl: row 1 has more than 1048576 bytes"},
	} {
		s, w := testSchema(), newWorld()
		_, err := importFiles(w, s, Options{}, file(s, "company", "f.jsonl", c.text))
		if err == nil || err.Error() != c.want {
			t.Errorf("%.60q:\ngot  %v\nwant %s", c.text, err, c.want)
		}
		if len(w.records) > 0 {
			t.Errorf("%.60q: something was stored", c.text)
		}
	}
}

func TestAllFaultsAreListedUpToALimit(t *testing.T) {
	s, w := testSchema(), newWorld()
	var text strings.Builder
	text.WriteString("name,domain,employees\n")
	for i := range 50 {
		fmt.Fprintf(&text, "L%d,d%d,x\n", i, i)
	}
	_, err := importFiles(w, s, Options{MaxFaults: 2}, file(s, "company", "f.csv", text.String()))
	want := "f.csv: row 2, column \"employees\": expects a number, found `x`\nf.csv: row 3, column \"employees\": expects a number, found `x`\nand 48 more"
	if err == nil || err.Error() != want {
		t.Error(err)
	}
}

// What is missing because another file has faults is no fault of its own.
func TestFaultsThatFollow(t *testing.T) {
	s, w := testSchema(), newWorld()
	_, err := importFiles(w, s, Options{},
		file(s, "company", "c.csv", "name,domain,employees\nL,l,x\n"),
		file(s, "contact", "p.csv", "email,company\na@b,l\nann,l\n"))
	want := "c.csv: row 2, column \"employees\": expects a number, found `x`\np.csv: row 3, column \"email\": expects an e-mail address, found `ann`"
	if err == nil || err.Error() != want {
		t.Error(err)
	}
}

func TestSkipBad(t *testing.T) {
	s, w := testSchema(), newWorld()
	report, err := importFiles(w, s, Options{SkipBad: true},
		file(s, "company", "c.csv", "name,domain,employees\nL,l,1\nM,m,x\nN,l,2\nO\n"),
		file(s, "contact", "p.csv", "email,company\na@b,l\nc@d,m\n"))
	if err != nil {
		t.Fatal(err)
	}
	want := "c.csv: row 3, column \"employees\": expects a number, found `x`\nc.csv: row 4: the domain `l` is there already, in row 2\n" +
		"c.csv: row 5: the row has 1 cell, the header 3 cells\np.csv: row 3, column \"company\": there is no company with the domain or id `m`"
	if report.Faults.Error() != want {
		t.Error(report.Faults)
	}
	if got := report.Files; got[0].New != 1 || got[0].Skipped != 3 || got[1].New != 2 || got[1].Skipped != 0 {
		t.Errorf("%+v", got)
	}
	if len(w.records) != 3 {
		t.Error(len(w.records))
	}
	// What concerns the whole file cannot be skipped.
	_, err = importFiles(w, s, Options{SkipBad: true}, file(s, "company", "c.csv", "name,domain,what\nZ,z,1\n"))
	if err == nil || len(w.records) != 3 {
		t.Error(err, len(w.records))
	}
	_, err = importFiles(w, s, Options{SkipBad: true}, file(s, "company", "c.csv", "name,domain\nZ,z\n\"Y,y\n"))
	if err == nil || len(w.records) != 3 {
		t.Error(err, len(w.records))
	}
}

func TestIDAndKeyOfDifferentRecords(t *testing.T) {
	s, w := testSchema(), newWorld()
	mustImport(t, w, s, file(s, "company", "a.csv", "id,name,domain\n1,L,l\n2,M,m\n"))
	_, err := importFiles(w, s, Options{}, file(s, "company", "b.csv", "id,domain\n1,m\n"))
	if want := "b.csv: row 2: the domain `m` is that of another company, with the id `2`"; err == nil || err.Error() != want {
		t.Error(err)
	}
}

func TestFaultOfTheStore(t *testing.T) {
	s, w := testSchema(), newWorld()
	w.fault = errors.New("the store is damaged")
	_, err := importFiles(w, s, Options{SkipBad: true}, file(s, "company", "c.csv", "name,domain\nL,l\n"))
	if err == nil || err.Error() != "the store is damaged" || len(w.records) > 0 {
		t.Error(err, len(w.records))
	}
}

func TestFileThatChangesMeanwhile(t *testing.T) {
	s, w := testSchema(), newWorld()
	src := file(s, "company", "c.csv", "")
	opened := 0
	src.Open = func() (io.ReadCloser, error) {
		opened++
		return io.NopCloser(strings.NewReader(fmt.Sprintf("name,domain\nL%d,l\n", opened))), nil
	}
	_, err := importFiles(w, s, Options{}, src)
	if err == nil || err.Error() != "c.csv changed while it was read" {
		t.Error(err)
	}
}

func TestFingerprint(t *testing.T) {
	s, w := testSchema(), newWorld()
	src := file(s, "company", "c.csv", "name,domain\nL,l\n")
	report := mustImport(t, w, s, src)
	print, err := Fingerprint(&src, nil)
	if err != nil || print != report.Files[0].Fingerprint {
		t.Error(print, report.Files[0].Fingerprint, err)
	}
	src.Columns = map[string]string{"name": "name"}
	if mapped, _ := Fingerprint(&src, nil); mapped == print {
		t.Error("other columns, same fingerprint")
	}
}

func TestDelimiters(t *testing.T) {
	for _, d := range []string{",", ";", "\t", "|"} {
		s, w := testSchema(), newWorld()
		text := strings.ReplaceAll("name,domain,\"employees\"\r\n\"a,b;c|d\te\",l,3\r\n", ",l", d+"l")
		text = strings.ReplaceAll(strings.ReplaceAll(text, "name,domain,", "name"+d+"domain"+d), ",3", d+"3")
		mustImport(t, w, s, file(s, "company", "c.csv", text))
		if got := w.records[0].Get(3).Text(); got != "a,b;c|d\te" {
			t.Errorf("%q: %q", d, got)
		}
	}
}

func TestBatches(t *testing.T) {
	s, w := testSchema(), newWorld()
	var text strings.Builder
	text.WriteString("id,amount\n")
	for i := range 1200 {
		fmt.Fprintf(&text, "d%d,%d\n", i, i)
	}
	mustImport(t, w, s, file(s, "deal", "d.csv", text.String()))
	if diff := cmp.Diff([]int{400, 400, 400}, w.puts); diff != "" {
		t.Error(diff)
	}
}
