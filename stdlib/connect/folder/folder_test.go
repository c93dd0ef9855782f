package folder

import (
	"context"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/mail"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"mime/quotedprintable"

	"github.com/wflang/wf/lang/schema"
)

var morning = time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)

// ticking is a clock that moves by a second each time it is asked.
func ticking() func() time.Time {
	var mu sync.Mutex
	at := morning
	return func() time.Time {
		mu.Lock()
		defer mu.Unlock()
		at = at.Add(time.Second)
		return at
	}
}

func names(t *testing.T, dir string) []string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, e := range entries {
		all = append(all, e.Name())
	}
	return all
}

func send(t *testing.T, f *Folder, m schema.Message) string {
	t.Helper()
	sent, err := f.Send(context.Background(), &m)
	if err != nil {
		t.Fatal(err)
	}
	name, ok := strings.CutPrefix(sent.Text, "to the outbox folder: ")
	if !ok {
		t.Fatalf("history says %q", sent.Text)
	}
	text, err := os.ReadFile(filepath.Join(f.Path, name))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestMailOpensInAMailProgram(t *testing.T) {
	f := &Folder{Path: filepath.Join(t.TempDir(), "outbox"), Clock: ticking()}
	body := "Bonjour Zoë,\n\n" + strings.Repeat("long ", 40) + "= end\n.\n"
	text := send(t, f, schema.Message{Channel: "email", To: []string{"ann@ledger.example", "bo@x.example"}, Subject: "Élan\nBcc: all@x.example", Body: body, Key: "e1/4",
		Headers: []string{"List-Unsubscribe: <https://acme.example/u>"},
		Fields:  map[string]schema.Value{"from": schema.TextValue("Acme <hello@acme.example>"), "template": schema.TextValue("welcome")}})
	m, err := mail.ReadMessage(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	subject, err := new(mime.WordDecoder).DecodeHeader(m.Header.Get("Subject"))
	if err != nil || subject != "Élan Bcc: all@x.example" || m.Header.Get("Bcc") != "" {
		t.Errorf("subject %q, bcc %q, %v", subject, m.Header.Get("Bcc"), err)
	}
	to, err := m.Header.AddressList("To")
	if err != nil || len(to) != 2 || to[1].Address != "bo@x.example" {
		t.Errorf("to %v %v", to, err)
	}
	if from, err := m.Header.AddressList("From"); err != nil || from[0].Name != "Acme" {
		t.Errorf("from %v %v", from, err)
	}
	if date, err := m.Header.Date(); err != nil || !date.Equal(morning.Add(time.Second)) {
		t.Errorf("date %v %v", date, err)
	}
	if m.Header.Get("List-Unsubscribe") != "<https://acme.example/u>" || m.Header.Get("X-Workflow-Template") != "welcome" {
		t.Errorf("headers %v", m.Header)
	}
	got, err := io.ReadAll(quotedprintable.NewReader(m.Body))
	if err != nil || strings.TrimRight(strings.ReplaceAll(string(got), "\r\n", "\n"), "\n") != strings.TrimRight(body, "\n") {
		t.Errorf("body %q %v", got, err)
	}
	for _, line := range strings.Split(text, "\r\n") {
		if len(line) > 78 {
			t.Errorf("a line of %d characters: %s", len(line), line)
		}
	}
}

func TestOtherMessagesAreReadable(t *testing.T) {
	f := &Folder{Path: t.TempDir(), Clock: ticking()}
	got := send(t, f, schema.Message{Channel: "webhook", To: []string{"https://example.com/hook"}, Body: `{"a":1}`, Key: "e1/4",
		Fields: map[string]schema.Value{"secret": schema.SecretValue("HOOK_KEY"), "method": schema.TextValue("POST\nX: y"), "body": schema.MapValue(&schema.Pairs{})}})
	want := "Channel: webhook\nTo: https://example.com/hook\nDate: 2026-03-02T09:00:01Z\nKey: e1/4\nbody: {}\nmethod: POST X: y\nsecret: \"secret(\\\"HOOK_KEY\\\")\"\n\n{\"a\":1}\n"
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestNamesSortByTime(t *testing.T) {
	f := &Folder{Path: t.TempDir(), Clock: ticking()}
	send(t, f, schema.Message{Channel: "sms", To: []string{"+33612345678"}, Key: "z"})
	send(t, f, schema.Message{Channel: "email", To: []string{"ann@ledger.example"}, Key: "a"})
	send(t, f, schema.Message{Channel: "slack", To: []string{"../../#deals"}, Key: "b"})
	send(t, f, schema.Message{Channel: "notification", Key: "c"})
	want := []string{
		"20260302-090001.000000-sms-+33612345678-594e519ae499.txt",
		"20260302-090002.000000-email-ann@ledger.example-ca978112ca1b.eml",
		"20260302-090003.000000-slack-deals-3e23e8160039.txt",
		"20260302-090004.000000-notification-nobody-2e7d2c03a950.txt",
	}
	if diff := cmp.Diff(want, names(t, f.Path)); diff != "" {
		t.Error(diff)
	}
}

func TestARepeatWritesNothing(t *testing.T) {
	dir := t.TempDir()
	m := schema.Message{Channel: "email", To: []string{"ann@ledger.example"}, Body: "one", Key: "e1/4"}
	f := &Folder{Path: dir, Clock: ticking()}
	first := send(t, f, m)
	m.Body = "two"
	if again := send(t, f, m); again != first {
		t.Errorf("the second message replaced the first: %s", again)
	}
	// A new process finds what the one before wrote.
	if again := send(t, &Folder{Path: dir, Clock: ticking()}, m); again != first || len(names(t, dir)) != 1 {
		t.Errorf("files %v", names(t, dir))
	}
	// Without a key only the same message is a repeat.
	m.Key = ""
	send(t, f, m)
	send(t, f, m)
	if got := names(t, dir); len(got) != 2 {
		t.Errorf("files %v", got)
	}
}

func TestConcurrentSends(t *testing.T) {
	f := &Folder{Path: t.TempDir(), Clock: func() time.Time { return morning }}
	var group sync.WaitGroup
	for i := range 40 {
		group.Go(func() {
			m := schema.Message{Channel: "sms", To: []string{"+33612345678"}, Key: fmt.Sprint(i % 20)}
			if _, err := f.Send(context.Background(), &m); err != nil {
				t.Error(err)
			}
		})
	}
	group.Wait()
	if got := names(t, f.Path); len(got) != 20 {
		t.Errorf("%d files for 20 keys: %v", len(got), got)
	}
}

func TestFaultsAreTriedAgain(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	f := &Folder{Path: filepath.Join(file, "outbox")}
	var later *schema.RetryLater
	if _, err := f.Send(context.Background(), &schema.Message{Channel: "sms"}); !errors.As(err, &later) || !strings.HasPrefix(err.Error(), "outbox folder: mkdir ") {
		t.Errorf("got %v", err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := f.Send(ctx, &schema.Message{}); !errors.Is(err, context.Canceled) || !errors.As(err, &later) {
		t.Errorf("got %v", err)
	}
}
