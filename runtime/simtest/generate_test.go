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

// Between them the projects use every trigger, setting and statement.
func TestProjectsUseTheWholeLanguage(t *testing.T) {
	seed := seedOf(t)
	var all strings.Builder
	for i := range uint64(200) {
		all.WriteString(Project(rand.New(rand.NewPCG(seed, i))))
	}
	for _, word := range []string{
		"enroll when", "enroll on event", "enroll on change of contact.", "enroll on change of company.", "enroll every day at", "enroll every monday at",
		"enroll every month on 31", "enroll every year on", "reenroll always", "reenroll never", "reenroll after", "per trigger.",
		"goal when", "goal on event", "goal on change of", "unenroll when", "unenroll on event", "unenroll on change of", "suppress when", `suppress when contact in list(`,
		"center on contact.", "every year\n", "center on date(", "center on deal.", "before center", "until center", "after center",
		"during monday..friday", "during 22:00..06:00", "pause on", "timezone", "rate 1 per minute", "rate 3 per hour", "rate 10 per day",
		"if ", "} else {", "match contact.country", "match contact.score", "split {", "goto far", "on failure goto far", "on failure stop", "stop\n",
		"delay 1 day", "working hours", "delay until event", "delay until change of", "delay until any(deals", "up to",
		"set contact.", "set deals.", "where .", "set contact.tags +=", "set contact.tags -=", "copy company.", "clear contact.", "increase ", "decrease ", "create deal", "= create deal", "with company",
		"associate contact with", "dissociate contact from", "enroll in", "unenroll from", "enroll deals in", "enroll contacts in", "unenroll contacts from",
		"notify(", "notify.sms(", "email(", "webhook(", "tally.add(", "rotate(", "list.add(", "list.remove(", "subscription.set(", "in warm", "count(events.", "count(companies,",
	} {
		if !strings.Contains(all.String(), word) {
			t.Errorf("no project says %q", word)
		}
	}
}
