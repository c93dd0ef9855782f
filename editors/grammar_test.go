package editors_test

// The colors of Visual Studio Code and Vim. What the grammar of Visual Studio Code makes of each shape of the language
// is in the .snap files beside the programs in vscode/test/shapes, which npm test compares; here it is shown that these
// programs are right, and that they and the words of Vim leave none of the language out.

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/wflang/wf/lang"
	"github.com/wflang/wf/lang/source"
)

// words are those of the grammar, as its page has them.
func words(t *testing.T) []string {
	t.Helper()
	page, err := os.ReadFile("../docs/grammar.md")
	if err != nil {
		t.Fatal(err)
	}
	var list []string
	for _, m := range regexp.MustCompile(`"([a-z]+)"`).FindAllStringSubmatch(string(page), -1) {
		list = append(list, m[1])
	}
	slices.Sort(list)
	list = slices.Compact(list)
	if len(list) < 70 {
		t.Fatalf("the page of the grammar has %d words", len(list))
	}
	return list
}

func TestShapes(t *testing.T) {
	files, err := filepath.Glob("vscode/test/shapes/*.wf")
	if err != nil || len(files) == 0 {
		t.Fatal("no shapes", err)
	}
	seen := map[string]bool{}
	for _, name := range files {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range lang.Parse(source.NewFile(name, string(text))).Faults {
			t.Errorf("%s: %s", d.Span, d.Message)
		}
		for _, line := range strings.Split(string(text), "\n") {
			code, _, _ := strings.Cut(line, "// ")
			for _, word := range regexp.MustCompile(`[A-Za-z]+`).FindAllString(code, -1) {
				seen[word] = true
			}
		}
		if _, err := os.Stat(name + ".snap"); err != nil {
			t.Error(err)
		}
	}
	for _, word := range words(t) {
		if !seen[word] {
			t.Errorf("no shape has the word `%s`", word)
		}
	}
}

func TestVimWords(t *testing.T) {
	text, err := os.ReadFile("vim/syntax/wf.vim")
	if err != nil {
		t.Fatal(err)
	}
	known := map[string]bool{}
	for _, line := range strings.Split(string(text), "\n") {
		for _, word := range regexp.MustCompile(`[A-Za-z]+`).FindAllString(line, -1) {
			if strings.HasPrefix(line, "syntax keyword ") || strings.HasPrefix(line, "syntax match ") {
				known[word] = true
			}
		}
	}
	for _, word := range words(t) {
		if !known[word] {
			t.Errorf("Vim does not color `%s`", word)
		}
	}
}
