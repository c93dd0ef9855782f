// How the faults of this package are made: one small constructor each, in faults_*.go, each with its code. Codes
// (codes*.go) tells what a code stands for.

package check

import (
	"strconv"
	"strings"

	"github.com/wflang/wf/lang/ast"
	"github.com/wflang/wf/lang/diag"
	"github.com/wflang/wf/lang/source"
)

// fault is an error with the words that most need: more help is appended by its constructor.
func fault(code string, at source.Span, message string, help ...string) diag.Diagnostic {
	return diag.Diagnostic{Code: code, Level: diag.Error, Span: at, Message: message, Help: said(help)}
}

// warning is the same for what compiles and is probably wrong.
func warning(code string, at source.Span, message string, help ...string) diag.Diagnostic {
	return diag.Diagnostic{Code: code, Level: diag.Warning, Span: at, Message: message, Help: said(help)}
}

// with adds a related place.
func with(d diag.Diagnostic, at source.Span, label string) diag.Diagnostic {
	if at.Valid() {
		d.Related = append(d.Related, diag.Related{Span: at, Label: label})
	}
	return d
}

// said drops empty lines, so that a did-you-mean with nothing to say leaves no trace.
func said(lines []string) []string {
	var out []string
	for _, l := range lines {
		if l != "" {
			out = append(out, l)
		}
	}
	return out
}

func quote(s string) string { return "`" + s + "`" }

// list is names as people enumerate them: `a`, `b` and `c`; beyond eight the rest is counted.
func list(names []string, word string) string {
	const most = 8
	shown := names
	if len(names) > most {
		shown = names[:most]
	}
	quoted := make([]string, len(shown))
	for i, n := range shown {
		quoted[i] = quote(n)
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
