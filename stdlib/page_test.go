package stdlib

import (
	"flag"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write docs/actions.md anew")

const actionsPage = "../docs/actions.md"

func TestActionsPage(t *testing.T) {
	want := Page(Catalog())
	if *update {
		if err := os.WriteFile(actionsPage, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(actionsPage)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(got), want); diff != "" {
		t.Errorf("%s is not what the declarations say; go test ./stdlib -update writes it anew:\n%s", actionsPage, diff)
	}
}

// The rows of the page people choose from elsewhere, and how each is written here.
func TestEveryRowHasAForm(t *testing.T) {
	page := Page(Catalog())
	for _, row := range []string{
		"| [Delay](#delay) | `delay DURATION", "| [If/then branch](#if) | `if EXPR then S", "| [Value branch](#match) |", "| [Random split](#split) |",
		"| [Go to action](#goto) | `goto LABEL`", "| [Enroll in another workflow](#enroll) |", "| [Unenroll from another workflow](#unenroll) |",
		"| [Trigger a webhook](#webhook) | `webhook(url: url or text [", "| [Send internal e-mail](#notifyemail) |", "| [Send internal SMS](#notifysms) |",
		"| [Send in-app notification](#notify) |", "| [Send marketing e-mail](#email) | `email(template: text [to: contact, email, text or list])`",
		"| [Send Slack notification](#slackmessage) |", "| [Create Slack channel](#slackchannel) |", "| [Create Asana task](#asanatask) |",
		"| [Create Salesforce task](#salesforcetask) |", "| [Add to Salesforce campaign](#salesforcecampaign) |", "| [Rotate record to owner](#rotate) |",
		"| [Create record](#create) |", "| [Set property value](#set) |", "| [Copy property value](#copy) |", "| [Clear property value](#clear) |",
		"| [Increase property value](#increase) |", "| [Decrease property value](#decrease) |", "| [Add to static list](#listadd) |", "| [Remove from static list](#listremove) |",
		"| [Add to ads audience](#audienceadd) |", "| [Remove from ads audience](#audienceremove) |", "| [Manage communication subscriptions](#subscriptionset) |",
	} {
		if !strings.Contains(page, row) {
			t.Errorf("no row begins %s", row)
		}
	}
}
