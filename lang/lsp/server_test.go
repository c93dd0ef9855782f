package lsp_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const sound = `workflow greet on company {
  enroll when company.lifecycle_stage == "customer"
  notify(to: company.owner, text: "🎉 {{company.name}}")
}
`

// A session as an editor leads it: open, type, ask, format, close.
func TestSession(t *testing.T) {
	c := start(t, map[string]string{"greet.wf": sound, "broken.wf": "workflow b on company {\n  enroll when company.nam == \"x\"\n  stop\n}\n"})
	// Files that nobody opened are checked too.
	c.codes("broken.wf", "unknown-property")

	c.open("greet.wf", sound)
	c.change("greet.wf", "company.", &rangeOf{place{2, 0}, place{2, 0}})
	c.codes("greet.wf", "syntax")
	var list struct {
		Items []struct{ Label string }
	}
	c.call("textDocument/completion", c.at("greet.wf", 2, 8), &list)
	labels := ""
	for _, item := range list.Items {
		labels += item.Label + " "
	}
	if !strings.Contains(labels, "industry") || strings.Contains(labels, "notify") {
		t.Errorf("behind `company.` are offered %s", labels)
	}
	c.change("greet.wf", "", &rangeOf{place{2, 0}, place{2, 8}})
	c.codes("greet.wf")

	// An emoji counts as two units.
	var hover struct{ Contents struct{ Value string } }
	c.call("textDocument/hover", c.at("greet.wf", 2, 50), &hover)
	if want := "company.name: text"; !strings.Contains(hover.Contents.Value, want) {
		t.Errorf("hover says %q, want %q in it", hover.Contents.Value, want)
	}
	var definition []struct {
		URI   string
		Range rangeOf
	}
	c.call("textDocument/definition", c.at("greet.wf", 2, 50), &definition)
	if len(definition) != 1 || !strings.HasSuffix(definition[0].URI, "/wf/prelude.wf") {
		t.Errorf("definition leads to %v", definition)
	} else if _, err := os.Stat(strings.TrimPrefix(definition[0].URI, "file://")); err != nil {
		t.Errorf("definition leads to a file that is not there: %v", err)
	}
	c.change("greet.wf", strings.ReplaceAll(sound, "  ", "\t"), nil)
	var edits []struct{ NewText string }
	c.call("textDocument/formatting", map[string]any{"textDocument": map[string]any{"uri": c.uri("greet.wf")}, "options": map[string]any{"tabSize": 2, "insertSpaces": true}}, &edits)
	if len(edits) == 0 {
		t.Error("nothing to format in a text with tabs")
	}
	c.notify("textDocument/didClose", map[string]any{"textDocument": map[string]any{"uri": c.uri("greet.wf")}})
	c.call("shutdown", nil, nil)
}

// What changes on the disk is seen; a file that is gone has no faults.
func TestDisk(t *testing.T) {
	c := start(t, map[string]string{"a.wf": "workflow a on company {\n  enroll when company.nam == \"x\"\n  stop\n}\n"})
	c.codes("a.wf", "unknown-property")
	event := func(name string, kind int) {
		c.notify("workspace/didChangeWatchedFiles", map[string]any{"changes": []any{map[string]any{"uri": c.uri(name), "type": kind}}})
	}
	c.write("b.wf", "object company { nam: text }\n")
	event("b.wf", 1)
	c.codes("a.wf")
	if err := os.Remove(filepath.Join(c.dir, "b.wf")); err != nil {
		t.Fatal(err)
	}
	event("b.wf", 3)
	c.codes("a.wf", "unknown-property")
	if err := os.Remove(filepath.Join(c.dir, "a.wf")); err != nil {
		t.Fatal(err)
	}
	event("a.wf", 3)
	c.codes("a.wf")
}

// Each folder with a wf.yaml is a project of its own.
func TestProjects(t *testing.T) {
	c := start(t, map[string]string{
		"one/wf.yaml": "timezone: Europe/Paris\n", "one/a.wf": "object company { kind: text }\n",
		"two/wf.yaml": "time_zone: Europe/Paris\n", "two/b.wf": "workflow b on company {\n  enroll when company.kind == \"x\"\n  stop\n}\n",
	})
	c.codes("two/b.wf", "unknown-property")
	c.codes("two/wf.yaml", "config-key")
	c.codes("one/a.wf")
	// A text that was never saved counts.
	c.open("two/c.wf", "object company { kind: text }\n")
	c.codes("two/b.wf")
}

// Messages that are none, and one that is too large, are answered with an error; the server goes on.
func TestMalformed(t *testing.T) {
	c := start(t, map[string]string{"greet.wf": sound})
	c.raw("Content-Length: 5\r\n\r\n{\"a\":")
	c.raw("Content-Length: x\r\n\r\n")
	c.raw("Content-Length: 2\r\n\r\n{}")
	c.raw("Content-Length: 50000000\r\n\r\n" + strings.Repeat("x", 50_000_000))
	c.until("four errors", func() bool { return len(c.errors) == 4 })
	for i, want := range []string{"the message is no JSON", "the header names no Content-Length", "the message is no request and no response",
		"a message of 50000000 bytes is too large: the most is 33554432"} {
		if got := c.errors[i].Error; got == nil || got.Message != want {
			t.Errorf("error %d is %v, want %q", i, got, want)
		}
	}
	if said := c.call("textDocument/hover", map[string]any{"textDocument": 7}, nil); said == "" {
		t.Error("a request with parameters of the wrong type was answered")
	}
	if said := c.call("textDocument/nothing", map[string]any{}, nil); said == "" {
		t.Error("an unknown request was answered")
	}
	c.notify("textDocument/didChange", map[string]any{"textDocument": "x"})
	c.open("greet.wf", strings.Replace(sound, "company.name", "company.nam", 1))
	c.codes("greet.wf", "unknown-property")
}
