package stdlib

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/wflang/wf/lang"
	"github.com/wflang/wf/lang/parse"
	"github.com/wflang/wf/lang/source"
)

// Every setting does what its example says, as far as the checker knows.
func TestSettingExamples(t *testing.T) {
	for _, w := range settings() {
		text := "workflow example on contact {\n  enroll when known(contact.email)\n" + w.example + "\n"
		if w.name == "enroll" {
			text += "reenroll always\n"
		}
		text += "\n  increase contact.score\n}\n"
		a := lang.Analyze(lang.Input{Files: []*source.File{source.NewFile("example.wf", text)}}, Catalog())
		for _, d := range a.Diagnostics {
			t.Errorf("%s: %s [%s]\n%s", d.Span, d.Message, d.Code, text)
		}
	}
}

// The settings that are documented are those of the grammar.
func TestSettingsOfGrammar(t *testing.T) {
	want := map[string]bool{}
	for _, found := range regexp.MustCompile(`(?m)^\w+Setting = \(?("\w+"(?: \| "\w+")*)`).FindAllStringSubmatch(parse.Grammar(), -1) {
		for _, word := range strings.Split(found[1], " | ") {
			want[strings.Trim(word, `"`)] = true
		}
	}
	got := map[string]bool{}
	for _, w := range settings() {
		got[w.name] = true
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

// IsSetting reports whether a name is documented as a setting, for the tests outside of the package.
func IsSetting(name string) bool {
	return slices.ContainsFunc(settings(), func(w word) bool { return w.name == name })
}
