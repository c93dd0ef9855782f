package vm_test

import (
	"time"

	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/stdlib"
)

// world is a small CRM in memory: the schema of the tests, and a view of its records.
type world struct {
	schema                       *schema.Schema
	contact, company, deal, user *schema.Object
	viewed                       *schema.Event
	records                      map[schema.Ref]*schema.Record
	links                        map[schema.Ref][]schema.Ref
	happened                     map[schema.Ref][]*schema.Occurrence
	members                      map[string]bool // "list:VIP contact 1"
	changed                      map[string]schema.Value
	env                          schema.Env
}

var stages = schema.NewOptions([]schema.Option{{Value: "open", Label: "Open"}, {Value: "won", Label: "Closed won"}, {Value: "lost"}})

func newWorld() *world {
	w := worldOf(schema.NewSchema(stdlib.Catalog()))
	w.contact = w.object("contact", "contacts", "firstname text", "country text", "email email", "score number", "visits number",
		"vip bool", "unsubscribed bool", "birthday date", "last_seen datetime", "owner user", "tags set")
	w.company = w.object("company", "companies", "name text", "industry text", "employees number")
	w.deal = w.object("deal", "deals", "name text", "amount number", "stage enum", "target enum", "won bool", "close_date date")
	w.user = w.object("user", "users", "email email", "name text")
	w.viewed = schema.NewEvent("page_viewed", w.contact)
	w.viewed.Add(&schema.Field{Name: "url", Type: schema.Of(schema.URL)})
	w.viewed.Add(&schema.Field{Name: "seconds", Type: schema.Of(schema.Number)})
	w.schema.AddEvent(w.viewed)
	return w
}

// worldOf is an empty world, on a Monday at nine in the morning.
func worldOf(s *schema.Schema) *world {
	w := &world{schema: s, records: map[schema.Ref]*schema.Record{}, links: map[schema.Ref][]schema.Ref{},
		happened: map[schema.Ref][]*schema.Occurrence{}, members: map[string]bool{}, changed: map[string]schema.Value{}}
	w.env = schema.Env{Now: time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC).UnixMicro(), Zone: time.UTC, View: w}
	return w
}

func (w *world) object(name, plural string, properties ...string) *schema.Object {
	o := schema.NewObject(name, plural)
	for _, p := range properties {
		var t schema.Type
		property, kind := cut(p)
		switch kind {
		case "text":
			t = schema.Of(schema.Text)
		case "email":
			t = schema.Of(schema.Email)
		case "number":
			t = schema.Of(schema.Number)
		case "bool":
			t = schema.Of(schema.Bool)
		case "date":
			t = schema.Of(schema.Date)
		case "datetime":
			t = schema.Of(schema.DateTime)
		case "user":
			t = schema.Of(schema.User)
		case "enum":
			t = schema.Type{Kind: schema.Enum, Options: stages}
		case "set":
			t = schema.Type{Kind: schema.Set, Options: schema.NewOptions([]schema.Option{{Value: "a"}, {Value: "b"}, {Value: "c"}})}
		}
		o.Add(&schema.Property{Name: property, Type: t})
	}
	w.schema.AddObject(o)
	return o
}

func cut(s string) (a, b string) {
	for i := range s {
		if s[i] == ' ' {
			return s[:i], s[i+1:]
		}
	}
	return s, ""
}

// put makes a record with the values given by name, associated with others.
func (w *world) put(o *schema.Object, id string, values map[string]schema.Value, with ...*schema.Record) *schema.Record {
	r := &schema.Record{Object: o, ID: id, Props: make([]schema.Value, len(o.Properties))}
	r.Props[schema.PropID] = schema.TextValue(id)
	r.Props[schema.PropCreatedAt] = schema.MomentValue(w.env.Now - 86400e6)
	for name, v := range values {
		r.Props[o.Property(name).Number] = v
	}
	w.records[r.Ref()] = r
	for _, other := range with {
		w.links[r.Ref()] = append(w.links[r.Ref()], other.Ref())
		w.links[other.Ref()] = append(w.links[other.Ref()], r.Ref())
	}
	return r
}

// set replaces a record by one with another value, as a store does.
func (w *world) set(r schema.Ref, property string, v schema.Value) {
	fresh := *w.records[r]
	fresh.Props = append([]schema.Value(nil), fresh.Props...)
	fresh.Props[fresh.Object.Property(property).Number] = v
	w.records[r] = &fresh
}

func (w *world) Record(ref schema.Ref) *schema.Record { return w.records[ref] }

func (w *world) Associated(r *schema.Record, o *schema.Object) []*schema.Record {
	var out []*schema.Record
	for _, ref := range w.links[r.Ref()] {
		if ref.Object == o.Name {
			out = append(out, w.records[ref])
		}
	}
	return out
}

func (w *world) Events(r *schema.Record, e *schema.Event) []*schema.Occurrence {
	return w.happened[r.Ref()]
}

func (w *world) ChangedAt(r *schema.Record, p *schema.Property) schema.Value {
	return w.changed[r.Ref().String()+" "+p.Name]
}

func (w *world) Member(set string, r *schema.Record) bool { return w.members[set+" "+r.Ref().String()] }

// all is every record of the world.
func (w *world) all() []*schema.Record {
	var out []*schema.Record
	for _, id := range []string{"0", "1", "2"} {
		for _, o := range w.schema.Objects {
			if r := w.records[schema.Ref{Object: o.Name, ID: id}]; r != nil {
				out = append(out, r)
			}
		}
	}
	return out
}
