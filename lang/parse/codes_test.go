package parse

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/wflang/wf/lang/diag"
	"github.com/wflang/wf/lang/source"
)

// Every code has a program that gives it and nothing else, and one that is mended.
func TestCodes(t *testing.T) {
	for _, c := range Codes() {
		t.Run(c.Code, func(t *testing.T) {
			if c.Title == "" || c.Why == "" || (c.Avoid == "") != (c.Prefer == "") {
				t.Fatalf("the row is not complete: %+v", c)
			}
			if c.Avoid == "" {
				return // a cap, whose program would be too long to show; limits_test.go has them
			}
			avoided := faultsOfProgram(c.Avoid)
			if len(avoided) == 0 {
				t.Error("avoid gives no fault")
			}
			for _, d := range avoided {
				if d.Code != c.Code || d.Level != c.Level {
					t.Errorf("avoid gives %s[%s]: %s", d.Level, d.Code, d.Message)
				}
			}
			for _, d := range faultsOfProgram(c.Prefer) {
				t.Errorf("prefer gives %s at %s: %s", d.Code, d.Span, d.Message)
			}
		})
	}
}

// faultsOfProgram reads a program, or the files of one.
func faultsOfProgram(text string) (all []diag.Diagnostic) {
	if name, rest, ok := strings.Cut(strings.TrimPrefix(text, "-- "), " --\n"); ok && strings.HasPrefix(text, "-- ") {
		_, all = Template(source.NewFile(name, rest))
		return all
	}
	_, all = File(source.NewFile("example.wf", text))
	return all
}

// Every code in the sources has a row, and every row is reported somewhere.
func TestCodesAreDeclared(t *testing.T) {
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	used := map[string]bool{}
	pattern := regexp.MustCompile(`(?:diag\.Fault\(|Code: )"([a-z0-9-]+)"`)
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") || strings.HasSuffix(file, "codes.go") {
			continue
		}
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range pattern.FindAllStringSubmatch(string(text), -1) {
			used[m[1]] = true
		}
	}
	delete(used, "file-too-large")
	for _, c := range Codes() {
		if !used[c.Code] {
			t.Errorf("%s is declared but never reported", c.Code)
		}
		delete(used, c.Code)
	}
	for code := range used {
		t.Errorf("%s is reported but not declared", code)
	}
}
