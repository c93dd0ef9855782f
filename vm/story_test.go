package vm_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"github.com/wflang/wf/compiler"
	"github.com/wflang/wf/lang"
	"github.com/wflang/wf/lang/calendar"
	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/lang/source"
	"github.com/wflang/wf/stdlib"
	"github.com/wflang/wf/vm"
)

// TestStories tells each file of testdata/stories: a project goes through checker, compiler and machine, and each stage
// checks its own section. -update writes the sections anew; those that a story does not have are not checked.
//
//	-- NAME.wf --, -- emails/NAME.md --   the project
//	-- records --                         OBJECT ID property="value" … [of ID …], a line each
//	-- answers --                         EVENT field="value" …: what ends a wait for the event; without, time runs out
//	-- diagnostics --, -- bytecode --     what the checker says, the listing
//	-- runs --                            what each record goes through in each workflow on its object
func TestStories(t *testing.T) {
	files, err := filepath.Glob("../testdata/stories/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no stories: %v", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) { tell(t, file) })
	}
}

func tell(t *testing.T, file string) {
	archive, err := txtar.ParseFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var in lang.Input
	sections := map[string]*txtar.File{}
	for i := range archive.Files {
		f := &archive.Files[i]
		switch {
		case strings.HasSuffix(f.Name, ".wf"):
			in.Files = append(in.Files, source.NewFile(f.Name, string(f.Data)))
		case strings.HasPrefix(f.Name, "emails/"):
			in.Templates = append(in.Templates, source.NewFile(f.Name, string(f.Data)))
		default:
			sections[f.Name] = f
		}
	}
	analysis := lang.Analyze(in, stdlib.Catalog())
	var faults, code, runs strings.Builder
	for _, d := range analysis.Diagnostics {
		fmt.Fprintf(&faults, "%s: %s [%s]\n", d.Span, d.Message, d.Code)
	}
	bundle, err := compiler.Compile(analysis.Project, compiler.Options{Working: calendar.Office()})
	if err != nil {
		fmt.Fprintf(&code, "%v\n", err)
	}
	for _, p := range bundle.Programs {
		fmt.Fprintf(&code, "%s\n", listing(p))
		if records := sections["records"]; records != nil {
			live(t, &runs, p, bundle.Schema, string(records.Data), sections["answers"])
		}
	}
	changed := false
	for name, got := range map[string]string{"diagnostics": faults.String(), "bytecode": code.String(), "runs": runs.String()} {
		section := sections[name]
		if section == nil {
			continue
		}
		if diff := cmp.Diff(string(section.Data), got); diff != "" && !*update {
			t.Errorf("%s differs (-want +got); -update writes it anew:\n%s", name, diff)
		}
		section.Data, changed = []byte(got), true
	}
	if *update && changed {
		if err := os.WriteFile(file, txtar.Format(archive), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// live sends every record of the workflow's object through it, each in a world of its own.
func live(t *testing.T, out *strings.Builder, p *vm.Program, s *schema.Schema, records string, answers *txtar.File) {
	zone, err := time.LoadLocation(p.Zone)
	if err != nil {
		t.Fatal(err)
	}
	for i, line := range strings.Split(strings.TrimSpace(records), "\n") {
		if !strings.HasPrefix(line, p.Object+" ") {
			continue
		}
		w := worldOf(s)
		w.env.Zone, w.env.Hours = zone, &p.Working
		var subject *schema.Record
		for j, line := range strings.Split(strings.TrimSpace(records), "\n") {
			if r := w.read(t, line); i == j {
				subject = r
			}
		}
		fmt.Fprintf(out, "%s: %s\n", p.Name, subject.Ref())
		for _, said := range drive(t, w, p, w.Record(subject.Ref()), w.answering(t, answers)) {
			fmt.Fprintf(out, "  %s\n", strings.ReplaceAll(said, "\n", "\\n"))
		}
	}
}

// read makes the record that a line describes.
func (w *world) read(t *testing.T, line string) *schema.Record {
	words := fields(t, line)
	o := w.schema.Object(words[0])
	values, with := map[string]schema.Value{}, []*schema.Record(nil)
	for i, word := range words[2:] {
		if word == "of" {
			for _, id := range words[2+i+1:] {
				for _, r := range w.records {
					if r.ID == id {
						with = append(with, r)
					}
				}
			}
			break
		}
		name, text, _ := strings.Cut(word, "=")
		p := o.Property(name)
		if p == nil {
			t.Fatalf("%s has no %s", o.Name, name)
		}
		values[name] = w.parse(t, p.Type, text)
	}
	return w.put(o, words[1], values, with...)
}

func (w *world) parse(t *testing.T, kind schema.Type, text string) schema.Value {
	var err error
	var v schema.Value
	switch kind.Kind {
	case schema.Number:
		var n float64
		n, err = strconv.ParseFloat(text, 64)
		v = schema.NumberValue(n)
	case schema.Bool:
		v = schema.BoolValue(text == "true")
	case schema.Date:
		var day int64
		day, err = calendar.ParseDate(text)
		v = schema.DateValue(day)
	case schema.DateTime:
		var at time.Time
		at, err = calendar.ParseMoment(text, w.env.Zone)
		v = schema.TimeValue(at)
	case schema.User:
		v = schema.UserValue(text)
	default:
		v = schema.TextValue(text)
	}
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// answering ends a wait for an event with the first answer of that name.
func (w *world) answering(t *testing.T, answers *txtar.File) answer {
	if answers == nil {
		return nil
	}
	return func(e vm.Effect) (bool, schema.Value) {
		for _, line := range strings.Split(strings.TrimSpace(string(answers.Data)), "\n") {
			words := fields(t, line)
			for _, name := range e.Events {
				if name != words[0] {
					continue
				}
				event := w.schema.Event(name)
				o := &schema.Occurrence{Event: event, Fields: make([]schema.Value, len(event.Fields))}
				o.Fields[0] = schema.MomentValue(w.env.Now)
				for _, word := range words[1:] {
					field, text, _ := strings.Cut(word, "=")
					f := event.Field(field)
					o.Fields[f.Number] = w.parse(t, f.Type, text)
				}
				return false, schema.EventValue(o)
			}
		}
		return false, schema.Value{}
	}
}

// fields cuts a line at its blanks; `name="a b"` is one field, without the quotes.
func fields(t *testing.T, line string) []string {
	var out []string
	for line = strings.TrimSpace(line); line != ""; line = strings.TrimSpace(line) {
		end := strings.IndexByte(line, ' ')
		if quote := strings.IndexByte(line, '"'); quote >= 0 && (end < 0 || quote < end) {
			text, err := strconv.QuotedPrefix(line[quote:])
			if err != nil {
				t.Fatalf("%s: %v", line, err)
			}
			value, _ := strconv.Unquote(text)
			out = append(out, line[:quote]+value)
			line = line[quote+len(text):]
			continue
		}
		if end < 0 {
			end = len(line)
		}
		out = append(out, line[:end])
		line = line[end:]
	}
	return out
}
