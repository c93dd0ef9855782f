// A world of one turn in memory, for the tests of actions.

package actions

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"testing"
	"time"

	"github.com/wflang/wf/lang/schema"
)

// world is a turn with what stands behind it.
type world struct {
	t       testing.TB
	schema  *schema.Schema
	records map[schema.Ref]*schema.Record
	links   map[schema.Ref][]schema.Ref
	sets    map[string]map[string]bool
	counts  map[string]int64
	people  []schema.Person
	teams   map[string][]string // addresses
	inside  map[string]bool     // "workflow record"
	events  []string            // "event record name=value …" that happened
	refuse  error               // of Create
	writes  int
	turn    *schema.Turn
}

// newWorld has a contact Ann, enrolled, of the company Ledger with two deals, and the users ana, ben and cleo in the team Sales.
func newWorld(t testing.TB) *world {
	t.Helper()
	w := &world{t: t, schema: schema.NewSchema(nil), records: map[schema.Ref]*schema.Record{}, links: map[schema.Ref][]schema.Ref{},
		sets: map[string]map[string]bool{}, counts: map[string]int64{}, teams: map[string][]string{}, inside: map[string]bool{}}
	text, number := schema.Of(schema.Text), schema.Of(schema.Number)
	w.object("contact", "contacts", prop("email", schema.Of(schema.Email)), prop("firstname", text), prop("city", text), prop("score", number),
		prop("phone", schema.Of(schema.Phone)), prop("mobile", schema.Of(schema.Phone)), prop("owner", schema.Of(schema.User)),
		prop("unsubscribed", schema.Of(schema.Bool)), prop("bounced", schema.Of(schema.Bool)), prop("birthday", schema.Of(schema.Date)),
		prop("last_engaged_at", schema.Of(schema.DateTime)), prop("tags", schema.Type{Kind: schema.Set, Options: options("vip", "partner", "staff")}))
	w.object("company", "companies", prop("name", text), prop("phone", schema.Of(schema.Phone)), prop("owner", schema.Of(schema.User)),
		prop("segment", schema.Type{Kind: schema.Enum, Options: options("finance", "other")}))
	name := prop("name", text)
	name.Required = true
	stage := prop("stage", schema.Type{Kind: schema.Enum, Options: options("new", "closed_won")})
	stage.Default = schema.TextValue("new")
	w.object("deal", "deals", name, stage, prop("amount", number), prop("close_date", schema.Of(schema.Date)), prop("owner", schema.Of(schema.User)))

	ann := w.record("contact", "1", "email", "ann@ledger.example", "firstname", "Ann")
	ledger := w.record("company", "2", "name", "Ledger")
	for i, name := range []string{"First", "Second"} {
		w.link(ann, w.record("deal", fmt.Sprint(3+i), "name", name, "amount", float64(100*(i+1))))
	}
	w.link(ann, ledger)

	for _, email := range []string{"ana@acme.example", "ben@acme.example", "cleo@acme.example"} {
		w.person(schema.Person{Email: email, Phone: "+33 1 00 00 00 0" + fmt.Sprint(len(w.people)), Active: true, PaidSeat: true, Teams: []string{"Sales"}})
	}
	w.turn = &schema.Turn{Now: time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC), Zone: time.UTC, Workflow: "onboarding", Enrollment: "e1", Enrolled: ann,
		Schema: w.schema, View: w, Records: w, Flow: w, Sets: w, Events: w, People: w}
	return w
}

func prop(name string, t schema.Type) *schema.Property { return &schema.Property{Name: name, Type: t} }

func options(values ...string) *schema.Options {
	list := make([]schema.Option, len(values))
	for i, v := range values {
		list[i] = schema.Option{Value: v, Label: string(v[0]-'a'+'A') + v[1:]}
	}
	return schema.NewOptions(list)
}

func (w *world) object(name, plural string, props ...*schema.Property) {
	o := schema.NewObject(name, plural)
	for _, p := range props {
		o.Add(p)
	}
	w.schema.AddObject(o)
}

// record puts a record with properties given as name, value, name, value.
func (w *world) record(object, id string, props ...any) *schema.Record {
	w.t.Helper()
	o := w.schema.Object(object)
	r := &schema.Record{Object: o, ID: id, Props: make([]schema.Value, len(o.Properties))}
	for i := 0; i < len(props); i += 2 {
		r.Props[w.prop(object, props[i].(string)).Number] = value(props[i+1])
	}
	w.records[r.Ref()] = r
	return r
}

func (w *world) prop(object, name string) *schema.Property {
	w.t.Helper()
	p := w.schema.Object(object).Property(name)
	if p == nil {
		w.t.Fatalf("there is no property %s of %s", name, object)
	}
	return p
}

func (w *world) link(a, b *schema.Record) {
	w.links[a.Ref()] = append(w.links[a.Ref()], b.Ref())
	w.links[b.Ref()] = append(w.links[b.Ref()], a.Ref())
}

func (w *world) person(p schema.Person) {
	w.people = append(w.people, p)
	for _, team := range p.Teams {
		w.teams[team] = append(w.teams[team], p.Email)
	}
}

// get is a property's value as text.
func (w *world) get(r *schema.Record, name string) string {
	w.t.Helper()
	now := w.Record(r.Ref())
	return schema.Plain(now.Get(w.prop(r.Object.Name, name).Number), time.UTC)
}

// target is a property of records, as `set` receives it; plural when more than one was asked for.
func (w *world) target(property string, records ...*schema.Record) schema.Value {
	w.t.Helper()
	t := &schema.Target{Records: records, Plural: len(records) > 1}
	for _, r := range records {
		if r != nil {
			t.Property = w.prop(r.Object.Name, property)
		}
	}
	return schema.PathValue(t)
}

// run calls an action with arguments by name; defaults are filled in as the machine does.
func (w *world) run(a *schema.Action, args ...any) schema.Result {
	w.t.Helper()
	c := &schema.Call{Action: a, Args: make([]schema.Value, len(a.Params))}
	for i, p := range a.Params {
		c.Args[i] = p.Default
	}
	for i := 0; i < len(args); i += 2 {
		n := slices.IndexFunc(a.Params, func(p *schema.Param) bool { return p.Name == args[i] })
		if n < 0 {
			w.t.Fatalf("%s has no parameter %v", a.Name, args[i])
		}
		c.Args[n] = value(args[i+1])
	}
	return a.Run(w.turn, c)
}

// want compares a result with `status: text` or `status: reason`.
func (w *world) want(r schema.Result, want string) {
	w.t.Helper()
	got := r.Status.String() + ": " + r.Text
	if r.Status != schema.Done {
		got = r.Status.String() + ": " + r.Reason
	}
	if got != want {
		w.t.Errorf("got  %s\nwant %s", got, want)
	}
}

// value is a Go value as one of the language.
func value(x any) schema.Value {
	switch x := x.(type) {
	case string:
		return schema.TextValue(x)
	case float64:
		return schema.NumberValue(x)
	case int:
		return schema.NumberValue(float64(x))
	case bool:
		return schema.BoolValue(x)
	case *schema.Record:
		return schema.RecordValue(x)
	case []any:
		items := make([]schema.Value, len(x))
		for i := range x {
			items[i] = value(x[i])
		}
		return schema.ListValue(items)
	case schema.Value:
		return x
	}
	return schema.Value{}
}

// fields is a map in the order given: name, value, name, value.
func fields(pairs ...any) schema.Value {
	m := &schema.Pairs{}
	for i := 0; i < len(pairs); i += 2 {
		m.Keys = append(m.Keys, pairs[i].(string))
		m.Values = append(m.Values, value(pairs[i+1]))
	}
	return schema.MapValue(m)
}

func user(name string) schema.Value { return schema.UserValue(name + "@acme.example") }

// What schema.Events asks for.

func (w *world) Happen(event string, r *schema.Record, fields map[string]schema.Value) {
	line := event + " " + r.Ref().String()
	for _, name := range slices.Sorted(maps.Keys(fields)) {
		line += " " + name + "=" + fields[name].Text()
	}
	w.events = append(w.events, line)
}

// What schema.View asks for.

func (w *world) Record(ref schema.Ref) *schema.Record { return w.records[ref] }

func (w *world) Associated(r *schema.Record, o *schema.Object) []*schema.Record {
	var all []*schema.Record
	for _, ref := range w.links[r.Ref()] {
		if ref.Object == o.Name {
			all = append(all, w.records[ref])
		}
	}
	return all
}

func (w *world) Events(*schema.Record, *schema.Event) []*schema.Occurrence { return nil }
func (w *world) ChangedAt(*schema.Record, *schema.Property) schema.Value   { return schema.Value{} }
func (w *world) Member(set string, r *schema.Record) bool                  { return w.Has(set, r.Ref().String()) }

// What schema.Records asks for. A record that was handed out never changes: a write makes a new one.

func (w *world) Set(r *schema.Record, p *schema.Property, v schema.Value) (bool, error) {
	old := w.records[r.Ref()]
	if old.Get(p.Number).Equal(v) {
		return false, nil
	}
	w.writes++
	next := *old
	next.Props = slices.Clone(old.Props)
	next.Props[p.Number] = v
	w.records[r.Ref()] = &next
	return true, nil
}

func (w *world) Create(o *schema.Object, props []schema.Value, with []*schema.Record) (*schema.Record, error) {
	if w.refuse != nil {
		return nil, w.refuse
	}
	r := &schema.Record{Object: o, ID: fmt.Sprint(len(w.records) + 1), Props: props}
	w.records[r.Ref()] = r
	for _, other := range with {
		w.link(other, r)
	}
	return r, nil
}

func (w *world) Associate(a, b *schema.Record) (bool, error) {
	if slices.Contains(w.links[a.Ref()], b.Ref()) {
		return false, nil
	}
	w.link(a, b)
	return true, nil
}

func (w *world) Dissociate(a, b *schema.Record) (bool, error) {
	i := slices.Index(w.links[a.Ref()], b.Ref())
	if i < 0 {
		return false, nil
	}
	w.links[a.Ref()] = slices.Delete(w.links[a.Ref()], i, i+1)
	w.links[b.Ref()] = slices.DeleteFunc(w.links[b.Ref()], func(ref schema.Ref) bool { return ref == a.Ref() })
	return true, nil
}

// What schema.Flow asks for.

func (w *world) Enroll(workflow string, r *schema.Record) error {
	key := workflow + " " + r.Ref().String()
	if w.inside[key] {
		return fmt.Errorf("`%s` is inside `%s` already", r.Name(), workflow)
	}
	w.inside[key] = true
	return nil
}

func (w *world) Unenroll(workflow string, r *schema.Record) error {
	key := workflow + " " + r.Ref().String()
	if !w.inside[key] {
		return &schema.Refused{Reason: fmt.Sprintf("`%s` is not inside `%s`", r.Name(), workflow)}
	}
	delete(w.inside, key)
	return nil
}

// What schema.Sets asks for.

func (w *world) Add(set, member string) bool {
	if w.Has(set, member) {
		return false
	}
	if w.sets[set] == nil {
		w.sets[set] = map[string]bool{}
	}
	w.sets[set][member] = true
	return true
}

func (w *world) Remove(set, member string) bool {
	had := w.Has(set, member)
	delete(w.sets[set], member)
	return had
}

func (w *world) Has(set, member string) bool     { return w.sets[set][member] }
func (w *world) Counter(name string) int64       { return w.counts[name] }
func (w *world) SetCounter(name string, n int64) { w.counts[name] = n }

// What schema.People asks for.

func (w *world) User(email string) (schema.Person, bool) {
	i := slices.IndexFunc(w.people, func(p schema.Person) bool { return p.Email == email })
	if i < 0 {
		return schema.Person{}, false
	}
	return w.people[i], true
}

func (w *world) Team(name string) ([]schema.Person, bool) {
	emails, ok := w.teams[name]
	var members []schema.Person
	for _, email := range emails {
		p, _ := w.User(email)
		members = append(members, p)
	}
	return members, ok
}

var errDisk = errors.New("the disk is full")
