package actions_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"github.com/wflang/wf/lang"
	"github.com/wflang/wf/lang/project"
	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/lang/typed"
	"github.com/wflang/wf/runtime"
	"github.com/wflang/wf/runtime/wftest"
	"github.com/wflang/wf/stdlib"
	"github.com/wflang/wf/vm"
)

var update = flag.Bool("update", false, "write the sections of stories that tell what happened anew")

const stories = "../../testdata/stories/actions"

// declared is the story of actions that a project declares itself: it stands for no entry of the catalog.
const declared = "action"

// TestStories tells the story of every action: a project, the tests of the language that run it on the engine, and what
// came of it. The last three sections are written by -update:
//
//	wf.yaml, NAME.wf, NAME_test.wf, emails/NAME.md   the project with its tests
//	answers                                          what the world says to messages, see the type answers
//	bytecode                                         the listing of its workflows
//	history                                          the way of every record, test by test
//	messages                                         what left, and how it ended
func TestStories(t *testing.T) {
	names := []string{declared}
	for _, a := range stdlib.Catalog().Actions {
		names = append(names, a.Name)
	}
	files, err := filepath.Glob(stories + "/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".txtar")
		if !slices.Contains(names, name) {
			t.Errorf("%s tells of `%s`, which the catalog does not have", file, name)
		}
	}
	for _, name := range names {
		t.Run(name, func(t *testing.T) { tell(t, name) })
	}
}

func tell(t *testing.T, name string) {
	file := filepath.Join(stories, name+".txtar")
	archive, err := txtar.ParseFile(file)
	if err != nil {
		t.Fatalf("`%s` has no story: %v", name, err)
	}
	if len(archive.Comment) == 0 {
		t.Error("the story does not begin with what the action does")
	}
	folder := fstest.MapFS{}
	sections := map[string]*txtar.File{}
	for i := range archive.Files {
		f := &archive.Files[i]
		sections[f.Name] = f
		if filepath.Ext(f.Name) != "" {
			folder[f.Name] = &fstest.MapFile{Data: f.Data}
		}
	}
	for name, got := range told(t, name, folder, sections["answers"]) {
		section := sections[name]
		if section == nil {
			t.Errorf("the story has no section %q", name)
			continue
		}
		if diff := cmp.Diff(string(section.Data), got); diff != "" && !*update {
			t.Errorf("%s differs (-want +got); -update writes it anew:\n%s", name, diff)
		}
		section.Data = []byte(got)
	}
	if *update && !t.Failed() {
		if err := os.WriteFile(file, txtar.Format(archive), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// told runs the tests of a project and returns the sections that tell of it.
func told(t *testing.T, action string, folder fstest.MapFS, script *txtar.File) map[string]string {
	p, faults, err := project.LoadFS(folder)
	if err != nil {
		t.Fatal(err)
	}
	analysis := lang.Analyze(p.Input(), stdlib.Catalog())
	for _, d := range append(faults, analysis.Diagnostics...) {
		if d.Code == "no-enroll" { // most tests enroll by hand, so that a story is about its action alone
			continue
		}
		t.Errorf("%s: %s [%s]", d.Span, d.Message, d.Code)
	}
	if t.Failed() {
		t.FailNow()
	}
	suite, err := wftest.NewSuite(analysis, p.Config)
	if err != nil {
		t.Fatal(err)
	}
	var code, history, messages strings.Builder
	for i, p := range suite.Bundle.Programs {
		if i > 0 {
			code.WriteString("\n")
		}
		if err := vm.Disassemble(&code, p); err != nil {
			t.Fatal(err)
		}
	}
	if !does(suite.Bundle, action) {
		t.Errorf("no step of the story is `%s`", action)
	}
	zone, err := time.LoadLocation(string(p.Config.Timezone))
	if err != nil {
		t.Fatal(err)
	}
	suite.Ended = func(test *typed.Test, e *runtime.Engine) error {
		fmt.Fprintf(&history, "%s\n", test.Title)
		if err := tellHistory(&history, e, zone); err != nil {
			return err
		}
		return tellMessages(&messages, test.Title, e, zone)
	}
	for _, test := range suite.Tests { // one by one, as each has a world that answers in its own way
		suite.Outbox = answersFor(t, script, test.Title)
		for _, r := range suite.Run(t.Context(), regexp.MustCompile("^"+regexp.QuoteMeta(test.Title)+"$")) {
			if !r.Passed() {
				t.Errorf("%s: %s", r.Title, r.Text())
			}
		}
	}
	if len(suite.Tests) == 0 {
		t.Error("the story has no test")
	}
	return map[string]string{"bytecode": code.String(), "history": history.String(), "messages": messages.String()}
}

// does reports whether a step of a bundle is the action.
func does(b *vm.Bundle, action string) bool {
	catalog := schema.NewSchema(stdlib.Catalog())
	return slices.ContainsFunc(b.Programs, func(p *vm.Program) bool {
		return slices.ContainsFunc(p.Steps, func(s vm.StepInfo) bool {
			return s.Action == action || action == declared && catalog.Action(s.Action) == nil
		})
	})
}
