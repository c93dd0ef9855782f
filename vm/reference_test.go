package vm_test

import (
	"flag"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/wflang/wf/vm"
)

var update = flag.Bool("update", false, "write golden files and generated pages anew")

// golden compares a text with a file, or writes the file.
func golden(t *testing.T, file, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s differs (-want +got); -update writes it anew:\n%s", file, diff)
	}
}

func TestReference(t *testing.T) {
	var page strings.Builder
	if err := vm.WriteReference(&page); err != nil {
		t.Fatal(err)
	}
	golden(t, "../docs/bytecode.md", page.String())
}
