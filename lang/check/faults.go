// The words that the faults of this package share. There is one small constructor for each fault, in faults_*.go. Codes
// (codes*.go) tells what a code stands for.

package check

import (
	"strconv"
	"strings"

	"github.com/wflang/wf/lang/ast"
	"github.com/wflang/wf/lang/diag"
)

// list is names as people enumerate them: `a`, `b` and `c`; beyond eight the rest is counted.
func list(names []string, word string) string {
	const most = 8
	shown := names
	if len(names) > most {
		shown = names[:most]
	}
	quoted := make([]string, len(shown))
	for i, n := range shown {
		quoted[i] = diag.Quote(n)
	}
	if rest := len(names) - len(shown); rest > 0 {
		return strings.Join(quoted, ", ") + " " + word + " " + strconv.Itoa(rest) + " more"
	}
	if last := len(quoted) - 1; last > 0 {
		return strings.Join(quoted[:last], ", ") + " " + word + " " + quoted[last]
	}
	return strings.Join(quoted, "")
}

// article puts "a" or "an" before a word; those that begin with u are users and URLs here.
func article(word string) string {
	if bare := strings.TrimLeft(word, "`"); bare != "" && strings.ContainsRune("aeio", rune(bare[0])) {
		return "an " + word
	}
	return "a " + word
}

func pathText(p *ast.Path) string {
	if p == nil {
		return ""
	}
	parts := make([]string, len(p.Parts))
	for i, n := range p.Parts {
		parts[i] = n.Text
	}
	return strings.Join(parts, ".")
}
