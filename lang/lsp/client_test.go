package lsp_test

// A client over pipes: it sends what an editor sends, and waits for what the server pushes.

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"go.lsp.dev/uri"

	"github.com/wflang/wf/lang"
	"github.com/wflang/wf/lang/lsp"
	"github.com/wflang/wf/lang/source"
	"github.com/wflang/wf/stdlib"
)

// limit is how long a test waits for the server before it fails. It is no measure of speed.
const limit = 4 * time.Minute

type client struct {
	t    testing.TB
	dir  string
	in   io.WriteCloser
	done chan error
	log  *syncBuffer

	mails []*source.File // that are in the folder too

	mu       sync.Mutex
	changed  *sync.Cond
	next     int
	answers  map[int]message
	errors   []message // without an id
	pushed   map[string]diagnostics
	bodies   map[string]json.RawMessage // the same as it came
	versions map[string]int
}

type message struct {
	ID     json.RawMessage `json:"id"`
	Method string          `json:"method"`
	Params json.RawMessage `json:"params"`
	Result json.RawMessage `json:"result"`
	Error  *struct {
		Code    int    `json:"code"`
		Message string `json:"message"`
	} `json:"error"`
}

type diagnostics struct {
	URI         string       `json:"uri"`
	Version     *int         `json:"version"`
	Diagnostics []diagnostic `json:"diagnostics"`
}

type diagnostic struct {
	Range    rangeOf `json:"range"`
	Code     string  `json:"code"`
	Message  string  `json:"message"`
	Severity int     `json:"severity"`
	Tags     []int   `json:"tags"`
}

type rangeOf struct{ Start, End place }

type place struct{ Line, Character int }

// syncBuffer is a log that may be read while it is written.
type syncBuffer struct {
	mu   sync.Mutex
	text strings.Builder
}

func (b *syncBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.text.Write(p)
}

func (b *syncBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.text.String()
}

// start serves a folder with these files, by name. The project is checked soon after an edit.
func start(t testing.TB, files map[string]string) *client {
	t.Helper()
	return startWith(t, files, 20*time.Millisecond)
}

// startWith is start with a pause before the project is checked; 0 is that of the command.
func startWith(t testing.TB, files map[string]string, pause time.Duration) *client {
	t.Helper()
	t.Setenv("XDG_CACHE_HOME", t.TempDir())
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	c := &client{t: t, dir: dir, done: make(chan error, 1), log: &syncBuffer{}, answers: map[int]message{}, pushed: map[string]diagnostics{}, bodies: map[string]json.RawMessage{}, versions: map[string]int{}}
	c.changed = sync.NewCond(&c.mu)
	for name, text := range files {
		c.write(name, text)
	}
	fromClient, toServer := io.Pipe()
	fromServer, toClient := io.Pipe()
	c.in = toServer
	ctx, stop := context.WithCancel(context.Background())
	go func() {
		c.done <- lsp.Serve(ctx, lsp.Config{Catalog: stdlib.Catalog(), Codes: lang.Codes(), Log: c.log, Delay: pause}, fromClient, toClient)
		toClient.Close()
	}()
	go c.listen(bufio.NewReader(fromServer))
	t.Cleanup(func() {
		toServer.Close()
		stop()
		select {
		case <-c.done:
		case <-time.After(limit):
			t.Error("the server did not end")
		}
		if log := c.log.String(); strings.Contains(log, "goroutine") {
			t.Errorf("the server failed inside:\n%s", log)
		}
	})
	c.call("initialize", map[string]any{"processId": nil, "rootUri": string(uri.File(dir)), "capabilities": map[string]any{}}, nil)
	c.notify("initialized", map[string]any{})
	return c
}

func (c *client) write(name, text string) {
	at := filepath.Join(c.dir, name)
	if err := os.MkdirAll(filepath.Dir(at), 0o755); err != nil {
		c.t.Fatal(err)
	}
	if err := os.WriteFile(at, []byte(text), 0o644); err != nil {
		c.t.Fatal(err)
	}
}

func (c *client) uri(name string) string { return string(uri.File(filepath.Join(c.dir, name))) }

func (c *client) listen(in *bufio.Reader) {
	for {
		length := 0
		for {
			line, err := in.ReadString('\n')
			if err != nil {
				return
			}
			if line = strings.TrimSpace(line); line == "" {
				break
			}
			if value, ok := strings.CutPrefix(line, "Content-Length: "); ok {
				length, _ = strconv.Atoi(value)
			}
		}
		body := make([]byte, length)
		if _, err := io.ReadFull(in, body); err != nil {
			return
		}
		var m message
		if err := json.Unmarshal(body, &m); err != nil {
			c.t.Errorf("the server sent %s", body)
			return
		}
		c.mu.Lock()
		switch {
		case m.Method == "textDocument/publishDiagnostics":
			var d diagnostics
			_ = json.Unmarshal(m.Params, &d)
			c.pushed[d.URI], c.bodies[d.URI] = d, m.Params
		case m.Method == "" && string(m.ID) == "null" || len(m.ID) == 0:
			c.errors = append(c.errors, m)
		case m.Method == "":
			id, _ := strconv.Atoi(string(m.ID))
			c.answers[id] = m
		}
		c.changed.Broadcast()
		c.mu.Unlock()
	}
}

func (c *client) send(v any) {
	body, err := json.Marshal(v)
	if err != nil {
		c.t.Fatal(err)
	}
	c.raw(fmt.Sprintf("Content-Length: %d\r\n\r\n%s", len(body), body))
}

func (c *client) raw(text string) {
	if _, err := io.WriteString(c.in, text); err != nil {
		c.t.Fatal(err)
	}
}

func (c *client) notify(method string, params any) {
	c.send(map[string]any{"jsonrpc": "2.0", "method": method, "params": params})
}

// call waits for an answer and reads it into result; it returns the message of an error.
func (c *client) call(method string, params, result any) string {
	c.t.Helper()
	c.mu.Lock()
	c.next++
	id := c.next
	c.mu.Unlock()
	c.send(map[string]any{"jsonrpc": "2.0", "id": id, "method": method, "params": params})
	var m message
	c.until(method, func() bool {
		var ok bool
		m, ok = c.answers[id]
		delete(c.answers, id)
		return ok
	})
	if m.Error != nil {
		return m.Error.Message
	}
	if result != nil {
		if err := json.Unmarshal(m.Result, result); err != nil {
			c.t.Fatalf("%s: %v in %s", method, err, m.Result)
		}
	}
	return ""
}

// until waits for something that a message brings. The condition is asked with the lock held.
func (c *client) until(what string, holds func() bool) {
	c.t.Helper()
	end := time.Now().Add(limit)
	timer := time.AfterFunc(limit, c.changed.Broadcast)
	defer timer.Stop()
	c.mu.Lock()
	defer c.mu.Unlock()
	for !holds() {
		if !time.Now().Before(end) {
			c.t.Fatalf("waited in vain for %s; the log: %s", what, c.log)
		}
		c.changed.Wait()
	}
}

// codes waits until the diagnostics of a file have exactly these codes.
func (c *client) codes(name string, want ...string) {
	c.t.Helper()
	at := c.uri(name)
	c.until(fmt.Sprintf("the diagnostics %v of %s", want, name), func() bool {
		d := c.pushed[at]
		if len(d.Diagnostics) != len(want) || d.Version != nil && *d.Version != c.versions[at] {
			return false
		}
		for i, code := range want {
			if d.Diagnostics[i].Code != code {
				return false
			}
		}
		return true
	})
}

func (c *client) open(name, text string) {
	c.notify("textDocument/didOpen", map[string]any{"textDocument": map[string]any{"uri": c.uri(name), "languageId": "wf", "version": 1, "text": text}})
	c.mu.Lock()
	c.versions[c.uri(name)] = 1
	c.mu.Unlock()
}

// change replaces the whole text, or with a range a part of it.
func (c *client) change(name, text string, at *rangeOf) {
	c.mu.Lock()
	c.versions[c.uri(name)]++
	version := c.versions[c.uri(name)]
	c.mu.Unlock()
	edit := map[string]any{"text": text}
	if at != nil {
		edit["range"] = map[string]any{"start": at.Start.json(), "end": at.End.json()}
	}
	c.notify("textDocument/didChange", map[string]any{"textDocument": map[string]any{"uri": c.uri(name), "version": version}, "contentChanges": []any{edit}})
}

func (p place) json() map[string]any {
	return map[string]any{"line": p.Line, "character": p.Character}
}

func (c *client) at(name string, line, character int) map[string]any {
	return map[string]any{"textDocument": map[string]any{"uri": c.uri(name)}, "position": place{line, character}.json()}
}
