package project

import (
	"bytes"
	"errors"
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"github.com/wflang/wf/lang/calendar"
	"github.com/wflang/wf/lang/diag"
	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/lang/source"
)

var update = flag.Bool("update", false, "write golden files")

const full = `timezone: Europe/Paris
working_hours: [monday..friday 09:00..18:00, "saturday 10:00..14:00"]
days_off: [12-25, 2027-01-02]
store: db
existing: true
records:
  company: data/companies.csv
  contact: { file: data/people.csv, columns: { "E-Mail": email, Notes: "-" } }
users:
  - &ana { email: ana@acme.example, name: Ana Alvarez, phone: "+33100000000", teams: [Sales FR, Sales], paid_seat: true }
  - { email: ben@acme.example, teams: [Sales], away: true, manager: ana@acme.example }
  - { email: kim@acme.example, inactive: true }
smtp: { url: "smtp://127.0.0.1:1025", from: "hello@acme.example", password: { env: SMTP_PASSWORD } }
slack: { token: { env: SLACK_TOKEN } }
webhooks:
  allow: [localhost, 10.0.0.0/8]
  per_second: 5
limits: { max_emails_per_record: 5 }
secrets:
  HOOK_KEY: { env: ACME_HOOK_KEY }
`

func parse(t *testing.T, text string) (*Config, []diag.Diagnostic) {
	t.Helper()
	return ParseConfig(source.NewFile("wf.yaml", text))
}

func TestConfig(t *testing.T) {
	c, found := parse(t, full)
	if len(found) > 0 {
		t.Fatal(lines(found))
	}
	days := func(list ...time.Weekday) (w calendar.Weekdays) {
		for _, d := range list {
			w |= 1 << d
		}
		return w
	}
	wantHours := calendar.Hours{
		Windows: []calendar.Window{{Days: days(1, 2, 3, 4, 5), From: 540, To: 1080}, {Days: days(6), From: 600, To: 840}},
		Off:     []calendar.Day{{Month: 12, Day: 25}, {Year: 2027, Month: 1, Day: 2}},
	}
	if diff := cmp.Diff(wantHours, c.Hours()); diff != "" {
		t.Error(diff)
	}
	wantDirectory := &schema.Directory{Zone: "Europe/Paris", Users: []string{"ana@acme.example", "ben@acme.example", "kim@acme.example"}, Teams: []string{"Sales FR", "Sales"}, Hours: wantHours,
		Limits: []schema.Limit{{Setting: "max_emails_per_record", Noun: "e-mail", Actions: []string{"email"}, Most: 5, Span: c.Limits.MaxEmails.Span}}}
	if diff := cmp.Diff(wantDirectory, c.Directory(), cmp.Comparer(func(a, b source.Span) bool { return a == b })); diff != "" {
		t.Error(diff)
	}
	if got := c.Records[1]; got.Object != "contact" || got.File != "data/people.csv" || got.Columns["E-Mail"] != "email" || got.Columns["Notes"] != "-" || got.Span.Text() != "data/people.csv" {
		t.Errorf("records: %+v", got)
	}
	if c.Store.Value != "db" || !c.Existing || c.Slack.Token.Env != "SLACK_TOKEN" || c.SMTP.Password.Env != "SMTP_PASSWORD" ||
		c.Webhooks.PerSecond != 5 || c.Limits.MaxEmails.Most != 5 || c.Limits.SMSPerMonth != 1000 || c.Secrets["HOOK_KEY"].Env != "ACME_HOOK_KEY" || c.Twilio != nil {
		t.Errorf("config: %+v", c)
	}
}

func TestPeople(t *testing.T) {
	c, _ := parse(t, full)
	people := c.People()
	ana, ok := people.User("ana@acme.example")
	want := schema.Person{Email: "ana@acme.example", Name: "Ana Alvarez", Phone: "+33100000000", Teams: []string{"Sales FR", "Sales"}, PaidSeat: true, Active: true}
	if diff := cmp.Diff(want, ana); !ok || diff != "" {
		t.Error(ok, diff)
	}
	sales, ok := people.Team("Sales")
	if !ok || len(sales) != 2 || sales[0].Email != "ana@acme.example" || !sales[1].Away || sales[1].Manager != "ana@acme.example" {
		t.Errorf("Sales: %v %+v", ok, sales)
	}
	if kim, _ := people.User("kim@acme.example"); kim.Active {
		t.Error("kim is inactive")
	}
	if _, ok := people.Team("Nobody"); ok {
		t.Error("there is no team Nobody")
	}
}

func TestSecrets(t *testing.T) {
	c, found := parse(t, "slack: { token: xoxb-1 }\nasana: { token: { env: ASANA } }\n")
	if got := lines(found); got != "wf.yaml:1:17: warning: `token` holds a secret as plain text [config-secret]" {
		t.Error(got)
	}
	env := func(name string) (string, bool) { return "from " + name, name == "ASANA" }
	if s, ok := c.Slack.Token.Lookup(env); s != "xoxb-1" || !ok {
		t.Error(s, ok)
	}
	if s, ok := c.Asana.Token.Lookup(env); s != "from ASANA" || !ok {
		t.Error(s, ok)
	}
	if s := c.Slack.Token.String() + c.Slack.Token.GoString(); strings.Contains(s, "xoxb") {
		t.Error("a secret shows: " + s)
	}
}

// The messages are part of the product: they are asserted as they are.
func TestConfigFaults(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"", ""},
		{"# nothing\n", ""},
		{"smtp:\n", ""},
		{"timezon: Europe/Paris\n", "wf.yaml:1:1: error: `timezon` is no setting of wf.yaml [config-key]; did you mean `timezone`?"},
		{"smtp: { url: 'smtp://h:1', frm: x }\n", "wf.yaml:1:28: error: `frm` is no setting of `smtp` [config-key]; did you mean `from`?"},
		{"smtp: { from: x }\n", "wf.yaml:1:7: error: `smtp` has no `url` [config-missing]"},
		{"timezone: Europe/Pariss\n", "wf.yaml:1:11: error: `timezone` expects the name of a time zone, found `Europe/Pariss` [config-value]; write a name of the IANA list, such as `Europe/Paris` or `America/New_York`"},
		{"timezone: [a]\n", "wf.yaml:1:11: error: `timezone` expects a text, found a list [config-value]"},
		{"existing: Yes\n", "wf.yaml:1:11: error: `existing` expects true or false, found `Yes` [config-value]; write `true`"},
		{"days_off: 12-25\n", "wf.yaml:1:11: error: `days_off` expects a list, found `12-25` [config-value]; write `days_off: [12-25, 2027-01-02]`"},
		{"users:\n\t- email: ana@acme.example\n", "wf.yaml:2:1: error: wf.yaml is not readable as YAML: this line begins with a tab [config-syntax]; indent with spaces"},
		{"existing: maybe\n", "wf.yaml:1:11: error: `existing` expects true or false, found `maybe` [config-value]"},
		{"users: ana\n", "wf.yaml:1:8: error: `users` expects a list, found `ana` [config-value]; write `users: [{ email: ana@acme.example, teams: [Sales] }]`"},
		{"users: [ana]\n", "wf.yaml:1:9: error: `users` expects settings in `{ }` or indented below, found `ana` [config-value]; write `users: [{ email: ana@acme.example, teams: [Sales] }]`"},
		{"users: [{ email: ana }]\n", "wf.yaml:1:18: error: `email` expects an e-mail address, found \"ana\" [config-value]"},
		{"users:\n  - email: a@b\n  - email: a@b\n", "wf.yaml:3:12: error: the user `a@b` is there twice [config-value]"},
		{"users: [{ email: a@b, manager: dora@mail }]\n", "wf.yaml:1:32: error: the manager `dora@mail` is no user [config-value]"},
		{"teams: [Sales]\nusers: [{ email: a@b, teams: [Sale] }]\n", "wf.yaml:2:31: error: there is no team `Sale` under `teams` [config-value]; did you mean `Sales`?"},
		{"working_hours: always\n", "wf.yaml:1:16: error: `working_hours`: `always` is no day of the week [config-value]; write `working_hours: monday..friday 09:00..18:00`"},
		{"working_hours: funday 09:00..18:00\n", "wf.yaml:1:16: error: `working_hours`: `funday` is no day of the week [config-value]; write `working_hours: monday..friday 09:00..18:00`"},
		{"days_off: [02-30]\n", "wf.yaml:1:12: error: `days_off`: `02-30` is no day: expected 12-25 or 2027-01-02 [config-value]"},
		{"days_off: [christmas]\n", "wf.yaml:1:12: error: `days_off`: `christmas` is no day: expected 12-25 or 2027-01-02 [config-value]"},
		{"limits: { max_emails_per_record: -1 }\n", "wf.yaml:1:34: error: `max_emails_per_record` expects a whole number from 0, found `-1` [config-value]"},
		{"limits: { max_emails_per_record: many }\n", "wf.yaml:1:34: error: `max_emails_per_record` expects a whole number from 0, found `many` [config-value]"},
		{"smtp: { url: 127.0.0.1 }\n", "wf.yaml:1:14: error: `url` expects an address with its scheme, such as `https://host.example` or `smtp://host.example`, found \"127.0.0.1\" [config-value]"},
		{"smtp: { url: 'smtp://u:p@h:1' }\n", "wf.yaml:1:14: warning: `url` holds a secret as plain text [config-secret]"},
		{"slack: { token: [1] }\n", "wf.yaml:1:17: error: `token` expects `{ env: NAME }`, found a list [config-value]"},
		{"slack: { token: { env: } }\n", "wf.yaml:1:17: error: `token` has no `env` [config-missing]"},
		{"slack: { token: { file: x } }\n", "wf.yaml:1:17: error: `token` has no `env` [config-missing]\nwf.yaml:1:19: error: `file` is no setting of `token` [config-key]"},
		{"records: data.csv\n", "wf.yaml:1:10: error: `records` expects names with values, in `{ }` or indented below, found `data.csv` [config-value]; write `records: { contact: data/contacts.csv }`"},
		{"records: { company: { columns: {} } }\n", "wf.yaml:1:21: error: `company` has no `file` [config-missing]"},
		{"- a\n", "wf.yaml:1:1: error: wf.yaml expects settings such as `timezone: Europe/Paris`, found a list [config-value]"},
		{"a: [1,\n", "wf.yaml:1:4: error: wf.yaml is not readable as YAML: sequence end token ']' not found [config-syntax]"},
		{"store: a\nstore: b\n", "wf.yaml:2:1: error: wf.yaml is not readable as YAML: mapping key \"store\" already defined at [1:1] [config-syntax]"},
		{"store: a\n---\nstore: b\n", "wf.yaml:3:1: error: wf.yaml is not readable as YAML: a second document begins here [config-syntax]"},
		{"store: *x\n", "wf.yaml:1:8: error: `store` expects a text, found an alias that nothing defines [config-value]"},
		{"store: \xff\n", "wf.yaml:1:1: error: wf.yaml is not UTF-8 text [config-syntax]"},
		{"store: é # ü\nteams: ['é', {}]\n", "wf.yaml:2:14: error: `teams` expects a text, found settings [config-value]"},
		{"timezon: x\nexisting: 3\nstor: y\n", "wf.yaml:1:1: error: `timezon` is no setting of wf.yaml [config-key]; did you mean `timezone`?\n" +
			"wf.yaml:2:11: error: `existing` expects true or false, found `3` [config-value]\n" +
			"wf.yaml:3:1: error: `stor` is no setting of wf.yaml [config-key]; did you mean `store`?"},
	} {
		_, found := parse(t, c.text)
		if got := lines(found); got != c.want {
			t.Errorf("%q:\ngot  %s\nwant %s", c.text, got, c.want)
		}
	}
}

// lines prints each diagnostic on a line with its help.
func lines(found []diag.Diagnostic) string {
	var out []string
	for _, d := range found {
		line := d.Span.String() + ": " + d.Level.String() + ": " + d.Message + " [" + d.Code + "]"
		for _, h := range d.Help {
			if d.Level == diag.Error {
				line += "; " + h
			}
		}
		out = append(out, line)
	}
	return strings.Join(out, "\n")
}

func TestAllow(t *testing.T) {
	fsys := fstest.MapFS{"wf.yaml": {Data: []byte("slack: { token: x } # allow: config-secret\nrecords: # more\n  company: none.csv # allow: config-file, config-secret\n  contact: none.csv # allow: config-secret\nstor: x # allow: config-key\n")}}
	_, found, err := LoadFS(fsys)
	if err != nil {
		t.Fatal(err)
	}
	want := "wf.yaml:4:12: warning: there is no file `none.csv` [config-file]\nwf.yaml:5:1: error: `stor` is no setting of wf.yaml [config-key]; did you mean `store`?"
	if got := lines(found); got != want {
		t.Error(got)
	}
}

func TestAlias(t *testing.T) {
	c, found := parse(t, "store: &s x\nteams: [*s]\nsmtp: &m { url: 'smtp://h:1', from: *s }\n")
	if len(found) > 0 || c.Teams[0].Value != "x" || c.SMTP.From.Value != "x" || c.Store.Value != "x" {
		t.Error(lines(found), c.Teams, c.SMTP, c.Store)
	}
}

func TestHostileConfig(t *testing.T) {
	for _, text := range []string{
		strings.Repeat("[", maxConfig), strings.Repeat("{", maxConfig-1), strings.Repeat("- ", maxConfig/2),
		"a: " + strings.Repeat("{a: ", 1000), strings.Repeat("x", maxConfig+1), "a: &a [*a]\nteams: *a\n", "\x00", "? ? ?",
	} {
		if _, found := parse(t, text); !diag.HasErrors(found) {
			t.Errorf("no error for %.20q", text)
		}
	}
}

func FuzzConfig(f *testing.F) {
	f.Add(full)
	f.Add("a: [1,\n")
	f.Add("é: {\"x\": ~}\n")
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 4096 {
			return
		}
		_, found := parse(t, text)
		for _, d := range found {
			if d.Span.Start < 0 || d.Span.End > len(text) || d.Span.Start > d.Span.End {
				t.Fatalf("%s lies outside of the file", d.Message)
			}
		}
	})
}

func TestLoad(t *testing.T) {
	fsys := fstest.MapFS{
		"a.wf":              {Data: []byte("// a")},
		"sub/b_test.wf":     {Data: []byte("// b")},
		".hidden/c.wf":      {Data: []byte("// c")},
		".d.wf":             {Data: []byte("// d")},
		"nested/wf.yaml":    {Data: []byte("")},
		"nested/e.wf":       {Data: []byte("// e")},
		"emails/hello.md":   {Data: []byte("hello")},
		"emails/logo.png":   {Data: []byte("png")},
		"emails/bye.html":   {Data: []byte("bye")},
		"emails/old/old.md": {Data: []byte("old")},
		"notes.md":          {Data: []byte("notes")},
		"big.wf":            {Data: bytes.Repeat([]byte(" "), maxFile+1)},
		"wf.yaml":           {Data: []byte("records: { company: data/none.csv, contact: ../elsewhere.csv }\n")},
	}
	p, found, err := LoadFS(fsys)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, f := range append(p.Files, p.Templates...) {
		names = append(names, f.Name)
	}
	if diff := cmp.Diff([]string{"a.wf", "big.wf", "sub/b_test.wf", "emails/bye.html", "emails/hello.md"}, names); diff != "" {
		t.Error(diff)
	}
	want := "big.wf:1:1: error: big.wf has 1048577 bytes, more than the 1048576 that are read [file-too-large]\n" +
		"wf.yaml:1:21: warning: there is no file `data/none.csv` [config-file]"
	if got := lines(found); got != want {
		t.Error(got)
	}
}

func TestLoadFiles(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) string {
		name = filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		return name
	}
	a, b := write("p/a.wf", "// a"), write("q/b.wf", "// b")
	write("p/c.wf", "// not named")
	write("p/wf.yaml", "store: here\n")
	write("p/emails/x.md", "x")
	p, found, err := LoadFiles(a, b, a)
	if err != nil || len(found) > 0 {
		t.Fatal(err, found)
	}
	if len(p.Files) != 2 || p.Files[0].Name != "a.wf" || p.Files[1].Name != "../q/b.wf" || p.Config.Store.Value != "here" || len(p.Templates) != 1 {
		t.Errorf("%+v", p)
	}
	if _, _, err := LoadFiles(filepath.Join(dir, "none.wf")); err == nil || err.Error() != "there is no file or folder "+filepath.Join(dir, "none.wf") {
		t.Error(err)
	}
	if _, _, err := Load(filepath.Join(dir, "none")); !errors.Is(err, fs.ErrNotExist) || err.Error() != "there is no file or folder "+filepath.Join(dir, "none") {
		t.Error(err)
	}
	if _, _, err := Load(a); err == nil || err.Error() != a+" is a file, not a folder" {
		t.Error(err)
	}
}

func TestFind(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"a/wf.yaml", "a/x.wf", "b/wf.yaml", "b/deep/wf.yaml", ".git/wf.yaml"} {
		if err := os.MkdirAll(filepath.Join(dir, filepath.Dir(name)), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), nil, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []struct {
		dir  string
		want []string
	}{{"", []string{"a", "b", "b/deep"}}, {"a", []string{"a"}}, {"b", []string{"b", "b/deep"}}, {".git", []string{".git"}}} {
		got, err := Find(filepath.Join(dir, c.dir))
		if err != nil {
			t.Fatal(err)
		}
		for i := range got {
			got[i], _ = filepath.Rel(dir, got[i])
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%q: %s", c.dir, diff)
		}
	}
	if _, err := Find(filepath.Join(dir, "none")); err == nil {
		t.Error("a folder that is not there")
	}
}

// Each code's page shows a fault that gives exactly this code, and the same mended.
func TestCodes(t *testing.T) {
	for _, info := range Codes() {
		for i, program := range []string{info.Avoid, info.Prefer} {
			if program == "" {
				continue
			}
			fsys := fstest.MapFS{}
			for _, f := range txtar.Parse([]byte(program)).Files {
				fsys[f.Name] = &fstest.MapFile{Data: f.Data}
			}
			_, found, err := LoadFS(fsys)
			if err != nil {
				t.Fatal(err)
			}
			for _, d := range found {
				if i == 1 || d.Code != info.Code || d.Level != info.Level {
					t.Errorf("%s: %s", info.Code, lines(found))
				}
			}
			if i == 0 && len(found) == 0 {
				t.Errorf("%s: avoid gives nothing", info.Code)
			}
		}
	}
}

func TestJSONSchemaFile(t *testing.T) {
	const file = "../../docs/wf.schema.json"
	if *update {
		if err := os.WriteFile(file, JSONSchema(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(text, JSONSchema()) {
		t.Error("docs/wf.schema.json is out of date: go test ./lang/project -update")
	}
}

// Every setting is documented, in the schema and in the reference.
func TestSettingsAreDocumented(t *testing.T) {
	text, err := os.ReadFile("../../docs/language.md")
	if err != nil {
		t.Fatal(err)
	}
	_, section, _ := strings.Cut(string(text), "## wf.yaml\n")
	section, _, _ = strings.Cut(section, "\n## ")
	config := reflect.TypeFor[Config]()
	for i := range config.NumField() {
		f := config.Field(i)
		name := f.Tag.Get("yaml")
		if name == "-" {
			continue
		}
		if f.Tag.Get("doc") == "" {
			t.Errorf("%s has no documentation", name)
		}
		if !strings.Contains(section, "`"+name+"`") {
			t.Errorf("docs/language.md does not name %s", name)
		}
	}
}

func TestRooted(t *testing.T) {
	p, found, err := LoadFS(fstest.MapFS{"wf.yaml": {Data: []byte("timezon: x\nusers: [{ email: a@b }, { email: a@b }]\n")}})
	if err != nil {
		t.Fatal(err)
	}
	p.Dir = "some/where"
	rooted := p.Rooted(found)
	if got := rooted[0].Span.String() + " " + rooted[0].Fixes[0].Edits[0].Span.String() + " " + rooted[1].Related[0].Span.String(); got != "some/where/wf.yaml:1:1 some/where/wf.yaml:1:1 some/where/wf.yaml:2:18" {
		t.Error(got)
	}
	if found[0].Span.String() != "wf.yaml:1:1" || found[0].Fixes[0].Edits[0].Span.String() != "wf.yaml:1:1" {
		t.Error("the diagnostics given were changed")
	}
}
