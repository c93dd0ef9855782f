package stdlib_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/wflang/wf/lang/parse"
	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/lang/source"
	"github.com/wflang/wf/stdlib"
)

// An action that is written without brackets is told with the form in which it is called: that of an action of the
// library, with all that it requires.
func TestForgottenBrackets(t *testing.T) {
	catalog := stdlib.Catalog()
	forms := map[string]bool{}
	for _, a := range catalog.Actions {
		form, called := calledForm(a)
		if !called {
			continue
		}
		forms[form] = true
	}
	for _, a := range catalog.Actions {
		if _, called := calledForm(a); !called {
			continue
		}
		word, _, _ := strings.Cut(a.Name, ".")
		_, faults := parse.File(source.NewFile("a.wf", "workflow w on contact {\n  enroll when contact.score > 1\n\n  "+word+" contact\n}\n"))
		var help []string
		for _, d := range faults {
			help = append(help, d.Help...)
		}
		i := slices.IndexFunc(help, func(h string) bool { return strings.HasPrefix(h, "write the arguments in brackets: `"+word) })
		if i < 0 {
			t.Errorf("%s without brackets: %q", word, help)
			continue
		}
		if form := strings.Trim(strings.TrimPrefix(help[i], "write the arguments in brackets: "), "`"); !forms[form] {
			t.Errorf("%s: no action is called as %s; there are %v", word, form, forms)
		}
	}
}

// calledForm is an action with its required arguments, as in `notify(to: …, text: …)`; false for statements.
func calledForm(a *schema.Action) (form string, called bool) {
	var args []string
	for _, p := range a.Params {
		if p.Required {
			args = append(args, p.Name+": …")
		}
	}
	return a.Name + "(" + strings.Join(args, ", ") + ")", a.Form == ""
}
