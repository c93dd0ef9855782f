package vm_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/wflang/wf/compiler"
	"github.com/wflang/wf/lang"
	"github.com/wflang/wf/lang/source"
	"github.com/wflang/wf/stdlib"
	"github.com/wflang/wf/vm"
)

// TestCorrectProgramsCompile compiles every program of testdata/correct, stores it and reads it back. Workflows around a
// date are refused in words.
func TestCorrectProgramsCompile(t *testing.T) {
	files, err := filepath.Glob("../testdata/correct/*.wf")
	if err != nil || len(files) == 0 {
		t.Fatalf("no programs: %v", err)
	}
	mails, err := filepath.Glob("../testdata/correct/emails/*")
	if err != nil {
		t.Fatal(err)
	}
	read := func(file, name string) *source.File {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		return source.NewFile(name, string(text))
	}
	var templates []*source.File
	for _, file := range mails {
		templates = append(templates, read(file, "emails/"+filepath.Base(file)))
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			analysis := lang.Analyze(lang.Input{Files: []*source.File{read(file, filepath.Base(file))}, Templates: templates}, stdlib.Catalog())
			bundle, err := compiler.Compile(analysis.Project, compiler.Options{})
			if err != nil && !strings.Contains(err.Error(), "is built around a date (`center on`), which this version cannot run") {
				t.Fatal(err)
			}
			again, err := vm.Decode(vm.Encode(bundle), stdlib.Catalog())
			if err != nil {
				t.Fatal(err)
			}
			for i, p := range bundle.Programs {
				if got, want := listing(again.Programs[i]), listing(p); got != want {
					t.Errorf("`%s` came back as\n%s\nit was\n%s", p.Name, got, want)
				}
			}
		})
	}
}
