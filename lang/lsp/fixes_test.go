package lsp_test

// Every fix of the checker, as an editor applies it: the seeded faults of testdata/faults are opened, each code action
// that is offered is done, and the fault must be gone from what the server tells then.

import (
	"cmp"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/wflang/wf/lang"
	"github.com/wflang/wf/lang/source"
	"github.com/wflang/wf/stdlib"
)

// action is a code action of one file.
type action struct {
	Title       string
	IsPreferred bool
	Diagnostics []diagnostic
	Edit        struct {
		Changes map[string][]edit
	}
}

type edit struct {
	Range   rangeOf
	NewText string
}

func TestFixActions(t *testing.T) {
	names, err := filepath.Glob("../../testdata/faults/*.wf")
	if err != nil || len(names) == 0 {
		t.Fatal("no corpus", err)
	}
	mails, err := filepath.Glob("../../testdata/correct/emails/*.md")
	if err != nil {
		t.Fatal(err)
	}
	c := start(t, nil)
	for _, name := range mails {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		c.mail("emails/"+filepath.Base(name), string(text))
	}
	p := newPad(c, "a.wf", "")
	settled(c, p)
	done := map[string]int{}
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for n, program := range strings.Split(string(text), "\n---\n") {
			offered := map[string]int{}
			for _, d := range lang.Analyze(lang.Input{Files: []*source.File{source.NewFile(p.name, program)}, Templates: c.mails}, stdlib.Catalog()).Diagnostics {
				for _, fix := range d.Fixes {
					offered[d.Code+": "+fix.Title]++
				}
			}
			if len(offered) == 0 {
				continue
			}
			p.replace(0, len(p.text), program)
			settled(c, p)
			before := c.told(p.name)
			for _, a := range c.actions(p) {
				what := fmt.Sprintf("program %d of %s: `%s` for %s", n+1, filepath.Base(name), a.Title, a.Diagnostics[0].Code)
				offered[a.Diagnostics[0].Code+": "+a.Title]--
				done[a.Diagnostics[0].Code]++
				p.apply(a)
				settled(c, p)
				after := c.told(p.name)
				if count(after, a.Diagnostics[0].Code) >= count(before, a.Diagnostics[0].Code) {
					t.Errorf("%s leaves the fault:\n%s\n%v", what, p.text, after)
				}
				if a.IsPreferred && errors(after) > errors(before)-errors(a.Diagnostics) {
					t.Errorf("%s brings another error:\n%s\n%v", what, p.text, after)
				}
				p.undo()
				settled(c, p)
			}
			for what, left := range offered {
				if left > 0 {
					t.Errorf("program %d of %s: %s is no code action", n+1, filepath.Base(name), what)
				}
			}
		}
	}
	t.Logf("fixes of %d codes: %v", len(done), done)
	if len(done) < 20 {
		t.Errorf("the fixes of %d codes were tried, want more", len(done))
	}
}

// mail puts an e-mail template on the disk.
func (c *client) mail(name, text string) {
	c.write(name, text)
	c.mails = append(c.mails, source.NewFile(name, text))
}

// told are the diagnostics of a file as they were pushed last.
func (c *client) told(name string) []diagnostic {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.pushed[c.uri(name)].Diagnostics
}

func count(list []diagnostic, code string) (n int) {
	for _, d := range list {
		if d.Code == code {
			n++
		}
	}
	return n
}

func errors(list []diagnostic) (n int) {
	for _, d := range list {
		if d.Severity == 1 {
			n++
		}
	}
	return n
}

// actions are the code actions of the whole file that mend something.
func (c *client) actions(p *pad) (list []action) {
	c.t.Helper()
	var raw json.RawMessage
	params := map[string]any{"textDocument": map[string]any{"uri": c.uri(p.name)}, "context": map[string]any{"diagnostics": []any{}},
		"range": map[string]any{"start": place{}.json(), "end": p.place(len(p.text)).json()}}
	if said := c.call("textDocument/codeAction", params, &raw); said != "" {
		c.t.Fatal(said)
	}
	if err := json.Unmarshal(raw, &list); err != nil {
		c.t.Fatal(err)
	}
	return list
}

// apply does what an editor does with the edits of an action: all at once, each by its range in the text as it was.
func (p *pad) apply(a action) {
	edits := a.Edit.Changes[p.c.uri(p.name)]
	slices.SortStableFunc(edits, func(a, b edit) int {
		return cmp.Or(b.Range.Start.Line-a.Range.Start.Line, b.Range.Start.Character-a.Range.Start.Character)
	})
	f := source.NewFile(p.name, p.text)
	text := p.text
	for _, e := range edits {
		from, to := f.FromUTF16(e.Range.Start.Line, e.Range.Start.Character), f.FromUTF16(e.Range.End.Line, e.Range.End.Character)
		text = text[:from] + e.NewText + text[to:]
	}
	p.replace(0, len(p.text), text)
}
