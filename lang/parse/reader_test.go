package parse

import (
	"reflect"
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
	if len(r.seen) == 0 {
		t.Error("no expression was kept")
	}
}
