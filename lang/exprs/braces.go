// Single braces: `{contact.firstname}` in a text, as other tools write what is to be filled in.

package exprs

import (
	"strings"

	"github.com/wflang/wf/lang/diag"
	"github.com/wflang/wf/lang/source"
)

// singleBraces warns of a property in single braces in a text, which would be sent as it stands.
func (t *typer) singleBraces(at source.Span) {
	text := at.Text()
	for i := strings.IndexByte(text, '{'); i >= 0; {
		end := i + 1
		for end < len(text) && (text[end] == '.' || text[end] == '_' || isLetter(text[end])) {
			end++
		}
		path := text[i+1 : end]
		single := (i == 0 || text[i-1] != '{') && end < len(text) && text[end] == '}' && (end+1 == len(text) || text[end+1] != '}')
		if single && t.mayBeRead(path) {
			t.tell(singleBraces(at.File.Span(at.Start+i, at.Start+end+1), path))
		}
		next := strings.IndexByte(text[i+1:], '{')
		if next < 0 {
			return
		}
		i += 1 + next
	}
}

// mayBeRead reports whether a path begins with a record or a variable and goes on to something of it.
func (t *typer) mayBeRead(path string) bool {
	first, rest, ok := strings.Cut(path, ".")
	if !ok || rest == "" || strings.HasSuffix(rest, ".") {
		return false
	}
	_, variable := t.Vars[first]
	return variable || first == "trigger" || t.Schema != nil && t.Schema.Object(first) != nil
}

func isLetter(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9'
}

func singleBraces(at source.Span, path string) diag.Diagnostic {
	return diag.Warn("single-braces", at, "a text has this as it stands: nothing is filled in between single braces", "write `{{"+path+"}}`")
}
