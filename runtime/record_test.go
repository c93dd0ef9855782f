package runtime_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/runtime"
)

func TestPut(t *testing.T) {
	w := newWorld(t, "")
	first := w.put("contact", "", "email", "Ann@Acme.example", "score", 7)
	if first != (runtime.PutResult{ID: "1", Created: true, Changed: true}) {
		t.Errorf("created: %+v", first)
	}
	for _, again := range []runtime.PutResult{
		w.put("contact", "", "email", "ann@acme.example"),  // the key among the properties
		w.put("contact", "ann@ACME.example", "score", 7),   // the key as id
		w.put("contact", "1", "email", "ann@acme.example"), // the id
	} {
		if again.ID != "1" || again.Created {
			t.Errorf("again: %+v", again)
		}
	}
	if r := w.put("contact", "1", "score", 7); r.Changed {
		t.Errorf("an equal value changed something: %+v", r)
	}
	w.advance(time.Hour)
	if r := w.put("contact", "1", "score", nil); !r.Changed {
		t.Errorf("cleared: %+v", r)
	}
	w.expect(ref("contact", "1"), "score", "")
	w.expect(ref("contact", "1"), "created_at", "2026-03-02 09:00")
	w.expect(ref("contact", "1"), "updated_at", "2026-03-02 10:00")
	if r := w.put("contact", "x7", "city", "Rome"); !r.Created || r.ID != "x7" {
		t.Errorf("with an id of its own: %+v", r)
	}
	w.put("contact", "2")
	if r := w.put("contact", ""); r.ID != "3" {
		t.Errorf("the next free number: %+v", r)
	}
}

func TestPutRefuses(t *testing.T) {
	w := newWorld(t, `object contact { plan: enum { free, paid } }`)
	w.put("contact", "1", "email", "ann@acme.example")
	for _, test := range []struct {
		object, id string
		props      []any
		want       string
	}{
		{"contract", "1", nil, "there is no object `contract`"},
		{"contact", "1", []any{"colour", "red"}, "`colour` is no property of `contact`"},
		{"contact", "1", []any{"score", "many"}, "`score`: expected number, found the text `many`"},
		{"contact", "1", []any{"plan", "gold"}, "`plan`: `gold` is not an option: expected free or paid"},
		{"contact", "1", []any{"updated_at", monday}, "`updated_at` is readonly"},
		{"contact", "1", []any{"created_at", monday.Add(time.Hour)}, "`created_at` is readonly"},
		{"contact", "1", []any{"id", "2"}, "the id of a record cannot be changed"},
		{"contact", "2", []any{"email", "ann@acme.example"}, "another contact has the email `ann@acme.example`"},
		{"company", "9", []any{"city", "Rome"}, "a company needs `name`"},
		{"contact", "a\x00b", nil, "the id `\"a\\x00b\"` holds a control character"},
		{"contact", strings.Repeat("x", 201), nil, "the id has 201 bytes: at most 200 are kept"},
		{"contact", "\xff", nil, "the id is not UTF-8"},
	} {
		_, err := w.e.Put(ctx, test.object, test.id, properties(test.props...))
		if err == nil || err.Error() != test.want {
			t.Errorf("%v: %v, want %s", test.props, err, test.want)
		}
	}
	w.expect(ref("contact", "1"), "email", "ann@acme.example")
	w.expect(ref("contact", "2"), "email", "no record")
}

func TestPutManyIsAllOrNothing(t *testing.T) {
	w := newWorld(t, "")
	changes := []runtime.Change{
		{Object: "contact", ID: "1", Props: properties("score", 1)},
		{Object: "company", ID: "c", Props: properties("name", "Acme"), With: []schema.Ref{ref("contact", "1")}},
		{Object: "contact", ID: "2", Props: properties("score", "no number")},
	}
	_, err := w.e.PutMany(ctx, changes)
	var refused *runtime.PutError
	if !errors.As(err, &refused) || refused.Index != 2 || err.Error() != "`score`: expected number, found the text `no number`" {
		t.Fatalf("%v", err)
	}
	w.expect(ref("contact", "1"), "score", "no record")
	results, err := w.e.PutMany(ctx, changes[:2])
	if err != nil || len(results) != 2 || !results[1].Created {
		t.Fatalf("%v, %v", results, err)
	}
	companies, err := w.e.Associated(ref("contact", "1"), "company")
	if err != nil || len(companies) != 1 || companies[0].ID != "c" {
		t.Errorf("companies: %v, %v", companies, err)
	}
}

func TestRecordsInOrder(t *testing.T) {
	w := newWorld(t, "")
	for _, id := range []string{"10", "9", "a", "100", "1"} {
		w.put("contact", id)
	}
	if err := w.e.Delete(ctx, ref("contact", "9")); err != nil {
		t.Fatal(err)
	}
	var ids []string
	for r, err := range w.e.Records("contact") {
		if err != nil {
			t.Fatal(err)
		}
		ids = append(ids, r.ID)
	}
	if want := []string{"1", "a", "10", "100"}; !slices.Equal(ids, want) {
		t.Errorf("%v, want %v", ids, want)
	}
}

func TestAssociations(t *testing.T) {
	w := newWorld(t, "")
	w.put("contact", "1")
	for _, id := range []string{"b", "a", "c"} {
		w.put("company", id, "name", id)
		w.associate(ref("company", id), ref("contact", "1"))
	}
	names := func() (list []string) {
		records, err := w.e.Associated(ref("contact", "1"), "company")
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range records {
			list = append(list, r.ID)
		}
		return list
	}
	if got := names(); !slices.Equal(got, []string{"b", "a", "c"}) {
		t.Errorf("in order of association: %v", got)
	}
	if changed, err := w.e.Associate(ctx, ref("contact", "1"), ref("company", "a")); changed || err != nil {
		t.Errorf("twice: %v, %v", changed, err)
	}
	if _, err := w.e.Dissociate(ctx, ref("contact", "1"), ref("company", "b")); err != nil {
		t.Fatal(err)
	}
	w.associate(ref("contact", "1"), ref("company", "b"))
	if got := names(); !slices.Equal(got, []string{"a", "c", "b"}) {
		t.Errorf("after it was taken away and came back: %v", got)
	}
	for _, test := range []struct {
		a, b schema.Ref
		want string
	}{
		{ref("contact", "1"), ref("contact", "1"), "a record is not associated with itself"},
		{ref("contact", "1"), ref("company", "x"), "there is no company `x`"},
	} {
		if _, err := w.e.Associate(ctx, test.a, test.b); err == nil || err.Error() != test.want {
			t.Errorf("%v, want %s", err, test.want)
		}
	}
}

// Values written under one declaration are read right under the next, whatever moved.
func TestDeclarationChanges(t *testing.T) {
	w := newWorld(t, `object lead plural leads { size: number, name: text, old: text, grade: text }`)
	w.put("lead", "1", "size", 5, "name", "One", "old", "kept", "grade", "7")
	w.deploy(`object lead plural leads { added: date, name: text, grade: number, size: number }`)
	w.expect(ref("lead", "1"), "name", "One")
	w.expect(ref("lead", "1"), "size", "5")
	w.expect(ref("lead", "1"), "added", "")
	w.expect(ref("lead", "1"), "grade", "") // a text is no number
	w.put("lead", "1", "name", "Two", "grade", 3)
	w.deploy(`object lead plural leads { old: text, name: text, size: number, grade: text }`)
	w.expect(ref("lead", "1"), "old", "kept") // was kept while nobody declared it
	w.expect(ref("lead", "1"), "name", "Two")
	w.expect(ref("lead", "1"), "grade", "7")
	w.deploy("")
	if _, err := w.e.Get(ref("lead", "1")); err == nil || err.Error() != "there is no object `lead`" {
		t.Errorf("get: %v", err)
	}
}

func TestChangedAt(t *testing.T) {
	w := newWorld(t, `workflow stale on contact {
  enroll when contact.score > 1
  if changed_at(contact.city) < ago(hours(1)) then set contact.country = "old" else set contact.country = "new"
}`)
	w.put("contact", "1", "city", "Rome")
	w.put("contact", "2", "city", "Rome")
	w.advance(2 * time.Hour)
	w.put("contact", "2", "city", "Paris")
	w.put("contact", "1", "score", 2)
	w.put("contact", "2", "score", 2)
	w.expect(ref("contact", "1"), "country", "old")
	w.expect(ref("contact", "2"), "country", "new")
}

func TestUsersAreRecords(t *testing.T) {
	w := newWorld(t, `workflow hello on contact {
  enroll when known(contact.owner)
  set contact.city = "{{contact.owner.name}}"
}`)
	w.put("contact", "1", "owner", schema.UserValue("ana@acme.example"))
	w.expect(ref("contact", "1"), "city", "Ana")
}
