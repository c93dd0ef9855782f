// The page of each code, kept in docs/errors; `go test ./lang -update` writes them anew.

package lang_test

import (
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/wflang/wf/lang"
	"github.com/wflang/wf/lang/diag"
	"github.com/wflang/wf/lang/format"
	"github.com/wflang/wf/lang/project"
	"github.com/wflang/wf/lang/source"
)

var update = flag.Bool("update", false, "write the pages anew")

// allCodes are those of programs and those of wf.yaml, by name.
func allCodes() []diag.CodeInfo {
	codes := slices.Concat(lang.Codes(), project.Codes())
	slices.SortFunc(codes, func(a, b diag.CodeInfo) int { return strings.Compare(a.Code, b.Code) })
	return codes
}

func TestPages(t *testing.T) {
	dir := filepath.FromSlash("../docs/errors")
	want := map[string]string{"README.md": diag.Index(allCodes())}
	for _, c := range allCodes() {
		want[c.Code+".md"] = c.Page()
	}
	if *update {
		if err := os.RemoveAll(dir); err != nil {
			t.Fatal(err)
		}
		if err := os.MkdirAll(dir, 0o777); err != nil {
			t.Fatal(err)
		}
		for name, text := range want {
			if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666); err != nil {
				t.Fatal(err)
			}
		}
	}
	files, err := filepath.Glob(filepath.Join(dir, "*"))
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		if _, ok := want[filepath.Base(file)]; !ok {
			t.Errorf("%s is the page of no code", file)
		}
	}
	for name, text := range want {
		got, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Error(err)
			continue
		}
		if d := cmp.Diff(text, string(got)); d != "" {
			t.Errorf("docs/errors/%s is not what the table says (-want +got); write it anew with go test ./lang -update\n%s", name, d)
		}
	}
}

func TestCodeNames(t *testing.T) {
	kebab := regexp.MustCompile(`^[a-z]+[0-9]*(-[a-z0-9]+)*$`)
	seen := map[string]bool{}
	for _, c := range allCodes() {
		if !kebab.MatchString(c.Code) {
			t.Errorf("%s is no kebab-case slug", c.Code)
		}
		if seen[c.Code] {
			t.Errorf("%s has two rows", c.Code)
		}
		seen[c.Code] = true
		if c.Title == "" || strings.ContainsAny(c.Title[:1], "ABCDEFGHIJKLMNOPQRSTUVWXYZ") || strings.HasSuffix(c.Title, ".") || strings.Contains(c.Title, "\n") {
			t.Errorf("%s: its title is not one line in lower case without a full stop: %q", c.Code, c.Title)
		}
		if c.Why == "" || !strings.HasSuffix(strings.TrimSpace(c.Why), ".") {
			t.Errorf("%s: its reason is not in sentences: %q", c.Code, c.Why)
		}
	}
}

// Programs that people read are in the layout that the formatter gives.
func TestProgramsOfCodesAreFormatted(t *testing.T) {
	for _, c := range allCodes() {
		for _, program := range []string{c.Avoid, c.Prefer} {
			if c.Code == "braces" && program == c.Avoid {
				continue // its layout is the fault
			}
			for _, f := range diag.Files(program) {
				if filepath.Ext(f.Name) != ".wf" {
					continue
				}
				got, faults := format.File(source.NewFile(f.Name, f.Text))
				if !diag.HasErrors(faults) && got != f.Text {
					t.Errorf("%s: %s", c.Code, format.Diff(f.Name, "formatted", f.Text, got))
				}
			}
		}
	}
}
