package main

import (
	"bytes"
	"context"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/rivo/uniseg"
	"github.com/spf13/cobra"

	"github.com/wflang/wf/runtime/store/badger"
)

// wf runs the command and returns its exit code and what it printed.
func wf(t *testing.T, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	var out, err bytes.Buffer
	code = Main(args, strings.NewReader(""), &out, &err, func(string) (string, bool) { return "", false })
	return code, out.String(), err.String()
}

// project writes the starter into a new folder.
func starterProject(t *testing.T) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "crm")
	if code, _, err := wf(t, "init", dir); code != 0 {
		t.Fatal(err)
	}
	return dir
}

func TestEveryVerbHasHelpWithAnExample(t *testing.T) {
	var walk func(c *cobra.Command)
	walk = func(c *cobra.Command) {
		if c.HasParent() && !c.Hidden {
			if c.Short == "" || c.Example == "" || strings.HasSuffix(c.Short, ".") {
				t.Errorf("%s: short %q, example %q", c.CommandPath(), c.Short, c.Example)
			}
			if !strings.Contains(c.Example, c.CommandPath()) {
				t.Errorf("%s: the example shows something else", c.CommandPath())
			}
			if code, out, err := wf(t, append(strings.Fields(c.CommandPath())[1:], "--help")...); code != 0 || !strings.Contains(out, "Examples:") || err != "" {
				t.Errorf("%s --help: %d %s", c.CommandPath(), code, err)
			}
		}
		for _, verb := range c.Commands() {
			walk(verb)
		}
	}
	walk(newRoot(&app{}))
}

func TestStoreOpenedTwice(t *testing.T) {
	dir := starterProject(t)
	if code, _, err := wf(t, "run", dir); code != 0 {
		t.Fatal(err)
	}
	kept, err := badger.Open(filepath.Join(dir, ".wf", database), badger.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, verb := range []string{"run", "ps"} { // a verb that writes, and one that looks
		var stderr bytes.Buffer
		a := &app{in: strings.NewReader(""), out: io.Discard, err: &stderr, getenv: func(string) (string, bool) { return "", false }}
		code := a.run(context.Background(), []string{verb, dir})
		if want := "wf: " + filepath.Join(dir, ".wf", database) + ": the store is open in another process that answers no questions; try again when it has ended\n"; code != 2 || stderr.String() != want {
			t.Errorf("%s: %d %q", verb, code, stderr.String())
		}
	}
	if err := kept.Close(); err != nil {
		t.Fatal(err)
	}
	if code, out, err := wf(t, "run", dir); code != 0 || !strings.Contains(out, "no messages") {
		t.Error(code, out, err)
	}
}

// TestLookingLeavesAStoreAsItWas: what only looks at a store leaves every byte of its folder alone.
func TestLookingLeavesAStoreAsItWas(t *testing.T) {
	dir := starterProject(t)
	if code, _, err := wf(t, "run", dir); code != 0 {
		t.Fatal(err)
	}
	data := filepath.Join(dir, ".wf")
	content := func() map[string]string {
		files := map[string]string{}
		err := filepath.WalkDir(data, func(name string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() {
				return err
			}
			text, err := os.ReadFile(name)
			files[name] = string(text)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		return files
	}
	before := content()
	var out, errs bytes.Buffer
	lines := ":records\n:count known(contact.email)\n:load " + filepath.Join(dir, "people.csv") + " as contact\n:advance 3 days\n"
	Main([]string{"repl", dir, "--data", data}, strings.NewReader(lines), &out, &errs, func(string) (string, bool) { return "", false })
	if !strings.Contains(out.String(), "it is ") {
		t.Fatal(out.String(), errs.String())
	}
	if code, _, err := wf(t, "simulate", dir, "--data", data, "--for", "9d"); code != 0 {
		t.Fatal(err)
	}
	if after := content(); !maps.Equal(before, after) {
		t.Error("the files of the store changed")
	}
}

func TestDamagedCompiledFile(t *testing.T) {
	dir := starterProject(t)
	file := filepath.Join(t.TempDir(), "crm.wfc")
	if code, _, err := wf(t, "build", dir, "-o", file); code != 0 {
		t.Fatal(err)
	}
	whole, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string][]byte{
		"empty": nil, "cut": whole[:len(whole)/2], "short": whole[:len(whole)-1], "flipped": append(append([]byte{}, whole[:99]...), append([]byte{whole[99] ^ 1}, whole[100:]...)...),
	} {
		if err := os.WriteFile(file, data, 0o644); err != nil {
			t.Fatal(err)
		}
		code, out, stderr := wf(t, "disasm", file)
		if code != 2 || out != "" || !strings.HasPrefix(stderr, "wf: "+file+": ") {
			t.Errorf("%s: %d %q %q", name, code, out, stderr)
		}
	}
}

func TestSpan(t *testing.T) {
	for text, want := range map[string]time.Duration{
		"30d": 720 * time.Hour, "12h": 12 * time.Hour, "2w": 336 * time.Hour, "1d12h": 36 * time.Hour, "90m": 90 * time.Minute, "5s": 5 * time.Second, "0d": 0,
	} {
		var s span
		if err := s.Set(text); err != nil || time.Duration(s) != want {
			t.Errorf("%q: %v %v", text, time.Duration(s), err)
		}
	}
	for text, want := range map[string]string{
		"":             `"" is no length of time, write 30d, 12h or 2w`,
		"soon":         `"soon" is no length of time, write 30d, 12h or 2w`,
		"7":            `"7" is no length of time, write 30d, 12h or 2w`,
		"-1d":          `"-1d" is no length of time, write 30d, 12h or 2w`,
		"7 d":          `"7 d" is no length of time, write 30d, 12h or 2w`,
		"1y":           `"1y" is no length of time, write 30d, 12h or 2w`,
		"99999999999d": `"99999999999d" is too long`,
		"99999999d":    `"99999999d" is too long`,
	} {
		var s span
		if err := s.Set(text); err == nil || err.Error() != want {
			t.Errorf("%q: %v", text, err)
		}
	}
}

// On a narrow terminal the columns that give way are cut, so that each row stays on its line.
func TestTableFits(t *testing.T) {
	var out bytes.Buffer
	list := table{head: []string{"AT", "TO", "TEXT", "STATE"}, fits: 50, give: []int{2, 1}}
	list.add("09:00", "ana@acme.example", "a text that is longer than the place it has", "sent")
	list.add("10:00", "ben@acme.example", "日本日本日本日本日本日本日本日本", "sent")
	if err := list.print(&out); err != nil {
		t.Fatal(err)
	}
	want := "AT     TO                TEXT                STATE\n" +
		"09:00  ana@acme.example  a text that is lo…  sent\n" +
		"10:00  ben@acme.example  日本日本日本日本…   sent\n"
	if got := out.String(); got != want {
		t.Errorf("got\n%s", got)
	}
	for line := range strings.Lines(out.String()) {
		if n := uniseg.StringWidth(strings.TrimRight(line, "\n")); n > 50 {
			t.Errorf("%d columns: %s", n, line)
		}
	}
}

func TestTableAligns(t *testing.T) {
	var out bytes.Buffer
	list := table{head: []string{"NAME", "N"}, right: []bool{false, true}}
	list.add("日本", "5")
	list.add("é", "1000")
	if err := list.print(&out); err != nil {
		t.Fatal(err)
	}
	if got, want := out.String(), "NAME     N\n日本     5\né     1000\n"; got != want {
		t.Errorf("%q", got)
	}
}
