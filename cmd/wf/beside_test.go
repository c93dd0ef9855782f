package main

import (
	"bufio"
	"bytes"
	"context"
	"io"
	"path/filepath"
	"strings"
	"testing"

	"github.com/wflang/wf/runtime/store/badger"
)

// served runs wf serve on a project in this process, until end is called.
func served(t *testing.T, dir string) (end func()) {
	t.Helper()
	said, says := io.Pipe()
	a := &app{in: strings.NewReader(""), out: io.Discard, err: says, getenv: func(string) (string, bool) { return "", false }}
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() {
		err := a.serve(ctx, dir, serveOptions{listen: "127.0.0.1:0"})
		says.CloseWithError(err)
		done <- err
	}()
	lines, listening := bufio.NewScanner(said), make(chan bool)
	go func() {
		defer close(listening)
		for lines.Scan() {
			if strings.Contains(lines.Text(), "listening on") {
				listening <- true
			}
		}
	}()
	if !<-listening {
		t.Fatal(<-done)
	}
	return func() {
		t.Helper()
		cancel()
		if err := <-done; err != nil {
			t.Error(err)
		}
	}
}

// crm is a project whose records stay where they are after the first run.
var crm = map[string]string{
	"wf.yaml":       "existing: true\nurl: https://wf.acme.example\nusers: [{ email: ana@acme.example, name: Ana }]\nrecords: { company: companies.csv, contact: people.csv }\n",
	"companies.csv": "domain,name,employees\nledger.example,Ledger LLP,42\ntally.example,Tally,7\n",
	"people.csv":    "email,firstname,score,company\nann@x.example,Ann,5,ledger.example\nbob@x.example,Bob,0,tally.example\n",
	"w.wf": `workflow nurture on contact {
  enroll when contact.score > 1
  reenroll never

  notify(to: user("ana@acme.example"), text: "Call {{contact.firstname}}")
  if company.employees > 10 then
    delay 300 days
  set contact.city = "done"
}

workflow sizing on company {
  enroll when known(company.employees)
  reenroll never

  notify(to: company.owner, text: "x")
  if company.employees > 10 then
    set company.city = "Large"
  else
    set company.city = "Small"
}
`,
}

// Whatever a verb tells, it tells the same beside wf serve and with the store for itself, byte for byte.
func TestVerbsTellTheSame(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, crm)
	data := filepath.Join(dir, ".wf")
	if code, _, stderr := wf(t, "run", dir); code != 0 {
		t.Fatal(stderr)
	}
	verbs := []string{
		"ps", "ps --json", "ps nurture", "ps nurture --json", "ps nurture ann@x.example", "ps sizing nobody.example", "ps siz",
		"history", "history --json", "history --workflow sizing", "history company ledger.example", "history company nobody.example", "history --workflow no",
		"issues", "issues --json", "inbox", "inbox --json", "inbox ana@acme.example", "inbox ana@acme.example --json", "inbox no@acme.example",
		"inbox ana@acme.example --link", "plan", "plan --json", "why sizing ledger.example --at 2027-01-01", "why nurture ann@x.example --at 2027-01-01",
		"records list company", "records list company --json", "records list contact --limit 0", "records get company ledger.example",
		"records get company ledger.example --json", "records get company nobody.example", "records export company", "records export contact --format jsonl",
		"simulate --for 30d --at 2027-01-01 --json --data " + data,
		"off no", "on no", "inbox read ana@acme.example n0", "enroll no ledger.example", "send page_viewed nobody.example", "records set company ledger.example nothing=1",
	}
	run := func() (told []string) {
		for _, verb := range verbs {
			code, out, stderr := wf(t, append(strings.Fields(verb), "-C", dir)...)
			told = append(told, strings.Join([]string{string(rune('0' + code)), out, stderr}, "\n"))
		}
		return told
	}
	alone := run()
	end := served(t, dir)
	beside := run()
	end()
	again := run()
	for i, verb := range verbs {
		if beside[i] != alone[i] || again[i] != alone[i] {
			t.Errorf("%s: alone\n%s\nbeside\n%s\nand again\n%s", verb, brief(alone[i], 3000), brief(beside[i], 3000), brief(again[i], 3000))
		}
		if len(alone[i]) < 20 {
			t.Errorf("%s tells nothing: %q", verb, alone[i])
		}
	}
}

// An interrupted verb stops reading, and says that it was interrupted.
func TestInterruptedVerb(t *testing.T) {
	dir := starterProject(t)
	if code, _, stderr := wf(t, "run", dir); code != 0 {
		t.Fatal(stderr)
	}
	interrupted := func() {
		t.Helper()
		for _, verb := range []string{"ps", "history", "records list contact", "backup -", "plan"} {
			var stderr bytes.Buffer
			a := &app{in: strings.NewReader(""), out: io.Discard, err: &stderr, getenv: func(string) (string, bool) { return "", false }}
			ctx, cancel := context.WithCancel(context.Background())
			cancel()
			if code := a.run(ctx, append(strings.Fields(verb), "-C", dir)); code != 2 || stderr.String() != "wf: interrupted\n" {
				t.Errorf("%s: %d %s", verb, code, stderr.String())
			}
		}
	}
	interrupted()
	end := served(t, dir)
	defer end()
	interrupted()
}

// Two verbs that want the store at the same moment wait for each other.
func TestVerbsWait(t *testing.T) {
	dir := starterProject(t)
	if code, _, stderr := wf(t, "run", dir); code != 0 {
		t.Fatal(stderr)
	}
	kept, err := badger.Open(filepath.Join(dir, ".wf", database), badger.Options{})
	if err != nil {
		t.Fatal(err)
	}
	told := make(chan string)
	for _, verb := range []string{"ps", "issues"} {
		go func() {
			var said bytes.Buffer
			a := &app{in: strings.NewReader(""), out: &said, err: &said, getenv: func(string) (string, bool) { return "", false }, patience: hang}
			a.run(context.Background(), []string{verb, dir})
			told <- said.String()
		}()
	}
	if err := kept.Close(); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if text := <-told; !strings.Contains(text, "WORKFLOW ") && !strings.Contains(text, "no action failed") {
			t.Error(text)
		}
	}
}
