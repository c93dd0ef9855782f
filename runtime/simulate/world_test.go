package simulate_test

import (
	"testing"

	"github.com/wflang/wf/compiler"
	"github.com/wflang/wf/lang"
	"github.com/wflang/wf/lang/diag"
	"github.com/wflang/wf/lang/source"
	"github.com/wflang/wf/stdlib"
	"github.com/wflang/wf/vm"
)

// compile makes the programs of a text.
func compile(t testing.TB, text string) *vm.Bundle {
	t.Helper()
	a := lang.Analyze(lang.Input{Files: []*source.File{source.NewFile("w.wf", text)}}, stdlib.Catalog())
	for _, d := range a.Diagnostics {
		if d.Level == diag.Error {
			t.Fatalf("%s: %s [%s]", d.Span, d.Message, d.Code)
		}
	}
	b, err := compiler.Compile(a.Project, compiler.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return b
}
