package lsp_test

// Sessions in testdata/sessions, as people type: each line is what a hand does, each letter is an edit of its own.
//
//	file NAME      the file to write, empty at first
//	type "TEXT"    letter by letter, over what is selected
//	paste "TEXT"   at once
//	at "TEXT"      the cursor goes behind the first place where the text stands
//	select "TEXT"  the first place of the text is selected; the next line is type or delete
//	back N         N times the backspace key
//	top, end       the cursor goes to the begin or end of the file
//	delete [N]     what is selected, or N runes behind the cursor
//	undo [N]       takes the last N edits back

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestSessions(t *testing.T) {
	names, err := filepath.Glob("testdata/sessions/*.txt")
	if err != nil || len(names) == 0 {
		t.Fatal("no sessions", err)
	}
	for _, name := range names {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txt"), func(t *testing.T) {
			script, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			play(t, string(script))
		})
	}
}

// play types a session. Behind each edit a completion is asked for, and one of the other questions in turn; behind each
// line the diagnostics must be those of the text.
func play(t *testing.T, script string) {
	c := start(t, nil)
	var p *pad
	selected := 0
	for n, line := range strings.Split(strings.TrimSpace(script), "\n") {
		verb, rest, _ := strings.Cut(line, " ")
		text, count := rest, 1
		if unquoted, err := strconv.Unquote(rest); err == nil {
			text = unquoted
		} else if number, err := strconv.Atoi(rest); err == nil {
			count = number
		}
		switch verb {
		case "#":
			continue
		case "file":
			p = newPad(c, rest, "")
			turn := 0
			p.edited = func() {
				turn++
				p.ask("textDocument/completion")
				p.ask(asked[turn%len(asked)])
			}
		case "type":
			p.write(text, selected)
		case "paste":
			p.replace(p.cursor-selected, p.cursor, text)
		case "at", "select":
			i := strings.Index(p.text, text)
			if i < 0 {
				t.Fatalf("line %d: there is no %q in\n%s", n+1, text, p.text)
			}
			p.cursor = i + len(text)
		case "back":
			for range count {
				p.back()
			}
		case "top":
			p.cursor = 0
		case "end":
			p.cursor = len(p.text)
		case "delete":
			if selected > 0 {
				p.replace(p.cursor-selected, p.cursor, "")
				break
			}
			for range count {
				_, size := utf8.DecodeRuneInString(p.text[p.cursor:])
				p.replace(p.cursor, p.cursor+size, "")
			}
		case "undo":
			for range count {
				p.undo()
			}
		default:
			t.Fatalf("line %d: nobody can %q", n+1, verb)
		}
		selected = 0
		if verb == "select" {
			selected = len(text)
		}
		settled(c, p)
	}
}
