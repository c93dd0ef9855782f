// Pages that show a project: its files are written as the page has them, and its commands print what it says.

package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// shownFile is a file on the page: its name on a line, and its text in the block below. shownCommand is a block with what
// is typed and printed.
var (
	shownFile    = regexp.MustCompile("(?s)^`([a-z_/.]+)`\n\n```[a-z ]*\n(.*?)```\n")
	shownCommand = regexp.MustCompile("(?s)^```console\n(.*?)```\n")
)

func TestTutorial(t *testing.T) {
	for name, least := range map[string]struct{ files, commands int }{"tutorial": {10, 5}, "testing": {3, 2}} {
		page, err := filepath.Abs("../../docs/" + name + ".md")
		if err != nil {
			t.Fatal(err)
		}
		t.Run(name, func(t *testing.T) { followPage(t, page, least.files, least.commands) })
	}
}

// followPage does what a page says. It shows so many files and commands at least.
func followPage(t *testing.T, name string, leastFiles, leastCommands int) {
	page, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	t.Chdir(t.TempDir())
	files, commands := 0, 0
	for rest := string(page); rest != ""; {
		line, _, _ := strings.Cut(rest, "\n")
		next := min(len(line)+1, len(rest))
		if file := shownFile.FindStringSubmatch(rest); file != nil {
			files, next = files+1, len(file[0])
			writeShown(t, file[1], file[2])
		} else if block := shownCommand.FindStringSubmatch(rest); block != nil {
			next = len(block[0])
			for _, command := range strings.Split("\n"+block[1], "\n$ ")[1:] {
				commands++
				typed, printed, _ := strings.Cut(strings.TrimSuffix(command, "\n")+"\n", "\n")
				runShown(t, typed, printed)
			}
		}
		rest = rest[next:]
	}
	if files < leastFiles || commands < leastCommands {
		t.Errorf("the page shows %d files and %d commands", files, commands)
	}
}

func writeShown(t *testing.T, name, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}

// runShown runs a command and compares what it prints; after a line `…` anything may follow.
func runShown(t *testing.T, typed, printed string) {
	t.Helper()
	var args []string
	for i, quoted := range strings.Split(strings.TrimPrefix(typed, "wf "), `"`) {
		if i%2 == 1 {
			args = append(args, quoted)
		} else {
			args = append(args, strings.Fields(quoted)...)
		}
	}
	var out strings.Builder
	code := Main(args, strings.NewReader(""), &out, &out, func(string) (string, bool) { return "", false })
	got, want := out.String(), printed
	if before, _, cut := strings.Cut(printed, "…\n"); cut {
		want = before
		got = got[:min(len(got), len(want))]
	}
	if d := cmp.Diff(want, got); d != "" || code != 0 {
		t.Errorf("$ %s (exit code %d, -page +printed)\n%s", typed, code, d)
	}
}
