package lang_test

import (
	"math/rand"
	"strings"
	"testing"

	"github.com/wflang/wf/lang"
	"github.com/wflang/wf/lang/source"
	"github.com/wflang/wf/stdlib"
)

// A megabyte of nonsense gets a clear error first. No time is asked for, but what takes quadratic time takes longer here
// than a test may.
func TestMegabyte(t *testing.T) {
	const megabyte = 1 << 20
	fill := func(unit string) string { return strings.Repeat(unit, megabyte/len(unit)) }
	inside := func(head, unit string) string { return head + fill(unit)[:megabyte-len(head)-len(unit)] }
	const seed = 1
	random := make([]byte, megabyte)
	rand.New(rand.NewSource(seed)).Read(random)
	for _, c := range []struct{ name, text, code, message string }{
		{"brackets", fill("("), "unknown-declaration", "`(` begins no declaration"},
		{"pairs", fill("{[()]}"), "unknown-declaration", "`{` begins no declaration"},
		{"one line", inside("workflow w on contact { ", "stop "), "too-many-steps", "a workflow has at most 10000 steps"},
		{"one word", fill("x"), "", ""},
		{"random bytes", string(random), "", ""},
		{"brackets in a step", inside("workflow w on contact {\nset contact.city = ", "("), "brackets-too-deep", "more than 64 brackets inside each other"},
		{"one condition", inside("workflow w on contact {\nenroll when ", "a and "), "statement-too-long", "this statement has more than 50000 words and signs"},
		{"comments", fill("/*"), "unknown-declaration", "`*` begins no declaration"},
		{"too large", fill("(") + "(", "file-too-large", "the file has 1048577 bytes, more than the 1048576 that are read"},
	} {
		t.Run(c.name, func(t *testing.T) {
			a := lang.Analyze(lang.Input{Files: []*source.File{source.NewFile("a.wf", c.text)}}, stdlib.Catalog())
			if len(a.Diagnostics) == 0 {
				t.Fatalf("no error (seed %d)", seed)
			}
			for _, d := range a.Diagnostics {
				if d.Code == c.code && strings.HasPrefix(d.Message, c.message) {
					return
				}
			}
			if d := a.Diagnostics[0]; c.code != "" || d.Message == "" {
				t.Errorf("got %s: %s, want %s: %s", d.Code, d.Message, c.code, c.message)
			}
		})
	}
}
