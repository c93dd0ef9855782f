package lang_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/wflang/wf/lang/diag"
)

// TestFixes applies each fix that the corpus offers, alone: the fault is gone, and a sure one leaves no other behind.
func TestFixes(t *testing.T) {
	files, err := filepath.Glob("../testdata/faults/*.wf")
	if err != nil || len(files) == 0 {
		t.Fatal("no corpus", err)
	}
	tried := map[string]bool{}
	for _, name := range files {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range chunks(string(text)) {
			before := analyzeText(t, "example.wf", c.text).Diagnostics
			for _, d := range before {
				for _, fix := range d.Fixes {
					tried[d.Code] = true
					mended := diag.Apply(c.text, fix.Edits)
					after := analyzeText(t, "example.wf", mended).Diagnostics
					if codes(after)[d.Code] >= codes(before)[d.Code] || fix.Sure && len(after) >= len(before) {
						t.Errorf("%s:%d: %s: `%s` does not mend it:\n%s", name, c.line, d.Code, fix.Title, mended)
						for _, d := range after {
							t.Errorf("    %s", d.Message)
						}
					}
				}
			}
		}
	}
	for _, code := range []string{"braces", "text-for-person", "set-to-nil", "add-to-number", "unknown-record", "center-in-past", "unused-label"} {
		if !tried[code] {
			t.Errorf("no fix of %s was tried", code)
		}
	}
}

func codes(list []diag.Diagnostic) map[string]int {
	n := map[string]int{}
	for _, d := range list {
		n[d.Code]++
	}
	return n
}

// A colon is what was forgotten before the name of a type; before another word something else may have been meant.
func TestForgottenColon(t *testing.T) {
	for text, sure := range map[string]bool{
		"object company {\n  size number\n}\n":                       true,
		"object company {\n  enroll when company.employees > 1\n}\n": false,
	} {
		fixed := 0
		for _, d := range analyzeText(t, "example.wf", text).Diagnostics {
			for _, fix := range d.Fixes {
				if fix.Title == "write `:` behind the name" {
					fixed++
					if fix.Sure != sure {
						t.Errorf("%s: sure: %v", text, fix.Sure)
					}
				}
			}
		}
		if fixed != 1 {
			t.Errorf("%s: %d fixes", text, fixed)
		}
	}
}

// A word that stands inside of statements is no record whose property was to be set.
func TestSetIsForgottenBeforeNames(t *testing.T) {
	for first, help := range map[string]int{"contact": 1, "then": 0, "where": 0} {
		text := "workflow w on contact {\n  " + first + ".city = \"Rome\"\n}\n"
		fixes := 0
		for _, d := range analyzeText(t, "example.wf", text).Diagnostics {
			for _, fix := range d.Fixes {
				if fix.Title == "write `set` before it" {
					fixes++
				}
			}
		}
		if fixes != help {
			t.Errorf("%s: %d fixes, want %d", first, fixes, help)
		}
	}
}
