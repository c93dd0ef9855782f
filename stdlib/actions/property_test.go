package actions

import (
	"testing"

	"github.com/wflang/wf/lang/schema"
)

func TestCopy(t *testing.T) {
	w := newWorld(t)
	ann := w.turn.Enrolled
	w.want(w.run(Copy(), "from", "+33 1 23", "target", w.target("phone", ann)), "done: phone: unknown → +33 1 23")
	w.want(w.run(Copy(), "from", nil, "target", w.target("phone", ann)), "skipped: the value to copy is unknown")
	if got := w.get(ann, "phone"); got != "+33 1 23" {
		t.Errorf("an unknown source cleared the target: %q", got)
	}
	w.want(w.run(Copy(), "from", schema.NumberValue(12.5), "target", w.target("city", ann)), "done: city: unknown → 12.5")
	w.want(w.run(Copy(), "from", schema.DateValue(20514), "target", w.target("last_engaged_at", ann)), "done: last_engaged_at: unknown → 2026-03-02 00:00")
	w.want(w.run(Copy(), "from", "vip", "target", w.target("tags", ann)), "done: tags: unknown → Vip")
	w.want(w.run(Copy(), "from", "staff", "target", w.target("tags", ann), "append", true), "done: tags: Vip → Vip, Staff")
	w.want(w.run(Copy(), "from", "staff", "target", w.target("tags", ann)), "done: tags: Vip, Staff → Staff")
	w.want(w.run(Copy(), "from", "gold", "target", w.target("tags", ann)), "failed: `tags`: `gold` is not an option: expected vip, partner or staff")
	w.want(w.run(Copy(), "from", "x", "target", w.target("id", ann)), "failed: `id` is readonly")
}

func TestClear(t *testing.T) {
	w := newWorld(t)
	ann := w.turn.Enrolled
	w.want(w.run(Clear(), "target", w.target("firstname", ann)), "done: firstname: Ann → unknown")
	w.want(w.run(Clear(), "target", w.target("firstname", ann)), "done: firstname: unknown already")
}

func TestIncrease(t *testing.T) {
	w := newWorld(t)
	ann := w.turn.Enrolled
	w.want(w.run(Increase(), "target", w.target("score", ann)), "done: score: unknown → 1")
	w.want(w.run(Increase(), "target", w.target("score", ann), "by", 4), "done: score: 1 → 5")
	w.want(w.run(Decrease(), "target", w.target("score", ann), "by", 0.5), "done: score: 5 → 4.5")
	w.want(w.run(Increase(), "target", w.target("score", ann), "by", nil), "skipped: the amount is unknown")
	w.want(w.run(Increase(), "target", w.target("city", ann)), "failed: `city`: holds no number")
	deals := w.Associated(ann, w.schema.Object("deal"))
	w.want(w.run(Increase(), "target", w.target("amount", deals...), "by", 10), "done: amount of 2 deals")
	if first, second := w.get(deals[0], "amount"), w.get(deals[1], "amount"); first != "110" || second != "210" {
		t.Errorf("amounts are %s and %s", first, second)
	}
	if _, err := w.Set(ann, w.prop("contact", "score"), schema.NumberValue(1.7e308)); err != nil {
		t.Fatal(err)
	}
	w.want(w.run(Increase(), "target", w.target("score", ann), "by", 1.7e308), "failed: `score`: the number would be too large")
}

// The same record twice in one turn: the second call sees what the first wrote.
func TestIncreaseTwiceInOneTurn(t *testing.T) {
	w := newWorld(t)
	stale := w.turn.Enrolled
	for range 3 {
		w.run(Increase(), "target", w.target("score", stale))
	}
	if got := w.get(stale, "score"); got != "3" {
		t.Errorf("three times one is %s", got)
	}
}
