package stdlib

import (
	"slices"
	"testing"

	"github.com/wflang/wf/lang/schema"
)

// beyond are the actions that HubSpot's list does not have.
var beyond = []string{"stop", "let", "unenroll", "associate", "dissociate"}

// Every row of the list stands for an action of the catalog, and every action of the catalog is in the list or known to go
// beyond it.
func TestRowsAndCatalog(t *testing.T) {
	catalog := schema.NewSchema(Catalog())
	listed := map[string]bool{}
	for _, r := range rows() {
		listed[r.entry] = true
		if r.entry != "" && catalog.Action(r.entry) == nil {
			t.Errorf("%q is said to be `%s`, which the catalog does not have", r.title, r.entry)
		}
	}
	for _, a := range catalog.Actions {
		if listed[a.Name] == slices.Contains(beyond, a.Name) {
			t.Errorf("`%s` is in one of: rows of the list, what goes beyond it", a.Name)
		}
	}
}

// The rows of the list, by heading: nobody takes one away by accident.
func TestNumberOfRows(t *testing.T) {
	want := map[string]int{"Flow": 9, "Internal communication": 3, "External communication": 3, "Integrations": 6, "Assignment": 1, "Create": 4,
		"Properties": 7, "Lists, audiences, consent": 5}
	got := map[string]int{}
	for _, r := range rows() {
		got[r.family]++
	}
	for family, n := range want {
		if got[family] != n {
			t.Errorf("%s has %d rows, want %d", family, got[family], n)
		}
	}
	if len(got) != len(want) {
		t.Errorf("headings %v", got)
	}
}
