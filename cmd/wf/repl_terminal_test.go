package main

// The session as a person has it: in a terminal, which tmux plays.

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// screen is a terminal with the command in it.
type screen struct {
	t      *testing.T
	server string // the name of a tmux server of its own
}

func openScreen(t *testing.T, environment []string, args ...string) *screen {
	t.Helper()
	if _, err := exec.LookPath("tmux"); err != nil {
		if os.Getenv("CI") != "" {
			t.Fatal("tmux is not installed, and .ci/run should have done so")
		}
		t.Skip("tmux is not installed: what a person types is not tried")
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	// The test binary runs as the command when it is called by that name.
	wf := filepath.Join(t.TempDir(), "wf")
	if err := os.Symlink(self, wf); err != nil {
		t.Fatal(err)
	}
	s := &screen{t, fmt.Sprintf("wf-test-%d", os.Getpid())}
	command := append([]string{"-f", os.DevNull, "new-session", "-d", "-x", "100", "-y", "40", "env", "TERM=xterm-256color", "NO_COLOR=1"}, environment...)
	// The shell keeps the screen when the command has ended.
	command = append(command, "sh", "-c", `"$@"; echo "exit code $?"; exec sleep 600`, "sh", wf)
	s.tmux(append(command, args...)...)
	t.Cleanup(func() { s.tmux("kill-server") })
	return s
}

func (s *screen) tmux(args ...string) string {
	s.t.Helper()
	out, err := exec.Command("tmux", append([]string{"-L", s.server}, args...)...).CombinedOutput()
	if err != nil {
		s.t.Fatalf("tmux %s: %v\n%s", strings.Join(args, " "), err, out)
	}
	return string(out)
}

// types sends a text as it is and waits for it: the keys of a person come one by one, and a Tab that comes together with
// what is before it is taken for a part of something pasted.
func (s *screen) types(text string) {
	s.t.Helper()
	s.send("type "+text, func(screen string) bool { return strings.Contains(last(screen), text) }, "-l", text)
}

// press sends keys by their names, each of which must show: what it writes, or that the cursor moves.
func (s *screen) press(keys ...string) {
	s.t.Helper()
	for _, key := range keys {
		before := s.still()
		s.send("another screen after "+key, func(string) bool { return s.state() != before }, key)
	}
	s.still()
}

// send sends keys to a terminal that is still, and waits for what comes of them. What is typed while the line editor asks the
// terminal for the place of the cursor can get lost: when nothing at all comes of it for long, it is typed again.
func (s *screen) send(what string, fits func(screen string) bool, keys ...string) {
	s.t.Helper()
	before, sent := s.still(), time.Time{}
	s.until(what, func(screen string) bool {
		if fits(screen) {
			return true
		}
		if time.Since(sent) > 10*time.Second && s.state() == before {
			s.tmux(append([]string{"send-keys"}, keys...)...)
			sent = time.Now()
		}
		return false
	})
}

// state is the whole screen and where the cursor is.
func (s *screen) state() string {
	return s.tmux("display-message", "-p", "#{cursor_x} #{cursor_y} #{history_size}") + s.tmux("capture-pane", "-p")
}

// still waits until nothing more is written, and returns the state of the screen.
func (s *screen) still() string {
	s.t.Helper()
	seen, times := "", 0
	s.until("rest", func(string) bool {
		if now := s.state(); now != seen {
			seen, times = now, 0
		}
		times++
		return times == 4
	})
	return seen
}

func last(screen string) string { return screen[strings.LastIndexByte(screen, '\n')+1:] }

// shows waits until the last lines of the screen are these.
func (s *screen) shows(lines ...string) {
	s.t.Helper()
	want := strings.Join(lines, "\n")
	s.until(want, func(screen string) bool { return strings.HasSuffix("\n"+screen, "\n"+want) })
}

// until waits for the screen to be as it should; lines have no white space at their ends.
func (s *screen) until(what string, fits func(screen string) bool) {
	s.t.Helper()
	got := ""
	for end := time.Now().Add(hang); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		var rows []string
		for _, row := range strings.Split(s.tmux("capture-pane", "-p"), "\n") {
			rows = append(rows, strings.TrimRight(row, " "))
		}
		if got = strings.TrimRight(strings.Join(rows, "\n"), "\n"); fits(got) {
			return
		}
	}
	s.t.Fatalf("the screen does not come to:\n%s\n\nit is:\n%s", what, got)
}

func TestReplInATerminal(t *testing.T) {
	dir, config := t.TempDir(), t.TempDir()
	for name, text := range map[string]string{
		"wf.yaml":       "records:\n  company: companies.csv\n",
		"companies.csv": "name,domain,industry\nLedger LLP,ledger.example,Accounting\nTally,tally.example,Banking\n",
		"w.wf":          "workflow w on company {\n  enroll when company.industry == \"Accounting\"\n  stop\n}\n",
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	s := openScreen(t, []string{"XDG_CONFIG_HOME=" + config, "HOME=" + config}, "repl", dir, "--at", "2026-03-02")
	s.shows("An expression prints its value, :help lists the commands, :quit or Ctrl-D ends.", "wf>")

	// Tab completes a command, and the only record that fits.
	s.types(":us")
	s.press("Tab")
	s.shows("wf> :use")
	s.types("company ledg")
	s.press("Tab")
	s.shows("wf> :use company ledger.example")
	s.press("Enter")
	s.shows("company Ledger LLP (ledger.example)", "company Ledger LLP>")

	// A property, and an option inside of quotes, which are closed.
	s.types("company.indus")
	s.press("Tab")
	s.shows("company Ledger LLP> company.industry")
	s.types(` == "Accou`)
	s.press("Tab")
	s.shows(`company Ledger LLP> company.industry == "Accounting"`)
	s.press("Enter")
	s.shows("true", `  company.industry is "Accounting"`, "company Ledger LLP>")

	// Several candidates are listed; a further Tab takes the first of them.
	s.types("company.l")
	s.press("Tab")
	s.shows("company Ledger LLP> company.l",
		"lead_status      -- what sales made of the lead",
		"lifecycle_stage  -- how far the company is on the way to being a customer")
	s.press("Tab")
	s.press("Tab")
	s.press("Enter")
	s.press("Enter")
	s.press("C-c")
	s.shows("company Ledger LLP> ^C", "company Ledger LLP>")

	// An open bracket goes on in the next line.
	s.types("1 + (")
	s.press("Enter")
	s.types("41")
	s.press("Enter")
	s.types(")")
	s.press("Enter")
	indent := strings.Repeat(" ", len("company Ledger LLP> "))
	s.shows("company Ledger LLP> 1 + (", indent+"41", indent+")", "42", "company Ledger LLP>")

	// The arrows move in the line and through the history.
	s.types("1 + 1")
	s.press("Left", "Left", "Left", "Left", "BSpace")
	s.types("7")
	s.press("Enter")
	s.shows("company Ledger LLP> 7 + 1", "8", "company Ledger LLP>")
	s.press("Up", "Up", "Down")
	s.shows("company Ledger LLP> 7 + 1")

	// The file behind a `:load`, folder by folder.
	s.press("C-c")
	s.shows("company Ledger LLP> 7 + 1^C", "company Ledger LLP>")
	s.types(":load testdata/scr")
	s.press("Tab")
	s.shows("company Ledger LLP> :load testdata/script/")
	s.types("why.t")
	s.press("Tab")
	s.shows("company Ledger LLP> :load testdata/script/why.txtar")
	s.press("C-c")
	s.shows("company Ledger LLP> :load testdata/script/why.txtar ^C", "company Ledger LLP>")
	s.types("7 + 1")

	// Ctrl-C drops the line, Ctrl-D ends the session.
	s.press("C-c")
	s.shows("company Ledger LLP> 7 + 1^C", "company Ledger LLP>")
	s.press("C-d")
	s.shows("exit code 0")
	kept, err := os.ReadFile(filepath.Join(config, "wf", "history"))
	if err != nil || !strings.Contains(string(kept), `:use company ledger.example`) {
		t.Errorf("the history holds %q, %v", kept, err)
	}
}
