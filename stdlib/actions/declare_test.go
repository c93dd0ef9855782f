package actions

import (
	"strings"
	"testing"

	"github.com/wflang/wf/lang/schema"
)

// Every action is declared in full, and every one that the machine does not do itself has code.
func TestDeclarations(t *testing.T) {
	seen := map[string]bool{}
	for _, a := range All() {
		switch {
		case seen[a.Name]:
			t.Errorf("%s is declared twice", a.Name)
		case a.Title == "" || a.Family == "" || a.Example == "" || !strings.HasSuffix(a.Doc, "."):
			t.Errorf("%s is not declared in full: %q %q %q %q", a.Name, a.Title, a.Family, a.Doc, a.Example)
		case (a.Run == nil) != (a.Kind == schema.FlowAction):
			t.Errorf("%s, a %s action, has code: %v", a.Name, a.Kind, a.Run != nil)
		case (a.Retry != nil) != (a.Kind == schema.MessageAction):
			t.Errorf("%s, a %s action, is tried again: %v", a.Name, a.Kind, a.Retry != nil)
		case !strings.Contains(a.Example, strings.Fields(a.Name)[0]):
			t.Errorf("the example of %s does not show it: %s", a.Name, a.Example)
		}
		seen[a.Name] = true
		for _, p := range a.Params {
			if p.Name == "" || p.Doc == "" || p.Type.Kind == schema.Nil {
				t.Errorf("%s: parameter %+v", a.Name, p)
			}
		}
		for i, f := range a.Outputs {
			if f.Number != i || f.Doc == "" {
				t.Errorf("%s: output %+v", a.Name, f)
			}
		}
	}
	for name := range strings.FieldsSeq("if match split goto stop let delay enroll unenroll webhook notify notify.email notify.sms email slack.message slack.channel asana.task " +
		"salesforce.task salesforce.campaign rotate create associate dissociate set copy clear increase decrease list.add list.remove audience.add audience.remove subscription.set") {
		if !seen[name] {
			t.Errorf("%s is not declared", name)
		}
	}
}

// A literal is refused before the first run with the words that a computed one gets at run time.
func TestLiteralChecks(t *testing.T) {
	for _, a := range All() {
		for _, p := range a.Params {
			if p.Check == nil {
				continue
			}
			if err := p.Check(schema.TextValue("no such thing!")); err == nil || !strings.HasPrefix(err.Error(), "`no such thing!` ") {
				t.Errorf("%s(%s:): got %v", a.Name, p.Name, err)
			}
			if !p.Default.IsNil() {
				if err := p.Check(p.Default); err != nil {
					t.Errorf("%s(%s:): the default is refused: %v", a.Name, p.Name, err)
				}
			}
		}
	}
}

// Each catalog has declarations of its own, so that changing one leaves others alone.
func TestAllIsNew(t *testing.T) {
	one, two := All(), All()
	for i := range one {
		if one[i] == two[i] || one[i].Retry != nil && one[i].Retry == two[i].Retry {
			t.Errorf("%s is shared", one[i].Name)
		}
	}
}
