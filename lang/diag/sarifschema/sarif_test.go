// Package sarifschema holds the output for machines against the schema of SARIF 2.1.0, in a module of its own, so that
// the library that carries the schema is no dependency of wf. `.ci/run` runs it.
package sarifschema

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	_ "github.com/owenrumney/go-sarif/v3/pkg/report/v210/sarif" // carries the schema
	"github.com/xeipuuv/gojsonschema"

	"github.com/wflang/wf/lang"
	"github.com/wflang/wf/lang/diag"
	"github.com/wflang/wf/lang/source"
	"github.com/wflang/wf/stdlib"
)

// TestSchema writes all faults of the corpus as one log, and none.
func TestSchema(t *testing.T) {
	var found []diag.Diagnostic
	files, err := filepath.Glob("../../../testdata/faults/*.wf")
	if err != nil || len(files) == 0 {
		t.Fatal("no corpus", err)
	}
	for _, name := range files {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, program := range strings.Split(string(text), "\n---\n") {
			found = append(found, lang.Analyze(lang.Input{Files: []*source.File{source.NewFile(filepath.Base(name), program)}}, stdlib.Catalog()).Diagnostics...)
		}
	}
	for name, list := range map[string][]diag.Diagnostic{"the corpus": found, "nothing": nil} {
		var b strings.Builder
		if err := diag.WriteSARIF(&b, list, lang.Codes(), "0.1.0"); err != nil {
			t.Fatal(err)
		}
		for _, fault := range faults(t, b.String()) {
			t.Errorf("%s: %s", name, fault)
		}
	}
	if len(found) < 150 {
		t.Errorf("only %d faults", len(found))
	}
}

// TestSchemaRefuses makes sure that the schema is asked at all.
func TestSchemaRefuses(t *testing.T) {
	if len(faults(t, `{"version": "2.1.0", "runs": [{"tool": {"driver": {}}, "results": []}]}`)) == 0 {
		t.Error("a log whose tool has no name is let pass")
	}
	if len(faults(t, `{"version": "2.1.0", "runs": [], "color": "red"}`)) == 0 {
		t.Error("a field that the standard lacks is let pass")
	}
}

// faults is what the schema says against a log.
func faults(t *testing.T, log string) []string {
	t.Helper()
	result, err := gojsonschema.Validate(gojsonschema.NewStringLoader(schema(t)), gojsonschema.NewStringLoader(log))
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, fault := range result.Errors() {
		out = append(out, fault.String())
	}
	return out
}

// schema is the schema of OASIS as the library carries it: a constant that it does not export, read from its source.
func schema(t *testing.T) string {
	t.Helper()
	dir, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "github.com/owenrumney/go-sarif/v3").Output()
	if err != nil {
		t.Fatal(err)
	}
	file, err := parser.ParseFile(token.NewFileSet(), filepath.Join(strings.TrimSpace(string(dir)), "pkg/report/v210/sarif/schema.go"), nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	text := ""
	ast.Inspect(file, func(n ast.Node) bool {
		if literal, ok := n.(*ast.BasicLit); ok && literal.Kind == token.STRING && len(literal.Value) > len(text) {
			text = literal.Value
		}
		return true
	})
	if text, err = strconv.Unquote(text); err != nil || !strings.Contains(text, "http://json-schema.org/") {
		t.Fatal("the schema is not where it was: ", err)
	}
	return text
}
