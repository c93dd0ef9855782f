// The rules of the house that a compiler does not know: which package may import which, and how files are kept.

package wf_test

import (
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"os/exec"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
)

const module = "github.com/wflang/wf"

// allowed says what each package may import beside the standard library: packages of this module by their folder, and
// others by a prefix of their path. A name that ends in /... stands for all packages below, `...` for all but cmd.
// docs/architecture.md tells why.
var allowed = map[string][]string{
	"lang/source":   {},
	"lang/slab":     {},
	"lang/diag":     {"lang/source", "github.com/rivo/uniseg"},
	"lang/calendar": {"lang/source"},
	"lang/schema":   {"lang/source", "lang/calendar"},
	"lang/ast":      {"lang/source", "lang/calendar", "github.com/expr-lang/expr/ast"},
	"lang/typed":    {"lang/source", "lang/slab", "lang/calendar", "lang/schema", "lang/ast"},
	"lang/parse":    {"lang/source", "lang/slab", "lang/calendar", "lang/diag", "lang/ast", "github.com/alecthomas/participle/v2", "github.com/expr-lang/expr"},
	"lang/truth":    {"lang/source", "lang/calendar", "lang/schema", "lang/ast", "lang/typed"},
	"lang/exprs":    {"lang/source", "lang/calendar", "lang/diag", "lang/schema", "lang/ast", "lang/typed", "lang/truth", "github.com/expr-lang/expr"},
	"lang/check":    {"lang/source", "lang/calendar", "lang/diag", "lang/schema", "lang/ast", "lang/typed", "lang/truth", "lang/exprs", "github.com/expr-lang/expr"},
	"lang/format":   {"lang/source", "lang/calendar", "lang/diag", "lang/ast", "lang/parse", "github.com/rogpeppe/go-internal/diff"},
	"lang/bounds":   {"lang/source", "lang/calendar", "lang/diag", "lang/schema", "lang/typed"},
	"lang/between":  {"lang/source", "lang/calendar", "lang/diag", "lang/schema", "lang/typed"},
	"lang/graph":    {"lang/source", "lang/calendar", "lang/schema", "lang/typed", "lang/between"},
	"lang/project":  {"lang", "lang/source", "lang/calendar", "lang/diag", "lang/schema", "github.com/goccy/go-yaml"},
	"lang":          {"lang/source", "lang/calendar", "lang/diag", "lang/schema", "lang/ast", "lang/typed", "lang/parse", "lang/exprs", "lang/check", "lang/between", "lang/bounds"},
	"lang/mend":     {"lang", "lang/source", "lang/diag", "lang/schema"},
	"lang/ide":      {"lang", "lang/..."},
	"lang/lsp":      {"lang", "lang/...", "go.lsp.dev"},

	"compiler": {"lang", "lang/source", "lang/calendar", "lang/diag", "lang/schema", "lang/typed", "vm"},
	"vm":       {"lang/source", "lang/calendar", "lang/schema", "github.com/fxamacker/cbor/v2"},

	"runtime":                 {"lang/source", "lang/calendar", "lang/schema", "vm", "runtime/index", "runtime/store", "runtime/store/ordered", "runtime/backup", "github.com/fxamacker/cbor/v2", "github.com/oklog/ulid/v2"},
	"runtime/backup":          {"runtime/store"},
	"runtime/simtest":         {},
	"runtime/telemetry":       {"runtime", "github.com/prometheus/client_golang", "go.opentelemetry.io/otel"},
	"runtime/control":         {"lang/schema", "runtime", "runtime/store"},
	"runtime/index":           {"lang/schema", "vm"},
	"runtime/store":           {},
	"runtime/store/ordered":   {},
	"runtime/store/memory":    {"runtime/store", "runtime/store/ordered"},
	"runtime/store/badger":    {"runtime/store", "runtime/store/ordered", "github.com/dgraph-io/badger/v4", "google.golang.org/protobuf"},
	"runtime/store/storetest": {"runtime/store"},
	"runtime/records":         {"lang/diag", "lang/source", "lang/calendar", "lang/schema", "runtime"},
	"runtime/wftest":          {"lang", "lang/diag", "lang/graph", "lang/project", "lang/source", "lang/calendar", "lang/schema", "lang/typed", "compiler", "vm", "runtime", "runtime/store/memory"},
	"runtime/repl":            {"lang", "lang/...", "compiler", "vm", "stdlib", "runtime", "runtime/records", "runtime/store", "runtime/store/memory", "github.com/rivo/uniseg"},
	"runtime/simulate":        {"lang/schema", "vm", "runtime", "runtime/records", "runtime/store/memory"},
	"runtime/server":          {"lang/source", "lang/calendar", "lang/schema", "vm", "runtime", "runtime/records", "runtime/store"},

	"stdlib":                    {"lang/source", "lang/calendar", "lang/schema", "stdlib/actions", "stdlib/functions"},
	"stdlib/actions":            {"lang/source", "lang/calendar", "lang/schema"},
	"stdlib/functions":          {"lang/source", "lang/calendar", "lang/schema"},
	"stdlib/connect/...":        {"lang/source", "lang/calendar", "lang/schema", "stdlib", "runtime"},
	"stdlib/connect/hide":       {},
	"stdlib/connect/smtp":       {"lang/schema", "stdlib/connect/hide", "github.com/wneessen/go-mail", "github.com/yuin/goldmark"},
	"stdlib/connect/guard":      {"code.dny.dev/ssrf"},
	"stdlib/connect/api":        {"lang/schema", "stdlib/connect/guard", "stdlib/connect/hide", "golang.org/x/time/rate"},
	"stdlib/connect/apitest":    {"lang/schema", "stdlib/connect/api"},
	"stdlib/connect/twilio":     {"lang/schema", "stdlib/connect/api"},
	"stdlib/connect/slack":      {"lang/schema", "stdlib/connect/api"},
	"stdlib/connect/asana":      {"lang/schema", "stdlib/connect/api"},
	"stdlib/connect/salesforce": {"lang/schema", "stdlib/connect/api"},
	"stdlib/connect/audience":   {"lang/schema", "stdlib/connect/api"},
	"stdlib/connect/webhook":    {"lang/schema", "stdlib/connect/api", "stdlib/connect/guard", "stdlib/connect/hide", "golang.org/x/time/rate"},
	"stdlib/connect":            {"lang/project", "lang/schema", "stdlib/connect/...", "golang.org/x/time/rate"},

	"":             {"..."},
	"cmd/wf":       {"...", "github.com/reeflective/readline", "github.com/rivo/uniseg", "github.com/spf13/cobra", "github.com/schollz/progressbar/v3", "charm.land/lipgloss/v2", "golang.org/x/term", "go.opentelemetry.io/otel"},
	"examples/...": {"..."},
	"bench":        {"..."},
	"bench/...":    {"...", "github.com/expr-lang/expr"},
	"editors":      {},
}

// free lists, for packages that a program may embed alone, what they must not bring along even through others.
var free = map[string][]string{
	"vm":      {"lang/ast", "lang/parse", "lang/check", "lang/exprs", "lang/typed", "compiler", "github.com/alecthomas/participle/v2", "github.com/expr-lang/expr", "github.com/dgraph-io/badger/v4"},
	"runtime": {"lang/ast", "lang/parse", "lang/check", "lang/exprs", "lang/typed", "compiler", "github.com/alecthomas/participle/v2", "github.com/expr-lang/expr", "github.com/dgraph-io/badger/v4"},
	"stdlib":  {"lang/parse", "lang/check", "lang/exprs", "compiler", "vm", "github.com/alecthomas/participle/v2", "github.com/expr-lang/expr"},
}

// goPackage is what `go list` says of a package.
type goPackage struct {
	ImportPath, Name string
	Doc              string
	GoFiles          []string
	Imports, Deps    []string
}

func TestImports(t *testing.T) {
	for _, p := range packages(t) {
		row, known := allowedFor(folder(p.ImportPath))
		if !known {
			t.Errorf("package %s has no row in the table of imports: say what it may import", p.ImportPath)
			continue
		}
		for _, imported := range p.Imports {
			if !standard(imported) && !permits(row, imported) {
				t.Errorf("%s imports %s, which its row in the table of imports does not allow", p.ImportPath, imported)
			}
		}
		for _, heavy := range free[folder(p.ImportPath)] {
			for _, dep := range p.Deps {
				if permits([]string{heavy}, dep) {
					t.Errorf("a program that embeds %s would link %s", p.ImportPath, dep)
				}
			}
		}
		if p.Doc == "" && len(p.GoFiles) > 0 {
			t.Errorf("package %s has no package comment: say what it is", p.ImportPath)
		}
		if slices.Contains([]string{"util", "utils", "common", "helper", "helpers", "misc"}, p.Name) {
			t.Errorf("%s: a package is named for what it holds, not %q", p.ImportPath, p.Name)
		}
	}
}

func packages(t *testing.T) []goPackage {
	out, err := exec.Command("go", "list", "-json=ImportPath,Name,Doc,GoFiles,Imports,Deps", "./...").Output()
	if err != nil {
		if exit, ok := err.(*exec.ExitError); ok {
			t.Fatalf("go list: %s", exit.Stderr)
		}
		t.Fatal(err)
	}
	var list []goPackage
	for dec := json.NewDecoder(strings.NewReader(string(out))); dec.More(); {
		var p goPackage
		if err := dec.Decode(&p); err != nil {
			t.Fatal(err)
		}
		list = append(list, p)
	}
	return list
}

func folder(importPath string) string {
	return strings.TrimPrefix(strings.TrimPrefix(importPath, module), "/")
}

func standard(importPath string) bool {
	first, _, _ := strings.Cut(importPath, "/")
	return !strings.Contains(first, ".")
}

// allowedFor finds the row of a folder: its own, else that of the nearest folder above with /... behind it.
func allowedFor(dir string) (row []string, known bool) {
	if row, known = allowed[dir]; known {
		return row, true
	}
	for up := dir; up != "." && up != ""; up = path.Dir(up) {
		if row, known = allowed[up+"/..."]; known {
			return row, true
		}
	}
	return nil, false
}

func permits(row []string, imported string) bool {
	dir := folder(imported)
	ours := imported == module || strings.HasPrefix(imported, module+"/")
	return slices.ContainsFunc(row, func(entry string) bool {
		below, tree := strings.CutSuffix(entry, "...")
		switch {
		case !ours:
			return imported == entry || strings.HasPrefix(imported, entry+"/")
		case entry == "...":
			return dir != "cmd" && !strings.HasPrefix(dir, "cmd/")
		case tree:
			return strings.HasPrefix(dir+"/", below)
		}
		return dir == entry
	})
}

// machinePath finds paths that exist on one machine only.
var machinePath = regexp.MustCompile(`(^|[^\w.~-])/(work|root|home|Users|mnt)/\w`)

const longFile = 500 // lines; beyond it the first comment must say why the file is long

func TestFiles(t *testing.T) {
	err := fs.WalkDir(os.DirFS("."), ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() {
			if slices.Contains([]string{".git", ".wf", "node_modules"}, entry.Name()) {
				return fs.SkipDir
			}
			return nil
		}
		isTest := strings.HasSuffix(name, "_test.go") || strings.Contains(name, "testdata/")
		if isTest || !slices.Contains([]string{".go", ".md", ".wf", ".yaml", ".sh"}, path.Ext(name)) && name != ".ci/run" {
			return nil
		}
		text, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		for i, line := range strings.Split(string(text), "\n") {
			if machinePath.MatchString(line) {
				t.Errorf("%s:%d: names a path of one machine: %s", name, i+1, strings.TrimSpace(line))
			}
		}
		if path.Ext(name) == ".go" {
			checkGoFile(t, name, string(text))
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func checkGoFile(t *testing.T, name, text string) {
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, name, text, parser.ParseComments)
	if err != nil {
		t.Error(err)
		return
	}
	if doc := file.Doc.Text(); doc != "" && !strings.HasPrefix(doc, "Package "+file.Name.Name+" ") && !strings.HasPrefix(doc, "Command ") {
		t.Errorf("%s: what a file is stands above an empty line; right above the package clause it is documentation of the package", name)
	}
	for _, decl := range file.Decls {
		if f, ok := decl.(*ast.FuncDecl); ok && f.Recv == nil && f.Name.Name == "init" {
			t.Errorf("%s: an init function; pass the value in instead", fset.Position(f.Pos()))
		}
	}
	if n := strings.Count(text, "\n"); n > longFile && !ast.IsGenerated(file) {
		if len(file.Comments) == 0 || !regexp.MustCompile(`(?i)\blong\b`).MatchString(file.Comments[0].Text()) {
			t.Errorf("%s has %d lines, and its first comment does not say why it is so long", name, n)
		}
	}
}
