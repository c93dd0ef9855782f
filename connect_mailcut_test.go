// A mail whose connection ends in the middle, through the whole engine: whether the server took it is unknown.

package wf_test

import (
	"bufio"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/wflang/wf"
	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/runtime"
)

// cut says where a mail server hangs up.
type cut int

const (
	nowhere    cut = iota
	inTheText      // after the head of the mail
	unanswered     // after the dot at the end: it may have taken the mail
	halfway        // in the middle of its answer to the dot
	answered       // after its answer to the dot: it took the mail
)

// cutter is a mail server that hangs up on the first mails.
type cutter struct {
	where cut
	times int

	mu    sync.Mutex
	tries []time.Time
	ids   []string // the Message-ID of each try
	whole int      // mails that came to their dot
	now   func() time.Time
}

func (c *cutter) start(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	var open sync.WaitGroup
	t.Cleanup(func() {
		_ = l.Close()
		open.Wait()
	})
	open.Go(func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			open.Go(func() { c.talk(conn) })
		}
	})
	return l.Addr().String()
}

func (c *cutter) talk(conn net.Conn) {
	defer conn.Close()
	in := bufio.NewReader(conn)
	say := func(text string) { _, _ = conn.Write([]byte(text + "\r\n")) }
	for say("220 mx.test ready"); ; {
		line, err := in.ReadString('\n')
		if err != nil {
			return
		}
		switch verb, _, _ := strings.Cut(strings.TrimSpace(line), " "); verb {
		case "DATA":
			say("354 go ahead")
			if !c.take(conn, in) {
				return
			}
			say("250 2.0.0 taken")
		case "QUIT":
			say("221 bye")
			return
		default:
			say("250 fine")
		}
	}
}

// take reads a mail, and reports whether the conversation goes on.
func (c *cutter) take(conn net.Conn, in *bufio.Reader) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.tries = append(c.tries, c.now())
	where := c.where
	if len(c.tries) > c.times {
		where = nowhere
	}
	for {
		line, err := in.ReadString('\n')
		if err != nil {
			return false
		}
		line = strings.TrimSpace(line)
		if id, ok := strings.CutPrefix(line, "Message-ID: "); ok {
			c.ids = append(c.ids, id)
		}
		switch {
		case line == "" && where == inTheText:
			return false
		case line != ".":
			continue
		}
		c.whole++
		if where == halfway {
			_, _ = conn.Write([]byte("250-2.0.0 ta"))
		}
		if where == answered {
			_, _ = conn.Write([]byte("250 2.0.0 taken\r\n"))
		}
		return where == nowhere
	}
}

func TestMailCutOff(t *testing.T) {
	for name, where := range map[string]cut{"in the text": inTheText, "unanswered": unanswered, "halfway": halfway} {
		for _, step := range []string{`email(template: "welcome")`, `notify.email(to: contact.owner, subject: "x", body: "x")`} {
			t.Run(name+" "+step, func(t *testing.T) {
				lines, c := cutMail(t, where, 2, step)
				if len(lines) != 1 || lines[0].Status != schema.Done || lines[0].Reason != "" {
					t.Errorf("history %+v", lines)
				}
				if len(c.tries) != 3 || c.tries[1].Sub(c.tries[0]) < 45*time.Second {
					t.Errorf("tries at %v", c.tries)
				}
				if whole := map[cut]int{inTheText: 1, unanswered: 3, halfway: 3}[where]; c.whole != whole {
					t.Errorf("%d mails came whole, want %d", c.whole, whole)
				}
				wantOneID(t, c)
			})
			t.Run(name+" always "+step, func(t *testing.T) {
				lines, c := cutMail(t, where, 1000, step)
				if len(lines) != 1 || lines[0].Status != schema.Failed {
					t.Fatalf("history %+v", lines)
				}
				if want := fmt.Sprintf("given up after %d tries: mail server 127.0.0.1: ", len(c.tries)); !strings.HasPrefix(lines[0].Reason, want) {
					t.Errorf("reason %s, want %s", lines[0].Reason, want)
				}
				wantEnd := map[cut]string{unanswered: "closing SMTP DATA writer: EOF", halfway: "closing SMTP DATA writer: EOF"}[where]
				if !strings.HasSuffix(lines[0].Reason, wantEnd) {
					t.Errorf("reason %s, want %s", lines[0].Reason, wantEnd)
				}
				wantOneID(t, c)
			})
		}
	}
}

// cutMail sends a mail larger than what a connection takes at once to a server that hangs up on the first tries.
func cutMail(t *testing.T, where cut, times int, step string) ([]wf.Entry, *cutter) {
	t.Helper()
	clock := runtime.NewVirtualClock(begin)
	c := &cutter{where: where, times: times, now: clock.Now}
	dir := projectFolder(t, "contact", step, "http://127.0.0.1:1", c.start(t))
	text := "---\nsubject: Hello\nkind: transactional\n---\n" + strings.Repeat("Welcome to all of it.\n", 5_000)
	if err := os.WriteFile(filepath.Join(dir, "emails", "welcome.md"), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	p, err := wf.Load(dir)
	if err != nil {
		t.Fatal(err)
	}
	lines := play(t, p, "contact", clock, 5)
	c.mu.Lock()
	defer c.mu.Unlock()
	return lines, c
}

// wantOneID demands that each try had the same Message-ID, by which a mail that was taken twice is told.
func wantOneID(t *testing.T, c *cutter) {
	t.Helper()
	if len(c.ids) != len(c.tries) {
		t.Errorf("%d Message-IDs in %d tries", len(c.ids), len(c.tries))
	}
	for _, id := range c.ids {
		if id != c.ids[0] || !strings.HasSuffix(id, "@acme.example>") {
			t.Errorf("Message-IDs %v", c.ids)
			return
		}
	}
}

// A server that takes a mail and hangs up has taken it: it is not sent again.
func TestMailTakenAndCutOff(t *testing.T) {
	lines, c := cutMail(t, answered, 1000, `notify.email(to: contact.owner, subject: "x", body: "x")`)
	if len(lines) != 1 || lines[0].Status != schema.Done || len(c.tries) != 1 || c.whole != 1 {
		t.Errorf("%d tries, history %+v", len(c.tries), lines)
	}
}
