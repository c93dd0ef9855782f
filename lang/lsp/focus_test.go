package lsp

// What is told of a file that is checked alone must be what a check of the project tells of it, but for the codes that
// only the project decides. The programs of testdata/faults show it: each declaration becomes a file of its own.

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/wflang/wf/lang"
	"github.com/wflang/wf/lang/diag"
	"github.com/wflang/wf/lang/project"
	"github.com/wflang/wf/lang/source"
	"github.com/wflang/wf/stdlib"
)

func TestFocus(t *testing.T) {
	names, err := filepath.Glob("../../testdata/faults/*.wf")
	if err != nil || len(names) == 0 {
		t.Fatal("no corpus", err)
	}
	compared := 0
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for n, program := range strings.Split(string(text), "\n---\n") {
			compared += compareFocus(t, fmt.Sprintf("program %d of %s", n+1, filepath.Base(name)), declarations(program))
		}
	}
	if compared < 250 {
		t.Errorf("%d faults were compared, want hundreds", compared)
	}
}

// declarations are the files that hold the declarations of a program, in their order.
func declarations(program string) (files []*source.File) {
	tree := lang.Parse(source.NewFile("all.wf", program)).Program
	start := 0
	for i := range tree.Decls {
		end := len(program)
		if i+1 < len(tree.Decls) {
			end = tree.Decls[i+1].Span().Start
		}
		files = append(files, source.NewFile(fmt.Sprintf("%02d.wf", i), program[start:end]))
		start = end
	}
	return files
}

// compareFocus checks the project whole and by each file, and returns how many faults there were to compare.
func compareFocus(t *testing.T, what string, files []*source.File) (compared int) {
	t.Helper()
	s := newServer(t.Context(), Config{Catalog: stdlib.Catalog(), Codes: lang.Codes()})
	defer s.stop()
	w := s.workspaceIn(t.TempDir())
	snap := snapshot{loaded: &project.Project{Config: project.Default()}}
	for _, f := range files {
		snap.files = append(snap.files, read(f, false))
	}
	mail := source.NewFile("emails/welcome.md", "---\nsubject: Welcome\n---\nHello\n")
	snap.files = append(snap.files, read(mail, true))
	whole := w.check(t.Context(), snap, "")
	for _, f := range files {
		want := deciding(whole.found, f.Name)
		if d := cmp.Diff(want, deciding(w.check(t.Context(), snap, f.Name).found, f.Name)); d != "" {
			t.Errorf("%s: alone, %s is told other faults than in its project (-want +got):\n%s\n%s", what, f.Name, d, f.Text)
		}
		compared += len(want)
	}
	return compared
}

// deciding are the faults in a file that a check of the file alone has to find.
func deciding(found []diag.Diagnostic, name string) (list []string) {
	for _, d := range found {
		if d.Span.File != nil && d.Span.File.Name == name && !slices.Contains(ofWholes, d.Code) {
			list = append(list, fmt.Sprintf("%s %s %s", d.Span, d.Code, d.Message))
		}
	}
	return list
}

// What is asked behind a letter waits for no check of the project, and is answered from one check; the next letter has
// the check of the project given up.
func TestChecksBeside(t *testing.T) {
	s := newServer(t.Context(), Config{Catalog: stdlib.Catalog(), Codes: lang.Codes()})
	defer s.stop()
	dir := t.TempDir()
	at := filepath.Join(dir, "a.wf")
	text := "workflow a on contact {\n  enroll when contact.score > 1\n  stop\n}\n"
	s.docs[at] = &document{text: text}
	w := s.workspaceIn(dir)
	w.checking.Lock() // as if the project were being checked
	first := w.focus("a.wf")
	if first == nil || first.project.File("a.wf") == nil {
		t.Fatal("there is no analysis of the file")
	}
	if again := w.focus("a.wf"); again != first {
		t.Error("the same text was checked twice")
	}
	texts := w.texts
	w.edit(at, text+"\n", 2)
	if texts.Err() == nil {
		t.Error("the check of an older text is not given up")
	}
	if next := w.focus("a.wf"); next == first {
		t.Error("another text was not checked")
	}
	w.checking.Unlock()
	if c := w.analysis(texts); c != nil {
		t.Error("a check that was given up has a result")
	}
}
