// Secrets and what an engine tells a program: its logs, its observer, its errors, what it keeps.

package wf_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"

	smtp "github.com/emersion/go-smtp"

	"github.com/wflang/wf"
	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/runtime"
	"github.com/wflang/wf/runtime/store"
	"github.com/wflang/wf/runtime/store/memory"
	"github.com/wflang/wf/stdlib"
	"github.com/wflang/wf/stdlib/connect"
)

// diary keeps all that an engine tells, and is safe for concurrent use.
type diary struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (d *diary) Write(p []byte) (int, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.text.Write(p)
}

func (d *diary) Committed(b runtime.BatchReport) { fmt.Fprintf(d, "%+v\n", b) }
func (d *diary) Handed(m runtime.MessageReport)  { fmt.Fprintf(d, "%+v\n", m) }

// logger writes each line as text and as JSON.
func (d *diary) logger() *slog.Logger {
	o := &slog.HandlerOptions{Level: slog.LevelDebug}
	return slog.New(slog.NewMultiHandler(slog.NewTextHandler(d, o), slog.NewJSONHandler(d, o)))
}

// tired is a store that fails once to commit after something was sent, which engines log.
type tired struct {
	store.Store
	fail func() bool
}

func (s tired) Begin(write bool) store.Tx { return tiredTx{s.Store.Begin(write), write, s.fail} }

type tiredTx struct {
	store.Tx
	write bool
	fail  func() bool
}

func (t tiredTx) Commit() error {
	if t.write && t.fail() {
		t.Discard()
		return errors.New("no space left on device")
	}
	return t.Tx.Commit()
}

func TestSecretsStayOutOfWhatTheEngineTells(t *testing.T) {
	for _, status := range []int{http.StatusOK, http.StatusUnauthorized, http.StatusInternalServerError} {
		for _, c := range append(outward[:len(outward):len(outward)], struct{ action, object, step string }{
			"webhook with secrets", "contact", `webhook(url: "BASE/hook", headers: { Authorization: secret("HOOK") }, secret: secret("SLACK"))`}) {
			t.Run(fmt.Sprint(status, " ", c.action), func(t *testing.T) {
				sent := false
				provider := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
					sent = true
					body, _ := io.ReadAll(r.Body)
					heard := fmt.Sprintf("%v %s", r.Header, body)
					if _, password, ok := r.BasicAuth(); ok {
						heard += " " + password
					}
					w.Header().Set("Content-Type", "application/json")
					w.WriteHeader(status)
					fmt.Fprintf(w, `{"ok": false, "error": %q, "message": %[1]q, "sid": %[1]q, "access_token": "t"}`, heard)
				}))
				defer provider.Close()
				mail := mailServer(t, func() error {
					sent = true
					return &smtp.SMTPError{Code: 451, EnhancedCode: smtp.EnhancedCode{4, 3, 0}, Message: "later"}
				}, nil)
				d := &diary{}
				failed := false
				d.play(t, projectFolder(t, c.object, c.step, provider.URL, mail), c.object, func() bool {
					if !sent || failed {
						return false
					}
					failed = true
					return true
				})
				if !sent || !bytes.Contains(d.text.Bytes(), []byte("no space left on device")) || !bytes.Contains(d.text.Bytes(), []byte(`"level":"ERROR"`)) {
					t.Errorf("the engine tells too little:\n%s", d.text.String())
				}
				untold(t, "the engine", d.text.String())
			})
		}
	}
}

// play runs one record through a project for five days and writes down all that can be read of it.
func (d *diary) play(t *testing.T, dir, object string, fail func() bool) {
	t.Helper()
	p, err := wf.Load(dir)
	if err != nil {
		t.Fatal(err)
	}
	senders, err := connect.Senders(p.Config, secretOf)
	if err != nil {
		t.Fatal(err)
	}
	e, err := runtime.Open(runtime.Config{Store: tired{memory.New(), fail}, Catalog: stdlib.Catalog(), Clock: runtime.NewVirtualClock(begin), People: p.Config.People(),
		Senders: senders, Logger: d.logger(), Observer: d, URL: "https://wf.acme.example"})
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := e.Close(); err != nil {
			t.Error(err)
		}
	}()
	ctx := context.Background()
	if _, err := e.Deploy(ctx, p.Bundle, runtime.DeployOptions{}); err != nil {
		t.Fatal(err)
	}
	props := map[string]schema.Value{"name": schema.TextValue("Big"), "owner": schema.TextValue("ana@acme.example")}
	if object == "contact" {
		props = map[string]schema.Value{"email": schema.TextValue("ann@ledger.example"), "lastname": schema.TextValue("Lee"), "owner": schema.TextValue("ana@acme.example")}
	}
	if _, err := e.Put(ctx, object, "", props); err != nil {
		t.Fatal(err)
	}
	// The commit that fails is told to who waits for it; its messages are sent again.
	for range 2 {
		fmt.Fprintln(d, e.Advance(ctx, begin.AddDate(0, 0, 5)))
	}
	for line, err := range e.History(runtime.Filter{}) {
		fmt.Fprintf(d, "%+v %v\n", line, err)
	}
	for line, err := range e.Issues() {
		fmt.Fprintf(d, "%+v %v\n", line, err)
	}
	for m, err := range e.Messages() {
		fmt.Fprintf(d, "%+v %v\n", m, err)
	}
	for en, err := range e.Enrollments(runtime.Filter{}) {
		fmt.Fprintf(d, "%+v %v\n", en, err)
	}
	if _, err := e.Backup(d); err != nil {
		t.Error(err)
	}
}
