package stdlib

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/wflang/wf/lang/schema"
)

// small is a schema with the catalog's actions and functions, one object and one event.
func small() *schema.Schema {
	s := schema.NewSchema(Catalog())
	o := schema.NewObject("deal", "deals")
	o.Doc = "A sale that may come about. It has an amount."
	o.Add(&schema.Property{Name: "name", Type: schema.Of(schema.Text), Required: true, Doc: "name of the deal"})
	stage := o.Add(&schema.Property{Name: "stage", Doc: "how far the deal is", Default: schema.TextValue("new"),
		Type: schema.Type{Kind: schema.Enum, Options: schema.NewOptions([]schema.Option{{Value: "new", Label: "New"}, {Value: "closed_won", Label: "Closed won"}})}})
	stage.Object = o
	s.AddObject(o)
	e := schema.NewEvent("deal_paid", o)
	e.Doc = "A deal was paid."
	e.Add(&schema.Field{Name: "amount", Type: schema.Of(schema.Number), Doc: "how much"})
	s.AddEvent(e)
	return s
}

func TestDoc(t *testing.T) {
	for name, want := range map[string]string{
		"deal": `object deal, plural deals

A sale that may come about. It has an amount.

  id          text readonly key  identifies the record
  created_at  datetime readonly  when the record was created
  updated_at  datetime readonly  when a property of the record last changed
  name        text required      name of the deal
  stage       enum = new         how far the deal is (new, closed_won)
`,
		"deal.stage": `deal.stage  enum = new

how far the deal is

  new         New
  closed_won  Closed won
`,
		"deal_paid": `event deal_paid on deal

A deal was paid.

  at      datetime  when it happened
  amount  number    how much
`,
		"round": `round(number, [digits]) number

The number rounded to a whole one, or to so many digits after the point. Halves go away from zero.

Arguments
  number  number, required  the number
  digits  number = 0        digits after the point that stay

Example
  round(12.345, 1)  gives  12.3
`,
		"list.add": `Add to static list

  list.add(name: text)

Puts the contact on a list. A list needs no declaration; ` + "`contact in list(\"VIP\")`" + ` asks for it.

Arguments
  name  text, required  name of the list

On workflows of contact only.

Example
  list.add(name: "VIP")
`,
		"none": `none(LIST, COND) bool

Whether the condition holds for no element.

Example
  none(deals, .stage == "closed_won")
`,
		"clear": `Clear property value

  clear PATH [where COND]

Makes a property unknown.

Example
  clear contact.lead_status
`,
	} {
		got, ok := Doc(small(), name)
		if diff := cmp.Diff(want, got); diff != "" || !ok {
			t.Errorf("%s: found %v\n%s", name, ok, diff)
		}
	}
	if text, ok := Doc(small(), "deals"); !ok || !strings.HasPrefix(text, "object deal,") {
		t.Errorf("the plural: %q", text)
	}
	if text, ok := Doc(small(), "nothing"); ok || text != "" {
		t.Errorf("no such name: %q", text)
	}
}

func TestIndex(t *testing.T) {
	text := Index(small())
	for _, want := range []string{
		"Objects\n  deal  A sale that may come about\n\nEvents\n  deal_paid  A deal was paid\n\nActions\n  if ", "\n  notify.email         Send internal e-mail\n",
		"\nFunctions\n  len(value) number ", "  round(number, [digits]) number       The number rounded to a whole one, or to so many digits after\n",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("the index lacks %q:\n%s", want, text)
		}
	}
	for _, line := range strings.Split(text, "\n") {
		if len([]rune(line)) > width {
			t.Errorf("a line of %d characters: %s", len([]rune(line)), line)
		}
	}
}

func TestNames(t *testing.T) {
	names := Names(small())
	for _, name := range names {
		if _, ok := Doc(small(), name); !ok {
			t.Errorf("%s is listed and has no documentation", name)
		}
	}
	// `split` is a statement and a function; `enroll` and `unenroll` are statements and settings, `title` is a function and one.
	if want := 1 + 1 + len(Catalog().Actions) + len(Catalog().Funcs) + len(words()) + len(settings()) - 4; len(names) != want {
		t.Errorf("%d names, want %d", len(names), want)
	}
}

// A project's action of the same name takes the place of the standard one in the index.
func TestIndexOfReplacedAction(t *testing.T) {
	s := small()
	s.AddAction(&schema.Action{Name: "notify", Title: "Ring the bell"})
	text := Index(s)
	if !strings.Contains(text, "Ring the bell") || strings.Contains(text, "Send in-app notification") {
		t.Errorf("the index:\n%s", text)
	}
}

// How long a message is tried again stands in its documentation.
func TestPersistence(t *testing.T) {
	s := small()
	for name, want := range map[string]string{
		"notify.sms": "Tried again after 1 minute at first and 8 hours at most, for 3 days. An outcome that is told later is awaited for 72 hours.",
		"webhook":    "Tried again after 1 minute at first and 8 hours at most, for 3 days.",
		"set":        "",
	} {
		if got := persistence(s.Action(name)); got != want {
			t.Errorf("%s: got  %s\nwant %s", name, got, want)
		}
	}
	own := &schema.Action{Name: "own", Retry: &schema.Retry{First: 90 * time.Minute, Max: 2 * time.Hour, Until: 24 * time.Hour}}
	if got, want := persistence(own), "Tried again after 90 minutes at first and 2 hours at most, for 24 hours."; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if text, _ := Doc(s, "notify.sms"); !strings.Contains(text, "\n\nTried again after 1 minute at first and 8 hours at most, for 3 days. An outcome that is told later\nis awaited for 72 hours.\n\nExample\n") {
		t.Errorf("wf doc says:\n%s", text)
	}
}

// A function that a project replaced is listed once, as the project has it.
func TestReplacedFunction(t *testing.T) {
	c := Catalog()
	c.Funcs = append(c.Funcs, &schema.Func{Name: "upper", Result: schema.Of(schema.Text), Doc: "Louder."})
	s := schema.NewSchema(c)
	if text := Index(s); strings.Count(text, "\n  upper(") != 1 || !strings.Contains(text, "Louder") {
		t.Errorf("the index says:\n%s", text)
	}
	if text := Page(s); strings.Count(text, "| `upper(") != 1 || !strings.Contains(text, "| `upper() text` | Louder. |  |  |") {
		t.Error("the page lists the function that was replaced")
	}
}
