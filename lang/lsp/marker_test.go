package lsp_test

// Workspaces as txtar archives in testdata, asked over the protocol. A comment `//  ^ METHOD ARGUMENT` asks about the
// place above its caret; the answers are in the section `-- want --`, written by -update. The place is counted in UTF-16
// units here, by hand, and each range of an answer is written as the text that it covers in those units: an emoji
// before it shows a wrong one.

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"
	"go.lsp.dev/uri"
)

var update = flag.Bool("update", false, "write what the tests see as what they want")

var marker = regexp.MustCompile(`^([ \t]*//[ ]*)\^ ([\w/]+)(?: (.*))?$`)

func TestMarkers(t *testing.T) {
	names, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(names) == 0 {
		t.Fatal("no workspaces", err)
	}
	for _, name := range names {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			want := slices.IndexFunc(archive.Files, func(f txtar.File) bool { return f.Name == "want" })
			if want < 0 {
				want = len(archive.Files)
				archive.Files = append(archive.Files, txtar.File{Name: "want"})
			}
			got := interview(t, archive.Files[:want])
			if *update {
				archive.Files[want].Data = []byte(got)
				if err := os.WriteFile(name, txtar.Format(archive), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if d := cmp.Diff(string(archive.Files[want].Data), got); d != "" {
				t.Errorf("(-want +got):\n%s", d)
			}
		})
	}
}

// interview opens all files and asks all questions.
func interview(t *testing.T, files []txtar.File) string {
	onDisk := map[string]string{}
	for _, f := range files {
		onDisk[f.Name] = string(f.Data)
	}
	c := start(t, onDisk)
	v := &interviewer{client: c, texts: onDisk}
	for _, f := range files {
		c.open(f.Name, string(f.Data))
	}
	for _, f := range files {
		lines := strings.Split(string(f.Data), "\n")
		asked := 0 // the line that the markers are about
		for n, line := range lines {
			m := marker.FindStringSubmatch(line)
			if m == nil {
				asked = n
				continue
			}
			// The caret stands below a rune; the protocol counts units.
			above := []rune(lines[asked])
			at := place{asked, len(utf16.Encode(above[:min(len([]rune(m[1])), len(above))]))}
			fmt.Fprintf(&v.out, "%s:%d:%d %s\n", f.Name, at.Line+1, at.Character+1, strings.TrimSpace(m[2]+" "+m[3]))
			v.ask(f.Name, at, m[2], m[3])
		}
	}
	return v.out.String()
}

type interviewer struct {
	*client
	texts map[string]string
	out   strings.Builder
}

// ask sends one question; the argument goes where the method has one.
func (v *interviewer) ask(name string, at place, method, argument string) {
	params := v.at(name, at.Line, at.Character)
	switch method {
	case "rename":
		params["newName"] = argument
	case "references":
		params["context"] = map[string]any{"includeDeclaration": true}
	case "selectionRange":
		params["positions"] = []any{at.json()}
	case "codeAction":
		params["range"] = map[string]any{"start": at.json(), "end": at.json()}
		params["context"] = map[string]any{"diagnostics": []any{}}
	case "inlayHint", "semanticTokens/range", "rangeFormatting":
		params["range"] = map[string]any{"start": place{at.Line, 0}.json(), "end": place{at.Line + 1, 0}.json()}
	}
	if strings.HasSuffix(strings.ToLower(method), "formatting") {
		params["options"] = map[string]any{"tabSize": 2, "insertSpaces": true}
	}
	full := "textDocument/" + method
	switch method {
	case "incomingCalls", "outgoingCalls":
		var items []any
		v.call("textDocument/prepareCallHierarchy", params, &items)
		if len(items) == 0 {
			v.out.WriteString("  nothing\n")
			return
		}
		full, params = "callHierarchy/"+method, map[string]any{"item": items[0]}
	case "symbol":
		full, params = "workspace/symbol", map[string]any{"query": argument}
	case "publishDiagnostics":
		v.told(name)
		return
	}
	var result any
	if said := v.call(full, params, &result); said != "" {
		fmt.Fprintf(&v.out, "  refused: %s\n", said)
		return
	}
	switch method {
	case "completion":
		result = only(result, strings.Fields(argument))
	case "semanticTokens/full", "semanticTokens/range":
		v.tokens(name, result)
		return
	}
	v.print(v.readable(name, result))
}

// told writes the diagnostics that the server pushed about a file.
func (v *interviewer) told(name string) {
	at := v.uri(name)
	v.until("diagnostics of "+name, func() bool { return v.bodies[at] != nil })
	var list any
	v.mu.Lock()
	err := json.Unmarshal(v.bodies[at], &list)
	v.mu.Unlock()
	if err != nil {
		v.t.Fatal(err)
	}
	v.print(v.readable(name, list.(map[string]any)["diagnostics"]))
}

// only keeps the items of a completion with these labels.
func only(result any, labels []string) any {
	list, ok := result.(map[string]any)
	if !ok {
		return result
	}
	var kept []any
	for _, item := range list["items"].([]any) {
		m := item.(map[string]any)
		if slices.Contains(labels, m["label"].(string)) {
			for _, key := range []string{"sortText", "filterText", "documentation"} {
				delete(m, key)
			}
			kept = append(kept, m)
		}
	}
	return kept
}

// tokens writes semantic tokens as the texts that they cover.
func (v *interviewer) tokens(name string, result any) {
	data, ok := result.(map[string]any)["data"].([]any)
	if !ok {
		v.t.Fatalf("no tokens: %v", result)
	}
	line, character := 0, 0
	for i := 0; i+4 < len(data); i += 5 {
		number := func(k int) int { return int(data[i+k].(float64)) }
		if number(0) > 0 {
			line, character = line+number(0), 0
		}
		character += number(1)
		fmt.Fprintf(&v.out, "  %d %q type %d modifiers %d\n", line+1, v.under(name, place{line, character}, place{line, character + number(2)}), number(3), number(4))
	}
}

// readable writes each range as the text under it and each address as a name.
func (v *interviewer) readable(name string, x any) any {
	switch x := x.(type) {
	case []any:
		for i := range x {
			x[i] = v.readable(name, x[i])
		}
	case map[string]any:
		if start, end, ok := ends(x); ok {
			if _, ours := v.texts[name]; !ours {
				return "elsewhere" // the lines of the standard library move
			}
			return fmt.Sprintf("%d:%d %s", start.Line+1, start.Character+1, v.under(name, start, end))
		}
		if at, ok := x["target"].(string); ok {
			x["target"] = v.named(at)
		}
		if at, ok := x["uri"].(string); ok {
			name = v.named(at)
			x["uri"] = name
		}
		if from, ok := x["from"].(map[string]any); ok { // a call stands in the file of the caller
			name = v.named(from["uri"].(string))
		}
		if changes, ok := x["changes"].(map[string]any); ok {
			named := map[string]any{}
			for at, edits := range changes {
				named[v.named(at)] = v.readable(v.named(at), edits)
			}
			x["changes"] = named
		}
		for key, value := range x {
			if key != "changes" {
				x[key] = v.readable(name, value)
			}
		}
	}
	return x
}

func ends(m map[string]any) (start, end place, ok bool) {
	of := func(key string) (p place, ok bool) {
		at, ok := m[key].(map[string]any)
		if !ok {
			return p, false
		}
		line, ok := at["line"].(float64)
		character, also := at["character"].(float64)
		return place{int(line), int(character)}, ok && also
	}
	start, ok = of("start")
	end, also := of("end")
	return start, end, ok && also && len(m) == 2
}

func (v *interviewer) named(at string) string {
	path := uri.URI(at).FsPath()
	if rel, err := filepath.Rel(v.dir, path); err == nil && !strings.HasPrefix(rel, "..") {
		return filepath.ToSlash(rel)
	}
	return filepath.Base(path)
}

// under is the text between two places.
func (v *interviewer) under(name string, start, end place) string {
	lines := strings.Split(v.texts[name], "\n")
	var out []string
	for n := start.Line; n <= end.Line && n < len(lines); n++ {
		units := utf16.Encode([]rune(lines[n]))
		from, to := 0, len(units)
		if n == start.Line {
			from = min(start.Character, to)
		}
		if n == end.Line {
			to = min(end.Character, to)
		}
		out = append(out, string(utf16.Decode(units[from:max(from, to)])))
	}
	all := strings.Join(out, "⏎")
	if runes := []rune(all); len(runes) > 60 {
		all = string(runes[:57]) + "…"
	}
	return all
}

// print writes an answer as indented JSON.
func (v *interviewer) print(x any) {
	if list, ok := x.([]any); x == nil || ok && len(list) == 0 {
		v.out.WriteString("  nothing\n")
		return
	}
	var text bytes.Buffer
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("  ", " ")
	if err := encoder.Encode(x); err != nil {
		v.t.Fatal(err)
	}
	v.out.WriteString("  " + text.String())
}
