package lsp_test

// What a writer is told before the project is checked: here that never comes.

import (
	"strings"
	"testing"
	"time"
)

// alone serves a project that was checked once and is not again, however long the writer pauses.
func alone(t *testing.T, files map[string]string) *client {
	t.Helper()
	for i := range 200 {
		files["w"+string(rune('a'+i%26))+string(rune('a'+i/26))+".wf"] = large(i) // so many that the check of all takes its time
	}
	c := startWith(t, files, time.Hour)
	c.call("workspace/symbol", map[string]any{"query": "w"}, nil)
	return c
}

func TestQuick(t *testing.T) {
	one, two := strings.Replace(sound, "greet", "one", 1), strings.Replace(sound, "greet", "two", 1)
	c := alone(t, map[string]string{"one.wf": one, "two.wf": two})
	p, q := newPad(c, "one.wf", one), newPad(c, "two.wf", two)
	settledIn(c, p.name)
	settledIn(c, q.name)
	end := strings.Index(one, "customer") - 1
	for range 20 {
		// Edits in two files, one right behind the other, and a save in between.
		p.replace(end-4, end-4, "x")
		q.replace(end-4, end-4, "x")
		c.codes(p.name, "unknown-property")
		c.codes(q.name, "unknown-property")
		p.undo()
		c.notify("textDocument/didSave", map[string]any{"textDocument": map[string]any{"uri": c.uri(q.name)}})
		q.undo()
		settledIn(c, p.name)
		settledIn(c, q.name)
	}
}

// A fault that the project is told of once, at the first workflow, is not told of at the file at hand.
func TestQuickMail(t *testing.T) {
	mail := "workflow %s on contact {\n  enroll when contact.score > 9\n  email(template: \"welcome\")\n}\n"
	one, two := strings.Replace(mail, "%s", "one", 1), strings.Replace(mail, "%s", "two", 1)
	c := alone(t, map[string]string{"a.wf": one, "b.wf": two, "emails/welcome.md": "---\nsubject: Welcome\n---\nHello\n"})
	p := newPad(c, "b.wf", two)
	p.cursor = strings.Index(two, " > 9")
	p.write("x", 0)
	c.codes(p.name, "unknown-property")
	p.back()
	settledIn(c, p.name)
}

// settledIn waits until a file has no diagnostics, told of the text as it is: an editor drops those of another one.
func settledIn(c *client, name string) {
	c.t.Helper()
	at := c.uri(name)
	c.until("no diagnostics of the last version of "+name, func() bool {
		d, told := c.pushed[at]
		return told && len(d.Diagnostics) == 0 && d.Version != nil && *d.Version == c.versions[at]
	})
}
