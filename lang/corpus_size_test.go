// What the corpus covers: every code by a seeded fault, and enough programs of both kinds.

package lang_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/wflang/wf/lang/diag"
)

// large are faults of texts too large to be kept as files: each gives its code and no other.
func large() map[string]string {
	within := func(steps string) string {
		return "workflow w on contact {\n  enroll when contact.score > 1\n\n" + steps + "\n}\n"
	}
	var arms strings.Builder
	for i := range 251 {
		fmt.Fprintf(&arms, "%d => clear contact.phone\n", i)
	}
	score := func(expr string) string { return within("  set contact.score = " + expr) }
	return map[string]string{
		"broken-utf8":         within("  clear contact.phone // \xff"),
		"brackets-too-deep":   score(strings.Repeat("(", 65) + "1" + strings.Repeat(")", 65)),
		"expression-too-long": score(strings.Repeat("1 + ", 5000) + "1"),
		"statement-too-long":  within("delay 1 day " + strings.Repeat("1 ", 50_000)),
		"nesting-too-deep":    within(strings.Repeat("if contact.bounced then {\n", 65) + "stop\n" + strings.Repeat("}\n", 65)),
		"too-many-branches":   within("match contact.score {\n" + arms.String() + "}"),
		"too-many-steps":      within(strings.Repeat("clear contact.phone\n", 10_001)),
		"file-too-large":      strings.Repeat(" ", 1<<20+1),
	}
}

// manyFaults is a text with so many faults of one code that the list of them is ended.
func manyFaults() (text, code string) {
	return "workflow w on contact {\n" + strings.Repeat("  let = 1\n", 1500) + "}\n", "unknown-statement"
}

// unseeded are codes that no text of this corpus gives, with the reason.
var unseeded = map[string]string{
	"too-deep":           "expr's own limit, behind ours; lang/parse tests it",
	"untyped-expression": "a guard: expr's checker refuses what ours lets pass; none is known",
}

func TestLargeFaults(t *testing.T) {
	for code, text := range large() {
		seen := map[string]bool{}
		for _, d := range analyzeText(t, "large.wf", text).Diagnostics {
			seen[d.Code] = true
		}
		if diff := cmp.Diff(map[string]bool{code: true}, seen); diff != "" {
			t.Errorf("%s (-want +got)\n%s", code, diff)
		}
	}
}

func TestManyFaults(t *testing.T) {
	text, each := manyFaults()
	found := analyzeText(t, "many.wf", text).Diagnostics
	seen := map[string]int{}
	for _, d := range found {
		seen[d.Code]++
	}
	if seen["too-many-faults"] != 1 || seen[each] != len(found)-1 || len(found) > 201 || found[len(found)-1].Code != "too-many-faults" {
		t.Errorf("found %v", seen)
	}
}

// Of faults that the checker finds the first are told, by place, and the number of the others.
func TestManyFaultsOfNames(t *testing.T) {
	const times = 5000
	found := analyzeText(t, "many.wf", strings.Repeat("let a=1\n", times)).Diagnostics
	if len(found) != 501 {
		t.Fatalf("found %d", len(found))
	}
	for i, d := range found[:500] {
		if d.Code != "name-taken" || d.Span.Line() != i+2 {
			t.Fatalf("fault %d is %s: %s", i, d.Span, d.Message)
		}
	}
	last := found[500]
	if want := "4499 errors more from here on are not told"; last.Message != want || last.Level != diag.Error || last.Span.Line() != 502 {
		t.Errorf("%s: got %s: %s, want %s", last.Span, last.Level, last.Message, want)
	}
}

// Warnings that a comment allows do not count; others are counted by a warning.
func TestManyWarnings(t *testing.T) {
	const times = 3000
	var allowed, told strings.Builder
	for i := range times {
		fmt.Fprintf(&allowed, "workflow w%d on contact { stop } // allow: no-enroll\n", i)
		fmt.Fprintf(&told, "workflow w%d on contact { stop }\n", i)
	}
	if found := analyzeText(t, "allowed.wf", allowed.String()).Diagnostics; len(found) > 0 {
		t.Errorf("found %d, the first %s: %s", len(found), found[0].Span, found[0].Message)
	}
	found := analyzeText(t, "told.wf", told.String()).Diagnostics
	if last := found[len(found)-1]; len(found) != 501 || last.Level != diag.Warning || last.Message != "2500 warnings more from here on are not told" {
		t.Errorf("found %d, the last %s: %s", len(found), last.Level, last.Message)
	}
}

// Constants may read each other in any order, however many they are.
func TestChainOfConstants(t *testing.T) {
	const length = 20_000
	var text strings.Builder
	for i := range length {
		fmt.Fprintf(&text, "let a%d = a%d\n", i, i+1)
	}
	fmt.Fprintf(&text, "let a%d = 1\n", length)
	if found := analyzeText(t, "chain.wf", text.String()).Diagnostics; len(found) > 0 {
		t.Errorf("found %d, the first %s: %s", len(found), found[0].Span, found[0].Message)
	}
}

// TestEveryCodeIsSeeded demands of each code that a program with its fault is kept, by hand, where nothing but the
// expected faults may be found.
func TestEveryCodeIsSeeded(t *testing.T) {
	seeded := map[string]bool{}
	programs := 0
	for _, pattern := range []string{"../testdata/faults/*.wf", "../testdata/faults/projects/*.txtar"} {
		files, err := filepath.Glob(pattern)
		if err != nil || len(files) == 0 {
			t.Fatal("no corpus", err)
		}
		for _, name := range files {
			text, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			list := []chunk{{text: string(text)}}
			if filepath.Ext(name) == ".wf" {
				list = chunks(string(text))
			}
			for _, c := range list {
				found := expected.FindAllStringSubmatch(c.text, -1)
				if len(found) > 0 {
					programs++
				}
				for _, m := range found {
					for _, code := range strings.Fields(m[1]) {
						seeded[code] = true
					}
				}
			}
		}
	}
	for code := range large() {
		seeded[code] = true
	}
	seeded["too-many-faults"] = true // by TestManyFaults
	for _, row := range allCodes() {
		if reason := unseeded[row.Code]; !seeded[row.Code] && reason == "" {
			t.Errorf("no program of testdata/faults gives %s", row.Code)
		} else if seeded[row.Code] && reason != "" {
			t.Errorf("%s is seeded, though %s", row.Code, reason)
		}
	}
	if programs < 150 {
		t.Errorf("%d programs have seeded faults, want at least 150", programs)
	}
}

// TestEnoughCorrectPrograms counts the programs that a test demands no diagnostic of: testdata/correct, the examples, the
// pages of the documentation, and the mended program of each code.
func TestEnoughCorrectPrograms(t *testing.T) {
	byHand := 0
	for _, pattern := range []string{"../testdata/correct/*.wf", "../examples/*/*.wf"} {
		files, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		byHand += len(files)
	}
	for _, pattern := range []string{"../README.md", "../docs/*.md"} {
		files, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range files {
			text, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			byHand += strings.Count(string(text), "\n```wf") - strings.Count(string(text), "\n```wf error=")
		}
	}
	mended := 0
	for _, row := range allCodes() {
		if row.Prefer != "" {
			mended++
		}
	}
	t.Logf("%d programs written to be read, %d mended ones", byHand, mended)
	if byHand < 60 {
		t.Errorf("%d correct programs, want at least 60", byHand)
	}
}

// TestExamples demands of every project in examples that it has no diagnostics.
func TestExamples(t *testing.T) {
	dirs, err := filepath.Glob("../examples/*/wf.yaml")
	if err != nil || len(dirs) == 0 {
		t.Fatal("no examples", err)
	}
	for _, name := range dirs {
		for _, d := range analyzeDir(t, os.DirFS(filepath.Dir(name))) {
			t.Errorf("%s: %s: %s", filepath.Dir(name), d.Code, d.Message)
		}
	}
}
