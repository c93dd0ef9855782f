package index_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/wflang/wf/compiler"
	"github.com/wflang/wf/lang/ast"
	"github.com/wflang/wf/lang/calendar"
	"github.com/wflang/wf/lang/check"
	"github.com/wflang/wf/lang/diag"
	"github.com/wflang/wf/lang/parse"
	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/lang/source"
	"github.com/wflang/wf/runtime/index"
	"github.com/wflang/wf/stdlib"
	"github.com/wflang/wf/vm"
)

const declarations = `
object contact {
  plan:    enum { free, basic, gold, platinum }
  region:  text
  branch:  text
  tags:    set { vip, partner, press }
  visits:  number
  renews:  date
  seen_at: datetime
}
segment busy on contact when contact.visits > 12 and contact.plan == "gold"
`

// found is what leads to a condition: the workflow, and the way from its record.
type found struct {
	w   *workflow
	via int
}

type workflow struct {
	text    string
	program *vm.Program
	machine *vm.Machine
	entries []*index.Entry[found]
}

// pair is a contact with the company that it is associated with.
type pair struct{ contact, company *schema.Record }

func (p pair) Record(schema.Ref) *schema.Record { return p.contact }

func (p pair) Associated(r *schema.Record, o *schema.Object) []*schema.Record {
	if r == p.contact && o.Name == "company" {
		return []*schema.Record{p.company}
	}
	return nil
}

func (pair) Events(*schema.Record, *schema.Event) []*schema.Occurrence { return nil }
func (pair) ChangedAt(*schema.Record, *schema.Property) schema.Value   { return schema.Value{} }
func (pair) Member(string, *schema.Record) bool                        { return false }
func (p pair) env() *schema.Env                                        { return &schema.Env{Now: 1, Zone: time.UTC, View: p} }
func (w *workflow) holds(p pair) bool {
	return w.machine.Holds(w.program.Enroll[0].Cond, p.env(), p.contact, nil)
}
func pick[T any](r *rand.Rand, from ...T) T { return from[r.IntN(len(from))] }

// condition writes one as people do: mostly equalities, some bounds, some texts and predicates.
func condition(r *rand.Rand) string {
	switch n := r.IntN(100); {
	case n < 55:
		parts := make([]string, 1+r.IntN(4))
		for i := range parts {
			parts[i] = equality(r)
		}
		return strings.Join(parts, " and ")
	case n < 70:
		return fmt.Sprintf("(%s or %s) and %s", equality(r), bound(r), equality(r))
	case n < 80:
		return bound(r) + " and " + equality(r)
	case n < 90:
		return fmt.Sprintf("contact.%s >= %d and contact.%[1]s < %d", pick(r, "visits", "score"), r.IntN(20)-5, r.IntN(30))
	}
	return pick(r, words, words, other)(r) + pick(r, "", " and "+equality(r), " or "+bound(r))
}

func equality(r *rand.Rand) string {
	return pick(r,
		fmt.Sprintf("contact.plan == %q", pick(r, "free", "basic", "gold", "platinum")),
		fmt.Sprintf("contact.region == \"r%d\"", r.IntN(6)),
		fmt.Sprintf("\"b%d\" == contact.branch", r.IntN(6)),
		fmt.Sprintf("contact.region in [\"r%d\", \"r%d\"]", r.IntN(3), 3+r.IntN(3)),
		fmt.Sprintf("contact.visits == %d", r.IntN(20)),
		fmt.Sprintf("contact.owner == user(\"u%d@x.example\")", r.IntN(3)),
		fmt.Sprintf("contact.renews == date(\"2026-03-%02d\")", 1+r.IntN(9)),
		fmt.Sprintf("company.industry == %q", pick(r, "Accounting", "Banking")),
		"contact.region == nil", "contact.bounced", "not contact.bounced", "contact.unsubscribed == false")
}

func bound(r *rand.Rand) string {
	return pick(r,
		fmt.Sprintf("contact.visits %s %d", pick(r, "<", "<=", ">", ">="), r.IntN(24)-4),
		fmt.Sprintf("%d %s contact.score", r.IntN(24)-4, pick(r, "<", "<=", ">", ">=")),
		fmt.Sprintf("contact.renews %s date(\"2026-03-%02d\")", pick(r, "<", ">="), 1+r.IntN(9)),
		fmt.Sprintf("contact.seen_at > date(\"2026-03-%02d\")", 1+r.IntN(9)),
		fmt.Sprintf("contact.plan > %q", pick(r, "free", "basic", "gold")),
		fmt.Sprintf("company.employees > %d", r.IntN(20)))
}

func words(r *rand.Rand) string {
	return fmt.Sprintf("contact.%s %s %q", pick(r, "region", "branch", "firstname"), pick(r, "contains", "startsWith", "endsWith"),
		pick(r, "r", "r1", "b2", "anna", "annabel", "nab", "é", "bel"))
}

func other(r *rand.Rand) string {
	return pick(r, "contact in busy", `"vip" in contact.tags`, "known(contact.visits)", `contact.plan != "gold"`, "not (contact.visits > 5)",
		"contact.visits > contact.score", `lower(contact.firstname) contains "ann"`, "contact.visits * 2 == 10", "true", "contact.region == contact.branch",
		"any(companies, .employees > 5)", "count(deals) == 0", `contact.plan == "free" ? contact.visits > 3 : contact.bounced`, "(contact.score ?? 0) == 0")
}

func text(r *rand.Rand, options ...string) schema.Value { return schema.TextValue(pick(r, options...)) }

// value is a random value for a property, often the unknown.
func value(r *rand.Rand, p *schema.Property) schema.Value {
	if r.IntN(5) == 0 {
		return schema.Value{}
	}
	switch p.Name {
	case "plan", "industry":
		return schema.TextValue(pick(r, p.Type.Options.List...).Value)
	case "tags":
		return schema.SetValue([]schema.Value{text(r, "vip", "partner", "press")})
	case "region", "branch", "firstname":
		return text(r, "r0", "r1", "r2", "r3", "r4", "r5", "b0", "b1", "b2", "b3", "b4", "b5", "annabel", "Hannah r1 b2", "é", "", "mirabel", "annaanna")
	case "owner":
		return schema.UserValue(fmt.Sprintf("u%d@x.example", r.IntN(3)))
	}
	switch p.Type.Kind {
	case schema.Number:
		return schema.NumberValue(pick(r, float64(r.IntN(24)-4), float64(r.IntN(24)-4)+0.5))
	case schema.Bool:
		return schema.BoolValue(r.IntN(2) == 0)
	case schema.Date:
		return schema.DayValue(time.Date(2026, 3, 1+r.IntN(10), 0, 0, 0, 0, time.UTC))
	}
	return schema.TimeValue(time.Date(2026, 3, 1+r.IntN(10), r.IntN(2)*12, 0, 0, 0, time.UTC))
}

// compile makes one program of each condition.
func compile(t testing.TB, conditions []string) (*schema.Schema, []*workflow) {
	t.Helper()
	var b strings.Builder
	b.WriteString(declarations)
	for i, c := range conditions {
		fmt.Fprintf(&b, "workflow w%05d on contact {\n  enroll when %s\n  stop\n}\n", i, c)
	}
	catalog := stdlib.Catalog()
	var files []*ast.File
	for _, f := range append(catalog.Prelude, source.NewFile("test.wf", b.String())) {
		tree, found := parse.File(f)
		files = append(files, tree)
		for _, d := range found {
			t.Fatal(d.Message)
		}
	}
	project, faults := check.Project(files, nil, catalog, nil)
	for _, d := range faults {
		if d.Level == diag.Error {
			t.Fatalf("%s at %q", d.Message, d.Span.Text())
		}
	}
	bundle, err := compiler.Compile(project, compiler.Options{Working: calendar.Office()})
	if err != nil {
		t.Fatal(err)
	}
	var all []*workflow
	for i, p := range bundle.Programs {
		all = append(all, &workflow{text: conditions[i], program: p, machine: vm.NewMachine(p)})
	}
	return bundle.Schema, all
}

func add(x *index.Index[found], s *schema.Schema, w *workflow) {
	for _, p := range w.program.Enroll[0].Premises {
		if o := s.Object(p.Object); o != nil {
			w.entries = append(w.entries, x.Add(o, p, found{w, len(p.Via)}))
		}
	}
}

func remove(x *index.Index[found], w *workflow) {
	for _, e := range w.entries {
		x.Remove(e)
	}
	w.entries = nil
}

func TestWhatTurnsTrueIsFound(t *testing.T) {
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d", seed)
	r := rand.New(rand.NewPCG(seed, 1))
	texts := make([]string, 1500)
	for i := range texts {
		texts[i] = condition(r)
	}
	s, all := compile(t, texts)
	x := index.New[found]()
	on := map[*workflow]bool{}
	blank := func(name string) *schema.Record {
		o := s.Object(name)
		return &schema.Record{Object: o, ID: "1", Props: make([]schema.Value, len(o.Properties))}
	}
	now := pair{blank("contact"), blank("company")}
	var turned, looked, changes int
	for range 4000 {
		for range r.IntN(5) {
			w := all[r.IntN(len(all))]
			if on[w] {
				remove(x, w)
				delete(on, w)
			} else {
				add(x, s, w)
				on[w] = true
			}
		}
		was := now
		record := &now.contact
		if r.IntN(6) == 0 {
			record = &now.company
		}
		changed := &schema.Record{Object: (*record).Object, ID: "1", Props: append([]schema.Value(nil), (*record).Props...)}
		appeared := r.IntN(20) == 0 && record == &now.contact
		for range 1 + r.IntN(3) {
			p := changed.Object.Properties[3+r.IntN(len(changed.Object.Properties)-3)]
			if v := value(r, p); fits(p, v) {
				changed.Props[p.Number] = v
			}
		}
		old := *record
		*record = changed
		var list []found
		if appeared {
			list = x.Appeared(nil, changed)
		} else {
			for number := range changed.Props {
				if !changed.Props[number].Equal(old.Props[number]) {
					list = x.Changed(list, changed, number, old.Props[number])
				}
			}
		}
		changes++
		reached := map[*workflow]bool{}
		for _, f := range list {
			reached[f.w] = true
		}
		looked += len(reached)
		for w := range on {
			if (appeared || !w.holds(was)) && w.holds(now) {
				if turned++; !reached[w] {
					t.Fatalf("seed %d: `%s` turned true and was not found: %v → %v", seed, w.text, old.Props, changed.Props)
				}
			}
		}
		for w := range reached {
			if !on[w] {
				t.Fatalf("seed %d: `%s` was removed and is found", seed, w.text)
			}
		}
	}
	t.Logf("%d changes: %d conditions turned true, %d were looked at, %d were there", changes, turned, looked, len(on))
	if turned < changes || looked > 6*turned {
		t.Errorf("seed %d: %d turned true in %d changes, %d were looked at: the test or the index is not worth much", seed, turned, changes, looked)
	}
	for w := range on {
		remove(x, w)
	}
	if left := x.Appeared(nil, now.contact); len(left) > 0 {
		t.Errorf("%d conditions are left of none", len(left))
	}
}

// fits reports whether the test makes values for a property.
func fits(p *schema.Property, v schema.Value) bool {
	switch p.Name {
	case "plan", "industry", "tags", "region", "branch", "firstname", "owner", "visits", "score", "renews", "seen_at", "bounced", "unsubscribed", "employees":
		return true
	}
	return false
}
