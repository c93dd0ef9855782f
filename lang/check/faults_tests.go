// Faults of tests.

package check

import (
	"sort"

	"github.com/wflang/wf/lang/ast"
	"github.com/wflang/wf/lang/diag"
	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/lang/source"
	"github.com/wflang/wf/lang/typed"
)

func duplicateTest(t ast.Text, first source.Span) diag.Diagnostic {
	return diag.Fault("duplicate-test", t.Place, "there are two tests of this title", "change one of the titles").With(first, "the first")
}

func duplicateGiven(n ast.Name, first source.Span) diag.Diagnostic {
	return diag.Fault("duplicate-given", n.Place, "there are two records "+diag.Quote(n.Text)+" in this test", "rename one of the two").With(first, "the first")
}

func unknownGiven(n ast.Name, givens map[string]*typed.GivenRecord) diag.Diagnostic {
	var names []string
	for name := range givens {
		names = append(names, name)
	}
	sort.Strings(names)
	help := diag.DidYouMean(n.Text, names)
	if help == "" {
		help = "add `given OBJECT " + n.Text + " { … }`"
	}
	for _, name := range names {
		switch o := givens[name].Object; {
		case o == nil:
		case o.Name == n.Text:
			help = "write " + diag.Quote(name) + ", as this test calls the " + o.Name
		case o.Property(n.Text) != nil:
			help = "write " + diag.Quote(name+"."+n.Text)
		}
	}
	return diag.Fault("unknown-given", n.Place, "this test has no record "+diag.Quote(n.Text), help)
}

func unknownOutput(n ast.Name, a *schema.Action) diag.Diagnostic {
	names := make([]string, len(a.Outputs))
	for i, f := range a.Outputs {
		names[i] = f.Name
	}
	help := diag.DidYouMean(n.Text, names)
	if help == "" && len(names) > 0 {
		help = "it has " + list(names, "and")
	}
	return diag.Fault("unknown-output", n.Place, diag.Quote(a.Name)+" has no output "+diag.Quote(n.Text), help)
}

func unknownField(n ast.Name, e *schema.Event) diag.Diagnostic {
	names := make([]string, len(e.Fields))
	for i, f := range e.Fields {
		names[i] = f.Name
	}
	help := diag.DidYouMean(n.Text, names)
	if help == "" {
		help = "it has " + list(names, "and")
	}
	return diag.Fault("unknown-field", n.Place, "the event "+diag.Quote(e.Name)+" has no field "+diag.Quote(n.Text), help)
}

func labelOfNoWorkflow(l ast.Name, names []string) diag.Diagnostic {
	sort.Strings(names)
	return diag.Fault("unknown-label", l.Place, "no step of the tested workflows has the label "+diag.Quote(l.Text), diag.DidYouMean(l.Text, names))
}
