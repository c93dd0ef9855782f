// How faults are made: the packages that find them have one small constructor for each, which begins here.

package diag

import "github.com/wflang/wf/lang/source"

// Fault is an error with the words that most need; more help, places and fixes are added by its constructor. Help that is
// empty, as that of a DidYouMean with nothing to say, leaves no trace.
func Fault(code string, at source.Span, message string, help ...string) Diagnostic {
	return Diagnostic{Code: code, Level: Error, Span: at, Message: message, Help: said(help)}
}

// Warn is Fault for what compiles and is probably wrong.
func Warn(code string, at source.Span, message string, help ...string) Diagnostic {
	return Diagnostic{Code: code, Level: Warning, Span: at, Message: message, Help: said(help)}
}

// With adds a related place, unless it is unknown.
func (d Diagnostic) With(at source.Span, label string) Diagnostic {
	if at.Valid() {
		d.Related = append(d.Related, Related{Span: at, Label: label})
	}
	return d
}

// Quote is code as messages show it.
func Quote(code string) string { return "`" + code + "`" }

func said(lines []string) []string {
	var out []string
	for _, l := range lines {
		if l != "" {
			out = append(out, l)
		}
	}
	return out
}
