package wf_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"

	"github.com/wflang/wf"
	"github.com/wflang/wf/lang/schema"
)

// killedFolder tells the process that it is the child of TestKilledWhileSending: the folder of its project.
const killedFolder = "WF_KILLED_FOLDER"

// TestKilledChild enrolls a record and sends until it is killed.
func TestKilledChild(t *testing.T) {
	dir := os.Getenv(killedFolder)
	if dir == "" {
		t.Skip("only as the child of TestKilledWhileSending")
	}
	e := openKilled(t, dir)
	object := os.Getenv("WF_KILLED_OBJECT")
	enter(t, e, object)
	if err := e.Run(context.Background()); err != nil {
		t.Fatal(err)
	}
}

func openKilled(t *testing.T, dir string) *wf.Engine {
	t.Helper()
	p, err := wf.Load(dir)
	if err != nil {
		t.Fatal(err)
	}
	e, err := wf.Open(p, wf.Options{Store: filepath.Join(dir, "store")})
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// A process that dies between sending and recording leads to one repeat with the same key, so that a receiver that
// honors the key sees one effect.
func TestKilledWhileSending(t *testing.T) {
	if testing.Short() {
		t.Skip("starts a process for each action")
	}
	for name, secret := range secrets {
		t.Setenv(name, secret)
	}
	messageID := regexp.MustCompile(`(?m)^Message-ID: (\S+)`)
	for _, c := range outward {
		t.Run(c.action, func(t *testing.T) {
			var mu sync.Mutex
			var child *os.Process
			received := map[string]int{} // requests by key
			effect := func(key string) {
				mu.Lock()
				defer mu.Unlock()
				received[key]++
				if child != nil {
					_ = child.Kill()
					child = nil
				}
			}
			started := make(chan struct{})
			server := httptest.NewServer(&provider{fault: func(_ http.ResponseWriter, r *http.Request) bool {
				<-started
				if key := r.Header.Get("Idempotency-Key"); key != "" {
					effect(key + " " + r.Method + " " + r.URL.Path)
				}
				return false
			}})
			defer server.Close()
			mail := mailServer(t, nil, func(text string) {
				<-started
				if found := messageID.FindStringSubmatch(text); found != nil {
					effect(found[1])
				}
			})
			dir := projectFolder(t, c.object, c.step, server.URL, mail)
			command := exec.Command(os.Args[0], "-test.run", "^TestKilledChild$", "-test.timeout", "5m")
			command.Env = append(os.Environ(), killedFolder+"="+dir, "WF_KILLED_OBJECT="+c.object)
			if err := command.Start(); err != nil {
				t.Fatal(err)
			}
			mu.Lock()
			child = command.Process
			mu.Unlock()
			close(started)
			if err := command.Wait(); err == nil || !strings.Contains(err.Error(), "killed") {
				t.Fatalf("the child ended with %v", err)
			}
			if len(received) != 1 {
				t.Fatalf("received %v before it died", received)
			}
			var first string
			for first = range received {
			}
			e := openKilled(t, dir)
			defer func() {
				if err := e.Close(); err != nil {
					t.Error(err)
				}
			}()
			if _, err := e.Drain(context.Background()); err != nil {
				t.Fatal(err)
			}
			if received[first] != 2 {
				t.Errorf("received %v, want %s twice", received, first)
			}
			done := 0
			for line, err := range e.History("", "") {
				if err != nil {
					t.Fatal(err)
				}
				if line.Action != "" && line.Action != "set" && line.Status == schema.Done {
					done++
				}
			}
			if done != 1 {
				t.Errorf("%d lines say that it was done", done)
			}
		})
	}
}
