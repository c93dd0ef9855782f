package records

// A store for the tests, in memory, and a schema with an object of every kind.

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/wflang/wf/lang/schema"
)

type world struct {
	records []*schema.Record
	with    map[schema.Ref][]schema.Ref
	primary map[schema.Ref][]schema.Ref
	puts    []int // size of each batch
	fault   error // of looking up
}

func newWorld() *world {
	return &world{with: map[schema.Ref][]schema.Ref{}, primary: map[schema.Ref][]schema.Ref{}}
}

func (w *world) Find(o *schema.Object, name string) (string, bool, error) {
	for _, r := range w.records {
		if r.Object == o && r.ID == name {
			return r.ID, true, nil
		}
	}
	for _, r := range w.records {
		if r.Object == o && o.Key.Number != schema.PropID && r.Get(o.Key.Number).Text() == name {
			return r.ID, true, nil
		}
	}
	return "", false, w.fault
}

func (w *world) record(o *schema.Object, name string) *schema.Record {
	id, _, _ := w.Find(o, name)
	for _, r := range w.records {
		if r.Object == o && r.ID == id {
			return r
		}
	}
	return nil
}

func (w *world) Put(batch []Record) error {
	w.puts = append(w.puts, len(batch))
	for _, in := range batch {
		name := in.ID
		if name == "" {
			name = in.Key()
		}
		r := w.record(in.Object, name)
		if r == nil {
			r = &schema.Record{Object: in.Object, ID: in.ID, Props: make([]schema.Value, len(in.Object.Properties))}
			if r.ID == "" {
				r.ID = fmt.Sprintf("%s-%d", in.Object.Name, len(w.records)+1)
			}
			w.records = append(w.records, r)
		}
		for _, f := range in.Fields {
			r.Props[f.Property.Number] = f.Value
		}
		for _, ref := range in.With {
			w.associate(r.Ref(), ref)
		}
		for _, ref := range in.Primary {
			w.primary[r.Ref()] = append(slices.DeleteFunc(w.primary[r.Ref()], func(old schema.Ref) bool { return old.Object == ref.Object }), ref)
		}
	}
	return nil
}

func (w *world) associate(a, b schema.Ref) {
	if !slices.Contains(w.with[a], b) {
		w.with[a] = append(w.with[a], b)
		w.with[b] = append(w.with[b], a)
	}
}

func (w *world) Each(o *schema.Object, do func(*schema.Record) error) error {
	for _, r := range w.records {
		if r.Object == o {
			if err := do(r); err != nil {
				return err
			}
		}
	}
	return nil
}

func (w *world) Associated(r *schema.Record, o *schema.Object) ([]schema.Ref, error) {
	var out []schema.Ref
	for _, ref := range w.with[r.Ref()] {
		if ref.Object == o.Name {
			out = append(out, ref)
		}
	}
	return out, nil
}

func (w *world) Primary(r *schema.Record, o *schema.Object) (string, bool, error) {
	for _, ref := range w.primary[r.Ref()] {
		if ref.Object == o.Name {
			return ref.ID, true, nil
		}
	}
	return "", false, nil
}

// associated is Associated without its error.
func (w *world) associated(r *schema.Record, o *schema.Object) []schema.Ref {
	refs, _ := w.Associated(r, o)
	return refs
}

func testSchema() *schema.Schema {
	s := schema.NewSchema(nil)
	options := func(values ...string) *schema.Options {
		var list []schema.Option
		for _, v := range values {
			value, label, _ := strings.Cut(v, "=")
			list = append(list, schema.Option{Value: value, Label: label})
		}
		return schema.NewOptions(list)
	}
	company := schema.NewObject("company", "companies")
	company.Add(&schema.Property{Name: "name", Type: schema.Of(schema.Text), Required: true})
	company.Key = company.Add(&schema.Property{Name: "domain", Type: schema.Of(schema.Text)})
	company.Add(&schema.Property{Name: "employees", Type: schema.Of(schema.Number)})
	company.Add(&schema.Property{Name: "stage", Type: schema.Type{Kind: schema.Enum, Options: options("lead=Lead", "closed_won=Closed won", "customer=Customer")}})
	company.Add(&schema.Property{Name: "tags", Type: schema.Type{Kind: schema.Set, Options: options("vip", "partner", "a;b")}})
	company.Add(&schema.Property{Name: "founded", Type: schema.Of(schema.Date)})
	company.Add(&schema.Property{Name: "seen_at", Type: schema.Of(schema.DateTime)})
	company.Add(&schema.Property{Name: "active", Type: schema.Of(schema.Bool)})
	company.Add(&schema.Property{Name: "owner", Type: schema.Of(schema.User)})
	company.Add(&schema.Property{Name: "phone", Type: schema.Of(schema.Phone)})
	company.Add(&schema.Property{Name: "website", Type: schema.Of(schema.URL)})
	contact := schema.NewObject("contact", "contacts")
	contact.Key = contact.Add(&schema.Property{Name: "email", Type: schema.Of(schema.Email)})
	contact.Add(&schema.Property{Name: "note", Type: schema.Of(schema.Text)})
	deal := schema.NewObject("deal", "deals")
	deal.Add(&schema.Property{Name: "amount", Type: schema.Of(schema.Number)})
	for _, o := range []*schema.Object{company, contact, deal} {
		s.AddObject(o)
	}
	return s
}

// file is a source with this text.
func file(s *schema.Schema, object, name, text string) Source {
	return Source{Name: name, Object: s.Object(object), Size: int64(len(text)),
		Open: func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(text)), nil }}
}

func importFiles(w *world, s *schema.Schema, opts Options, sources ...Source) (*Report, error) {
	opts.Schema = s
	return Import(context.Background(), sources, w, opts)
}

func mustImport(t *testing.T, w *world, s *schema.Schema, sources ...Source) *Report {
	t.Helper()
	report, err := importFiles(w, s, Options{}, sources...)
	if err != nil {
		t.Fatal(err)
	}
	return report
}
