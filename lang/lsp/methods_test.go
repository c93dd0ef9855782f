package lsp_test

import (
	"encoding/json"
	"strings"
	"testing"
)

// Every method that the server offers is answered.
func TestMethods(t *testing.T) {
	text := "object company { segment: text }\nworkflow one on company {\n  enroll when company.segment == \"x\"\n  let r = webhook(url: \"https://x.example\")\n  if r.ok then enroll in two else goto end\n  end: email(template: \"welcome\")\n}\nworkflow two on company {\n  goto nowhere\n}\n"
	c := start(t, map[string]string{"a.wf": text, "emails/welcome.md": "---\nsubject: Hello\n---\nHello\n"})
	c.open("a.wf", text)
	document := map[string]any{"textDocument": map[string]any{"uri": c.uri("a.wf")}}
	with := func(params map[string]any, key string, value any) map[string]any {
		out := map[string]any{key: value}
		for k, v := range params {
			out[k] = v
		}
		return out
	}
	whole := map[string]any{"start": place{0, 0}.json(), "end": place{10, 0}.json()}
	item := map[string]any{"name": "two", "kind": 2, "uri": c.uri("a.wf"), "range": whole, "selectionRange": whole}
	for _, row := range []struct {
		method string
		params any
		want   string
	}{
		{"textDocument/references", with(c.at("a.wf", 2, 24), "context", map[string]any{"includeDeclaration": true}), `"line":0,"character":17`},
		{"textDocument/documentHighlight", c.at("a.wf", 2, 24), `"line":2,"character":22`},
		{"textDocument/prepareRename", c.at("a.wf", 2, 24), `"placeholder":"segment"`},
		{"textDocument/rename", with(c.at("a.wf", 2, 24), "newName", "part"), `"newText":"part"`},
		{"textDocument/documentSymbol", document, `"name":"one"`},
		{"workspace/symbol", map[string]any{"query": "tw"}, `"name":"two"`},
		{"textDocument/foldingRange", document, `"startLine":1,"endLine":5`},
		{"textDocument/selectionRange", with(document, "positions", []any{place{2, 24}.json()}), `"parent"`},
		{"textDocument/semanticTokens/full", document, `"data":[0,7,7,0,1`},
		{"textDocument/signatureHelp", c.at("a.wf", 3, 18), `"label":"webhook(`},
		{"textDocument/inlayHint", with(document, "range", whole), `"label":": outcome"`},
		{"textDocument/documentLink", document, `emails/welcome.md`},
		{"textDocument/codeLens", document, `"command":"wf.showGraph","arguments":["one"]`},
		{"textDocument/codeAction", with(with(document, "range", whole), "context", map[string]any{"diagnostics": []any{}}), `create the label`},
		{"textDocument/prepareCallHierarchy", c.at("a.wf", 4, 26), `"name":"two"`},
		{"callHierarchy/incomingCalls", map[string]any{"item": item}, `"name":"one"`},
		{"callHierarchy/outgoingCalls", map[string]any{"item": with(map[string]any{"kind": 2, "uri": c.uri("a.wf"), "range": whole, "selectionRange": whole}, "name", "one")}, `"name":"two"`},
	} {
		var result json.RawMessage
		if fault := c.call(row.method, row.params, &result); fault != "" {
			t.Errorf("%s: %s", row.method, fault)
		} else if !strings.Contains(string(result), row.want) {
			t.Errorf("%s answers\n%s\nwant in it %s", row.method, result, row.want)
		}
	}
	if got, want := c.call("textDocument/rename", with(c.at("a.wf", 1, 10), "newName", "two"), nil), "the name `two` is taken by the workflow of that name"; got != want {
		t.Errorf("rename says %q, want %q", got, want)
	}
}
