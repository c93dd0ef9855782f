package actions

import (
	"testing"

	"github.com/wflang/wf/lang/schema"
)

func TestCreate(t *testing.T) {
	w := newWorld(t)
	ann := w.turn.Enrolled
	ledger := w.records[schema.Ref{Object: "company", ID: "2"}]
	r := w.run(Create(), "object", "deal", "fields", fields("name", "Onboard Ledger", "amount", 1200), "with", []any{ledger, []any{ledger, ann}, nil})
	w.want(r, "done: created deal `Onboard Ledger`")
	deal := r.Value.Record()
	if w.get(deal, "stage") != "new" || w.get(deal, "amount") != "1200" {
		t.Errorf("stage %q, amount %q", w.get(deal, "stage"), w.get(deal, "amount"))
	}
	if links := w.links[deal.Ref()]; len(links) != 2 || links[0] != ann.Ref() || links[1] != ledger.Ref() {
		t.Errorf("associated with %v", links)
	}
	won := w.run(Create(), "object", "deal", "fields", fields("name", "Won", "stage", "closed_won", "close_date", "2026-03-02"))
	if got := w.get(won.Value.Record(), "stage"); got != "closed_won" {
		t.Errorf("a stage that is given stays, got %q", got)
	}
}

func TestCreateRefuses(t *testing.T) {
	w := newWorld(t)
	before := len(w.records)
	w.want(w.run(Create(), "object", "deal", "fields", fields("amount", 5)), "failed: `name` is required, and unknown")
	w.want(w.run(Create(), "object", "deal", "fields", fields("name", "")), "failed: `name` is required, and unknown")
	w.want(w.run(Create(), "object", "deal", "fields", fields("name", "x", "amount", "5")), "failed: `amount`: expected number, found the text `5`")
	w.want(w.run(Create(), "object", "deal", "fields", fields("name", "x", "price", 5)), "failed: `price` is no property of `deal`")
	w.want(w.run(Create(), "object", "deal", "fields", fields("name", "x", "id", "7")), "failed: `id` is readonly")
	w.want(w.run(Create(), "object", "invoice"), "failed: there is no object `invoice`")
	w.refuse = &schema.Refused{Reason: "skipped to prevent an infinite loop"}
	w.want(w.run(Create(), "object", "deal", "fields", fields("name", "x")), "skipped: skipped to prevent an infinite loop")
	w.refuse = errDisk
	w.want(w.run(Create(), "object", "deal", "fields", fields("name", "x")), "failed: the disk is full")
	if len(w.records) != before {
		t.Errorf("%d records came to be", len(w.records)-before)
	}
}

func TestAssociate(t *testing.T) {
	w := newWorld(t)
	ann := w.turn.Enrolled
	deals := w.Associated(ann, w.schema.Object("deal"))
	other := w.record("company", "9", "name", "Acme")
	w.want(w.run(Associate(), "record", ann, "with", other), "done: associated with company `Acme`")
	w.want(w.run(Associate(), "record", ann, "with", other), "done: nothing to change")
	w.want(w.run(Dissociate(), "record", ann, "with", []any{deals[0], deals[1]}), "done: no longer associated with 2 deals")
	w.want(w.run(Associate(), "record", nil, "with", other), "skipped: there is no such record")
	w.want(w.run(Associate(), "record", ann, "with", []any{}), "skipped: there are no records to associate it with")
	if left := w.Associated(ann, w.schema.Object("deal")); len(left) != 0 {
		t.Errorf("%d deals are left", len(left))
	}
}

func TestEnroll(t *testing.T) {
	w := newWorld(t)
	deals := w.Associated(w.turn.Enrolled, w.schema.Object("deal"))
	w.want(w.run(Enroll(), "workflow", "nurture"), "done: enrolled in `nurture`")
	w.want(w.run(Enroll(), "workflow", "nurture"), "failed: `Ann` is inside `nurture` already")
	w.want(w.run(Enroll(), "workflow", "won", "records", deals[0]), "done: enrolled in `won`")
	w.want(w.run(Enroll(), "workflow", "won", "records", []any{deals[0], deals[1]}),
		"done: deal `Second` enrolled in `won`; 1 not: `First` is inside `won` already")
	w.want(w.run(Enroll(), "workflow", "lost", "records", []any{deals[0], deals[1]}), "done: 2 deals enrolled in `lost`")
	w.want(w.run(Enroll(), "workflow", "lost", "records", []any{}), "skipped: there are no such records")
	w.want(w.run(Unenroll(), "workflow", "nurture"), "done: unenrolled from `nurture`")
	w.want(w.run(Unenroll(), "workflow", "nurture"), "skipped: `Ann` is not inside `nurture`")
}
