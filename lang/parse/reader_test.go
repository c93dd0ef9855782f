package parse

import (
	"reflect"
	"slices"
	"testing"
)

// A Reader that has read other files, and the same one, reads a file as a fresh one does.
func TestReaderKeepsNothingOfItsFiles(t *testing.T) {
	var r Reader
	for range 2 {
		for _, f := range corpusFiles(t, ".wf") {
			want, wantFaults := File(f)
			got, faults := r.File(f)
			if !reflect.DeepEqual(got, want) {
				t.Errorf("%s: another tree", f.Name)
			}
			if listed(faults) != listed(wantFaults) {
				t.Errorf("%s: got\n%s\nwant\n%s", f.Name, listed(faults), listed(wantFaults))
			}
		}
	}
	if !slices.ContainsFunc(r.kept, func(k kept) bool { return k.tree != nil }) {
		t.Error("no expression was kept")
	}
}
