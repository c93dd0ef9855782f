package stdlib

import (
	"flag"
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/wflang/wf/lang/schema"
)

var update = flag.Bool("update", false, "write docs/actions.md anew")

const actionsPage = "../docs/actions.md"

func TestActionsPage(t *testing.T) {
	want := Page(schema.NewSchema(Catalog()))
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
