package control_test

import (
	"bytes"
	"context"
	"errors"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/wflang/wf/compiler"
	"github.com/wflang/wf/lang"
	"github.com/wflang/wf/lang/calendar"
	"github.com/wflang/wf/lang/diag"
	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/lang/source"
	"github.com/wflang/wf/runtime"
	"github.com/wflang/wf/runtime/backup"
	"github.com/wflang/wf/runtime/control"
	"github.com/wflang/wf/runtime/store/memory"
	"github.com/wflang/wf/stdlib"
	"github.com/wflang/wf/vm"
)

const text = `object contact { times: number, since: date }
event greeted on contact { by: text }

workflow w on contact {
  enroll when contact.score > 1
  enroll on event greeted where event.by == "Ann"
  reenroll always

  notify(to: user("ana@acme.example"), text: "hello")
  delay 3 days
  set contact.city = "x"
}`

// office knows Ana.
type office struct{}

func (office) User(email string) (schema.Person, bool) {
	return schema.Person{Email: email, Active: true}, email == "ana@acme.example"
}

func (office) Team(string) ([]schema.Person, bool) { return nil, false }

func compile(t *testing.T, text string) *vm.Bundle {
	t.Helper()
	a := lang.Analyze(lang.Input{Files: []*source.File{source.NewFile("w.wf", text)}}, stdlib.Catalog())
	if diag.HasErrors(a.Diagnostics) {
		t.Fatal(a.Diagnostics)
	}
	bundle, err := compiler.Compile(a.Project, compiler.Options{Working: calendar.Office()})
	if err != nil {
		t.Fatal(err)
	}
	return bundle
}

func open(t *testing.T) *runtime.Engine {
	t.Helper()
	e, err := runtime.Open(runtime.Config{Store: memory.New(), Catalog: stdlib.Catalog(), People: office{}, Identity: "test",
		Secret: []byte("test"), Clock: runtime.NewVirtualClock(time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC))})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { e.Close() })
	return e
}

// ann and bob are records.
var ann, bob = schema.Ref{Object: "contact", ID: "ann@x.example"}, schema.Ref{Object: "contact", ID: "bob@x.example"}

// outcome is what commands were answered with.
type outcome struct {
	what   any
	failed string
}

// operate does everything that can be done to an engine, here or elsewhere.
func operate(t *testing.T, do func(command any) (any, error)) (told []outcome) {
	t.Helper()
	number := func(n float64) control.Values {
		return control.ValuesOf(map[string]schema.Value{"score": schema.NumberValue(n)})
	}
	all := control.ValuesOf(map[string]schema.Value{"email": schema.TextValue(bob.ID), "times": schema.NumberValue(0.5), "city": {},
		"since": schema.DateValue(20000)})
	for _, command := range []any{
		control.Switch{Workflow: "w"},
		control.Deploy{Bundle: vm.Encode(compile(t, text))},
		control.Deploy{Bundle: []byte("no bundle")},
		control.Put{Change: control.Change{Object: "contact", ID: ann.ID, Props: number(2)}},
		control.Put{Change: control.Change{Object: "contact", ID: ann.ID, Props: number(2)}},
		control.Put{Change: control.Change{Object: "contract"}},
		control.Import{Changes: []control.Change{{Object: "contact", Props: all, With: []schema.Ref{ann}}, {Object: "contact", ID: ann.ID}}},
		control.Import{Changes: []control.Change{{Object: "contact", ID: "x"}, {Object: "contract", ID: "y"}}},
		control.Enroll{Workflow: "w", Record: bob},
		control.Enroll{Workflow: "w", Record: bob},
		control.Send{Event: "greeted", Record: bob, Fields: control.ValuesOf(map[string]schema.Value{"by": schema.TextValue("Ann")})},
		control.Send{Event: "gone", Record: bob},
		control.MarkRead{User: "ana@acme.example", IDs: []string{"n0"}},
		control.MarkRead{User: "ana@acme.example"},
		control.Switch{Workflow: "w"},
		control.Switch{Workflow: "w", On: true},
		control.Deploy{Bundle: vm.Encode(compile(t, strings.Replace(text, "  delay", "  set contact.state = \"y\"\n  delay", 1)))},
		control.Migrate{},
	} {
		what, err := do(command)
		o := outcome{what: what}
		if err != nil {
			o.failed = err.Error()
			var refused *runtime.RefusedError
			var put *runtime.PutError
			switch {
			case errors.As(err, &refused):
				o.failed = "refused: " + o.failed
			case errors.As(err, &put):
				o.failed = "change " + string(rune('0'+put.Index)) + ": " + o.failed
			}
		}
		told = append(told, o)
	}
	return told
}

// What commands do and tell is the same through a socket as without, and so is what the engine has then.
func TestCommands(t *testing.T) {
	ctx, dir := context.Background(), t.TempDir()
	local, served := open(t), open(t)
	s, err := control.Listen(dir, served, control.Options{})
	if err != nil {
		t.Fatal(err)
	}
	c, err := control.Dial(ctx, dir, "test")
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	here := operate(t, func(command any) (any, error) { return carryOut(ctx, t, nil, local, command) })
	there := operate(t, func(command any) (any, error) { return carryOut(ctx, t, c, nil, command) })
	if diff := cmp.Diff(here, there, cmp.AllowUnexported(outcome{})); diff != "" {
		t.Error(diff)
	}
	var failed []string
	for _, o := range there {
		if o.failed != "" {
			failed = append(failed, o.failed)
		}
	}
	if diff := cmp.Diff([]string{
		"there is no workflow `w`",
		"this is not a compiled project",
		"there is no object `contract`",
		"change 1: there is no object `contract`",
		"refused: already inside",
		"there is no event `gone`",
		"`ana@acme.example` has no notification `n0`",
	}, failed); diff != "" {
		t.Error(diff)
	}
	look, err := runtime.OpenToRead(runtime.Config{Store: c.Store(), Catalog: stdlib.Catalog()})
	if err != nil {
		t.Fatal(err)
	}
	a, b := history(t, local), history(t, look)
	if !slices.Equal(a, b) || len(a) == 0 {
		t.Errorf("%q, want %q", b, a)
	}
	var copied, taken bytes.Buffer
	tx := c.Store().Begin(false)
	if _, err := backup.Write(&copied, tx); err != nil || tx.Commit() != nil {
		t.Error(err)
	}
	if _, err := served.Backup(&taken); err != nil || !bytes.Equal(copied.Bytes(), taken.Bytes()) {
		t.Errorf("a backup through the socket is another one, %v", err)
	}
	if err := errors.Join(look.Close(), s.Close(ctx)); err != nil {
		t.Error(err)
	}
	if _, err := control.Ask(c, control.Switch{Workflow: "w"}); !errors.Is(err, control.ErrLost) {
		t.Errorf("after the end: %v", err)
	}
}

func carryOut(ctx context.Context, t *testing.T, c *control.Client, e *runtime.Engine, command any) (any, error) {
	t.Helper()
	switch command := command.(type) {
	case control.Deploy:
		return on(ctx, c, e, command)
	case control.Migrate:
		return on(ctx, c, e, command)
	case control.Switch:
		return on(ctx, c, e, command)
	case control.Enroll:
		return on(ctx, c, e, command)
	case control.Send:
		return on(ctx, c, e, command)
	case control.Put:
		return on(ctx, c, e, command)
	case control.Import:
		return on(ctx, c, e, command)
	case control.MarkRead:
		return on(ctx, c, e, command)
	}
	t.Fatalf("%T", command)
	return nil, nil
}

func on[R any](ctx context.Context, c *control.Client, e *runtime.Engine, command control.Command[R]) (any, error) {
	if c == nil {
		return command.Do(ctx, e)
	}
	return control.Ask(c, command)
}

func history(t *testing.T, e *runtime.Engine) (lines []string) {
	t.Helper()
	for entry, err := range e.History(runtime.Filter{}) {
		if err != nil {
			t.Fatal(err)
		}
		lines = append(lines, entry.Workflow+" "+entry.Words())
	}
	return lines
}

// A change whose values are a list travels as well as one with a map.
func TestChangeOfFields(t *testing.T) {
	contact := compile(t, text).Schema.Object("contact")
	field := func(name string, v schema.Value) runtime.Field {
		return runtime.Field{Property: contact.Property(name), Value: v}
	}
	got := control.ChangeOf(runtime.Change{Object: "contact", Fields: []runtime.Field{field("score", schema.NumberValue(1)),
		field("score", schema.NumberValue(2)), field("city", schema.TextValue("Rome"))}, Props: map[string]schema.Value{"city": schema.TextValue("Paris")}})
	want := control.Change{Object: "contact", Props: control.ValuesOf(map[string]schema.Value{"score": schema.NumberValue(2), "city": schema.TextValue("Paris")})}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%+v, want %+v", got, want)
	}
}
