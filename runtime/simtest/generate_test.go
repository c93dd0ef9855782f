package simtest

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/wflang/wf/lang"
	"github.com/wflang/wf/lang/diag"
	"github.com/wflang/wf/lang/source"
	"github.com/wflang/wf/stdlib"
)

// template is the mail of the projects.
const template = "---\nsubject: Welcome\nsubscription: News\n---\nHello {{contact.firstname}}\n"

// chance are the faults of what is right by itself and was brought together by chance.
var chance = []string{"trigger-loop", "write-conflict", "never-enters"}

func analyze(text string) *lang.Analysis {
	return lang.Analyze(lang.Input{Files: []*source.File{source.NewFile("w.wf", text)},
		Templates: []*source.File{source.NewFile("emails/welcome.md", template)}}, stdlib.Catalog())
}

// What the generator makes is valid, but for what its parts do to each other.
func TestProjectsAreValid(t *testing.T) {
	seed := seedOf(t)
	for i := range uint64(200) {
		text := Project(rand.New(rand.NewPCG(seed, i)))
		for _, d := range analyze(text).Diagnostics {
			if d.Level == diag.Error && !slices.Contains(chance, d.Code) {
				var b strings.Builder
				_ = diag.WriteText(&b, []diag.Diagnostic{d}, diag.Style{})
				t.Fatalf("project %d:\n%s\n%s", i, b.String(), text)
			}
		}
	}
}
