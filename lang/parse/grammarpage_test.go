package parse

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestGrammarPage(t *testing.T) {
	const page = "../../docs/grammar.md"
	got := Grammar()
	if *update {
		if err := os.WriteFile(page, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("docs/grammar.md is out of date; run the test with -update (-page +productions):\n%s", diff)
	}
}

// Every part that a production names is a production itself or has a row, and every row is used.
func TestGrammarPartsAreTold(t *testing.T) {
	named := map[string]bool{"labeled": true}
	productions := map[string]bool{}
	quoted := regexp.MustCompile(`"[^"]*"`)
	for _, line := range productionLines() {
		name, rest, _ := strings.Cut(line, " = ")
		productions[name] = true
		for _, part := range strings.FieldsFunc(quoted.ReplaceAllString(rest, " "), func(r rune) bool { return strings.ContainsRune(" ()|?*+.=", r) }) {
			named[part] = true
		}
	}
	for _, part := range handRead {
		if !named[part.name] {
			t.Errorf("no production names %s", part.name)
		}
		delete(named, part.name)
	}
	for part := range named {
		if !productions[part] {
			t.Errorf("nothing tells what %s is", part)
		}
		if partWords[part] == "" && strings.ToLower(part[:1]) == part[:1] {
			t.Errorf("%s has no words for a message", part)
		}
	}
}

// Every word for a message is that of a part that a production names.
func TestPartWords(t *testing.T) {
	page := Grammar()
	for part := range partWords {
		if !regexp.MustCompile(`(?m)(^|[ (])` + regexp.QuoteMeta(part) + `([ )?*+]|$)`).MatchString(page) {
			t.Errorf("no production names %s", part)
		}
	}
}
