package actions

import (
	"testing"

	"github.com/wflang/wf/lang/schema"
)

func TestSet(t *testing.T) {
	w := newWorld(t)
	ann := w.turn.Enrolled
	ledger := w.records[schema.Ref{Object: "company", ID: "2"}]
	w.want(w.run(Set(), "target", w.target("segment", ledger), "value", "finance"), "done: segment: unknown → Finance")
	w.want(w.run(Set(), "target", w.target("segment", ledger), "value", "finance"), "done: segment: Finance already")
	w.want(w.run(Set(), "target", w.target("segment", ledger), "value", "Finance"), "failed: `segment`: `Finance` is a label: the value is `finance`")
	w.want(w.run(Set(), "target", w.target("segment", ledger), "value", "fin"), "failed: `segment`: `fin` is not an option: expected finance or other")
	w.want(w.run(Set(), "target", w.target("segment", ledger), "value", nil), "done: segment: Finance → unknown")
	w.want(w.run(Set(), "target", w.target("score", ann), "value", "12"), "failed: `score`: expected number, found the text `12`")
	w.want(w.run(Set(), "target", w.target("last_engaged_at", ann), "value", schema.DateValue(20514)), "done: last_engaged_at: unknown → 2026-03-02 00:00")
	w.want(w.run(Set(), "target", w.target("owner", ann), "value", "ana@acme.example"), "done: owner: unknown → ana@acme.example")
	w.want(w.run(Set(), "target", w.target("created_at", ann), "value", schema.DateValue(1)), "failed: `created_at` is readonly")
	if got := w.get(ann, "owner"); got != "ana@acme.example" {
		t.Errorf("owner is %q", got)
	}
}

func TestSetManyRecords(t *testing.T) {
	w := newWorld(t)
	deals := w.Associated(w.turn.Enrolled, w.schema.Object("deal"))
	w.want(w.run(Set(), "target", w.target("stage", deals...), "value", "closed_won"), "done: stage of 2 deals: Closed_won")
	w.want(w.run(Set(), "target", w.target("stage", deals...), "value", "closed_won"), "done: stage of 2 deals: Closed_won, 2 of them already so")
	none := schema.PathValue(&schema.Target{Property: w.prop("deal", "stage"), Plural: true})
	w.want(w.run(Set(), "target", none, "value", "new"), "done: no deals to change")
	missing := schema.PathValue(&schema.Target{Property: w.prop("company", "segment"), Records: []*schema.Record{nil}})
	w.want(w.run(Set(), "target", missing, "value", "finance"), "skipped: there is no company")
	gone := *deals[0]
	gone.Gone = true
	w.want(w.run(Set(), "target", w.target("stage", &gone), "value", "new"), "skipped: the record was deleted")
}

func TestSetOptions(t *testing.T) {
	w := newWorld(t)
	tags := w.target("tags", w.turn.Enrolled)
	w.want(w.run(Set(), "target", tags, "op", "+=", "value", "vip"), "done: tags: unknown → Vip")
	w.want(w.run(Set(), "target", tags, "op", "+=", "value", []any{"staff", "vip"}), "done: tags: Vip → Vip, Staff")
	w.want(w.run(Set(), "target", tags, "op", "-=", "value", "vip"), "done: tags: Vip, Staff → Staff")
	w.want(w.run(Set(), "target", tags, "op", "-=", "value", "staff"), "done: tags: Staff → unknown")
	w.want(w.run(Set(), "target", tags, "op", "+=", "value", "gold"), "failed: `tags`: `gold` is not an option: expected vip, partner or staff")
	w.want(w.run(Set(), "target", tags, "op", "=", "value", []any{"partner"}), "done: tags: unknown → Partner")
	w.want(w.run(Set(), "target", w.target("city", w.turn.Enrolled), "op", "+=", "value", "x"), "failed: `city`: holds one value: only a set takes `+=`")
}

func TestSetFields(t *testing.T) {
	w := newWorld(t)
	ann := w.turn.Enrolled
	here := schema.PathValue(&schema.Target{Records: []*schema.Record{ann}})
	w.want(w.run(Set(), "target", here, "fields", fields("city", "Lyon", "score", 5)), "done: city: unknown → Lyon, score: unknown → 5")
	w.want(w.run(Set(), "target", here, "fields", fields("city", "Lyon")), "done: nothing to change")
	w.want(w.run(Set(), "target", here, "fields", fields("city", "Paris", "score", "many")), "failed: `score`: expected number, found the text `many`")
	if got := w.get(ann, "city"); got != "Lyon" {
		t.Errorf("one field does not fit, and yet the other became %q", got)
	}
	w.want(w.run(Set(), "target", here, "fields", fields("town", "Lyon")), "failed: `town` is no property of `contact`")
	nobody := schema.PathValue(&schema.Target{Records: []*schema.Record{nil}})
	w.want(w.run(Set(), "target", nobody, "fields", fields("city", "Lyon")), "skipped: there is no such record")
	many := schema.PathValue(&schema.Target{Records: w.Associated(ann, w.schema.Object("deal")), Plural: true})
	w.want(w.run(Set(), "target", many, "fields", fields("stage", "closed_won", "amount", 100)), "done: stage, amount of 2 deals")
	w.want(w.run(Set(), "target", many, "fields", fields("stage", "closed_won")), "done: nothing to change")
	w.want(w.run(Set(), "target", schema.PathValue(&schema.Target{Plural: true}), "fields", fields("stage", "new")), "done: no records to change")
}
