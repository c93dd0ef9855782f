// Entries of the history in words.

package runtime

import (
	"fmt"

	"github.com/wflang/wf/lang/schema"
)

// Words says what an entry tells: the step, what was done or decided, and how it ended when it did not end well.
//
//	leads.wf:7  if: contact.score >= 50: no
func (e Entry) Words() string {
	what := e.Kind
	if e.Action != "" {
		what = e.Action
	}
	if e.Text != "" && e.Text != what {
		what += ": " + e.Text
	}
	if e.Step != "" {
		what = e.Step + "  " + what
	}
	switch {
	case e.Status != schema.Done && e.Reason != "":
		return what + fmt.Sprintf(" (%s: %s)", e.Status, e.Reason)
	case e.Status != schema.Done:
		return what + fmt.Sprintf(" (%s)", e.Status)
	case e.Reason != "":
		return what + fmt.Sprintf(" (%s)", e.Reason)
	}
	return what
}
