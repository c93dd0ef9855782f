package lsp_test

// A pad is one file in an editor: its text, the cursor, what can be undone. Each of its edits is sent to the server the
// way an editor sends it, as a range in UTF-16 units.

import (
	"fmt"
	"slices"
	"sort"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/wflang/wf/lang"
	"github.com/wflang/wf/lang/source"
	"github.com/wflang/wf/stdlib"
)

type pad struct {
	c      *client
	name   string
	text   string
	cursor int // in bytes
	undone []state
	edited func() // after each edit
}

type state struct {
	text   string
	cursor int
}

// newPad opens a file that may be on the disk.
func newPad(c *client, name, text string) *pad {
	c.open(name, text)
	return &pad{c: c, name: name, text: text, edited: func() {}}
}

// place is the line and the UTF-16 unit of a byte of the text.
func (p *pad) place(offset int) place {
	line, character := source.NewFile(p.name, p.text).UTF16(offset)
	return place{line, character}
}

// replace puts a text in the place of the bytes from start to end, and the cursor behind it.
func (p *pad) replace(start, end int, with string) {
	p.undone = append(p.undone, state{p.text, p.cursor})
	p.c.change(p.name, with, &rangeOf{p.place(start), p.place(end)})
	p.text = p.text[:start] + with + p.text[end:]
	p.cursor = start + len(with)
	p.edited()
}

// write types a text letter by letter over what is selected.
func (p *pad) write(text string, selected int) {
	p.cursor -= selected
	for i, key := range keys(text) {
		end := p.cursor
		if i == 0 {
			end += selected
		}
		p.replace(p.cursor, end, key)
	}
}

// keys are the runes of a text; an end of a line as on Windows is one.
func keys(text string) []string {
	list := strings.Split(text, "")
	for i := len(list) - 1; i > 0; i-- {
		if list[i-1] == "\r" && list[i] == "\n" {
			list = slices.Replace(list, i-1, i+1, "\r\n")
		}
	}
	return list
}

// back deletes the rune before the cursor.
func (p *pad) back() {
	if strings.HasSuffix(p.text[:p.cursor], "\r\n") {
		p.replace(p.cursor-2, p.cursor, "")
	} else if _, size := utf8.DecodeLastRuneInString(p.text[:p.cursor]); size > 0 {
		p.replace(p.cursor-size, p.cursor, "")
	}
}

// undo takes the last edit back, by the whole text, as editors do that lost count.
func (p *pad) undo() {
	last := len(p.undone) - 1
	if last < 0 {
		return
	}
	p.text, p.cursor = p.undone[last].text, p.undone[last].cursor
	p.undone = p.undone[:last]
	p.c.change(p.name, p.text, nil)
	p.edited()
}

// ask sends a request about the cursor; it must be answered without an error.
func (p *pad) ask(method string) {
	at := p.place(p.cursor)
	params := p.c.at(p.name, at.Line, at.Character)
	whole := map[string]any{"start": place{0, 0}.json(), "end": at.json()}
	switch method {
	case "textDocument/references":
		params["context"] = map[string]any{"includeDeclaration": true}
	case "textDocument/codeAction":
		params["context"], params["range"] = map[string]any{"diagnostics": []any{}}, whole
	case "textDocument/inlayHint", "textDocument/rangeFormatting", "textDocument/semanticTokens/range":
		params["range"] = whole
	case "textDocument/selectionRange":
		params["positions"] = []any{at.json()}
	}
	if strings.HasSuffix(strings.ToLower(method), "formatting") {
		params["options"] = map[string]any{"tabSize": 2, "insertSpaces": true}
	}
	if said := p.c.call(method, params, nil); said != "" && method != "textDocument/prepareRename" {
		p.c.t.Fatalf("%s at %d of\n%s\nsays %q", method, p.cursor, p.text, said)
	}
}

// asked are the requests that an editor sends by itself, or often.
var asked = []string{"textDocument/completion", "textDocument/hover", "textDocument/signatureHelp", "textDocument/documentHighlight",
	"textDocument/definition", "textDocument/references", "textDocument/documentSymbol", "textDocument/foldingRange", "textDocument/selectionRange",
	"textDocument/semanticTokens/full", "textDocument/semanticTokens/range", "textDocument/inlayHint", "textDocument/codeLens", "textDocument/documentLink",
	"textDocument/codeAction", "textDocument/prepareRename", "textDocument/prepareCallHierarchy", "textDocument/formatting", "textDocument/rangeFormatting"}

// settled waits until the client has exactly the diagnostics that a fresh analysis of all the pads gives: none is stale.
func settled(c *client, pads ...*pad) {
	c.t.Helper()
	in := lang.Input{Templates: c.mails}
	for _, p := range pads {
		in.Files = append(in.Files, source.NewFile(p.name, p.text))
	}
	slices.SortFunc(in.Files, func(a, b *source.File) int { return strings.Compare(a.Name, b.Name) })
	want := map[string][]string{}
	for _, d := range lang.Analyze(in, stdlib.Catalog()).Diagnostics {
		if d.Span.File != nil {
			line, character := d.Span.File.UTF16(d.Span.Start)
			want[d.Span.File.Name] = append(want[d.Span.File.Name], told(line, character, d.Code, d.Message))
		}
	}
	var difference string
	end := time.Now().Add(limit)
	timer := time.AfterFunc(limit, c.changed.Broadcast)
	defer timer.Stop()
	c.mu.Lock()
	defer c.mu.Unlock()
	for {
		difference = ""
		for _, p := range pads {
			var got []string
			pushed := c.pushed[c.uri(p.name)]
			for _, d := range pushed.Diagnostics {
				message, _, _ := strings.Cut(d.Message, "\n")
				got = append(got, told(d.Range.Start.Line, d.Range.Start.Character, d.Code, message))
			}
			sort.Strings(got)
			sort.Strings(want[p.name])
			if !slices.Equal(got, want[p.name]) {
				difference = fmt.Sprintf("of\n%s\nare told\n%s\nnot\n%s", p.text, strings.Join(got, "\n"), strings.Join(want[p.name], "\n"))
			} else if v := pushed.Version; v == nil || *v != c.versions[c.uri(p.name)] {
				difference = fmt.Sprintf("the diagnostics of %s are of version %v, not %d", p.name, v, c.versions[c.uri(p.name)])
			}
		}
		if difference == "" {
			return
		}
		if !time.Now().Before(end) {
			c.t.Fatal(difference)
		}
		c.changed.Wait()
	}
}

func told(line, character int, code, message string) string {
	return fmt.Sprintf("%d:%d %s %s", line+1, character+1, code, message)
}
