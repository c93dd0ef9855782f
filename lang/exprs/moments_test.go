package exprs_test

import (
	"math/rand"
	"testing"
	"time"

	"github.com/wflang/wf/compiler"
	"github.com/wflang/wf/lang/calendar"
	"github.com/wflang/wf/lang/exprs"
	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/lang/typed"
	"github.com/wflang/wf/vm"
)

// Conditions on time that name moments, over the contact and its deals and events.
var timedConditions = []string{
	`contact.birthday < today()`, `contact.birthday <= today()`, `today() < contact.birthday`, `contact.birthday == today()`, `contact.birthday != today()`,
	`contact.birthday - days(7) <= today()`, `contact.birthday + months(1) <= today()`, `contact.birthday <= today() - months(1)`, `today() + days(3) >= contact.birthday`,
	`contact.last_engaged_at < now()`, `contact.last_engaged_at <= now()`, `now() >= contact.last_engaged_at`, `contact.last_engaged_at < ago(days(30))`, `ago(weeks(2)) > contact.last_engaged_at`,
	`contact.last_engaged_at < ago(months(1))`, `contact.last_engaged_at + hours(36) > now()`, `contact.last_engaged_at <= now() - hours(5) - days(1)`,
	`contact.last_engaged_at < today()`, `contact.last_engaged_at <= today()`, `contact.last_engaged_at >= today() - days(2)`, `contact.birthday < now()`, `contact.birthday + hours(9) <= now()`,
	`now() - contact.last_engaged_at > days(30)`, `now() - contact.last_engaged_at >= hours(30)`, `contact.last_engaged_at - now() < days(2)`, `today() - contact.birthday > days(20)`, `contact.birthday - today() <= days(10)`, `today() - contact.last_engaged_at > hours(30)`,
	`contact.birthday <= today() - days(contact.score)`, `contact.last_engaged_at < now() and contact.birthday > today()`, `not (contact.last_engaged_at < ago(days(3))) or contact.bounced`,
	`any(deals, .close_date < today())`, `all(deals, .close_date + days(2) > today())`, `count(deals, .created_at < ago(days(10))) >= 2`, `none(deals, # in stale)`, `deal in stale`,
	`count(events.page_viewed, .at > ago(days(7))) >= 2`, `any(filter(events.page_viewed, .at < ago(days(3))), .url == "/")`, `contact.bounced ? contact.birthday < today() : contact.last_engaged_at < now()`,
}

// untimedConditions depend on time in a way that names no moment.
var untimedConditions = []string{
	`hour(now()) > 12`, `weekday(today()) == "monday"`, `year(today()) - year(contact.birthday) > 18`, `month(contact.birthday) == month(today())`,
	`contact.created_at < now() - working_days(2)`, `contact.created_at < ago(working_hours(contact.score))`, `format(now(), "HH") == "09"`, `today() in [contact.birthday]`,
	`any(map(deals, now() - .created_at), # > days(3))`, `max(contact.created_at, now()) > contact.last_engaged_at`, `now() < today()`,
}

// Between two moments in a row nothing flips: whoever looks at a condition at its moments alone knows its outcome at
// every minute.
func TestMoments(t *testing.T) {
	w := newWorld(t)
	stale := w.scope.Schema.Object("deal")
	sc := w.scope
	sc.Object = nil
	sc.Item, sc.ItemName = stale, "deal"
	cond := exprs.Condition(read(t, `deal.close_date < today()`), &sc, nil)
	w.scope.Segments["stale"] = &typed.Segment{Name: "stale", Object: stale, Cond: cond}

	seed := time.Now().UnixNano()
	t.Logf("seed %d", seed)
	random := rand.New(rand.NewSource(seed))
	for _, text := range timedConditions {
		x := w.typedCondition(t, text)
		moments, ok := exprs.Moments(x, w.scope.Schema)
		if !ok {
			t.Errorf("%s names no moments", text)
			continue
		}
		for range 5 {
			w.compareMoments(t, text, x, moments, newPast(w.scope.Schema, random))
		}
	}
	for _, text := range untimedConditions {
		if moments, ok := exprs.Moments(w.typedCondition(t, text), w.scope.Schema); ok {
			t.Errorf("%s names %d moments", text, len(moments))
		}
	}
	if moments, ok := exprs.Moments(w.typedCondition(t, `contact.birthday < date("2026-12-24")`), w.scope.Schema); !ok || len(moments) > 0 {
		t.Errorf("a condition without time has %d moments, %v", len(moments), ok)
	}
}

func (w *world) compareMoments(t *testing.T, text string, x typed.Expr, moments []typed.Expr, p *past) {
	t.Helper()
	cond := w.compile(t, text, x)
	var next []*compiler.Expr
	for _, m := range moments {
		next = append(next, w.compile(t, text, m))
	}
	env := &schema.Env{Zone: p.zone, View: p, Hours: &calendar.Hours{}}
	machine := vm.NewMachine(cond.Program)
	known := machine.EvalOn(cond.Code, func() *schema.Env { env.Now = p.start.UnixMicro(); return env }(), p.contact, nil).Bool()
	after := func(now int64) int64 { // the next moment
		env.Now = now
		first := int64(1<<63 - 1)
		for _, m := range next {
			v := vm.NewMachine(m.Program).EvalOn(m.Code, env, p.contact, nil)
			if at, ok := env.Moment(v); ok && at.UnixMicro() > now {
				first = min(first, at.UnixMicro())
			}
		}
		return first
	}
	due := after(p.start.UnixMicro())
	for at := p.start; at.Before(p.end); at = at.Add(30 * time.Minute) {
		for due <= at.UnixMicro() {
			env.Now = due
			known = machine.EvalOn(cond.Code, env, p.contact, nil).Bool()
			due = after(due)
		}
		env.Now = at.UnixMicro()
		if got := machine.EvalOn(cond.Code, env, p.contact, nil).Bool(); got != known {
			t.Errorf("%s is %v at %s, and was %v at the last of its moments; birthday %v, last engaged %v", text, got, at,
				known, schema.Plain(p.contact.Get(p.birthday), p.zone), schema.Plain(p.contact.Get(p.engaged), p.zone))
			return
		}
	}
}

func (w *world) compile(t *testing.T, text string, x typed.Expr) *compiler.Expr {
	t.Helper()
	c, err := compiler.CompileExpr(x, w.scope.Schema, compiler.Options{Zone: "Europe/Paris"})
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return c
}

// past is a contact with deals and events, around two changes of the clocks.
type past struct {
	zone              *time.Location
	start, end        time.Time
	contact           *schema.Record
	deals             []*schema.Record
	views             []*schema.Occurrence
	birthday, engaged int
}

func newPast(s *schema.Schema, random *rand.Rand) *past {
	zone, err := time.LoadLocation("Europe/Paris")
	if err != nil {
		zone = time.UTC
	}
	start := time.Date(2026, 2, 20, 0, 0, 0, 0, zone)
	p := &past{zone: zone, start: start, end: start.AddDate(0, 2, 10)}
	// Not in the hours around the change of the clocks, which is there twice in autumn and not at all in spring.
	moment := func() schema.Value {
		return schema.TimeValue(start.AddDate(0, 0, random.Intn(50)-10).Add(time.Duration(6*60+random.Intn(18*60)) * time.Minute))
	}
	day := func() schema.Value { return schema.DayValue(start.AddDate(0, 0, random.Intn(60)-10)) }
	contact := s.Object("contact")
	record := func(o *schema.Object, id string, values map[string]schema.Value) *schema.Record {
		r := &schema.Record{Object: o, ID: id, Props: make([]schema.Value, len(o.Properties))}
		for name, v := range values {
			r.Props[o.Property(name).Number] = v
		}
		return r
	}
	p.birthday, p.engaged = contact.Property("birthday").Number, contact.Property("last_engaged_at").Number
	p.contact = record(contact, "1", map[string]schema.Value{"birthday": day(), "last_engaged_at": moment(), "score": schema.NumberValue(float64(random.Intn(9))),
		"bounced": schema.BoolValue(random.Intn(2) == 0)})
	for range random.Intn(4) {
		p.deals = append(p.deals, record(s.Object("deal"), "d", map[string]schema.Value{"close_date": day(), "created_at": moment()}))
	}
	for range random.Intn(5) {
		p.views = append(p.views, &schema.Occurrence{Event: s.Event("page_viewed"), Fields: []schema.Value{moment(), schema.TextValue("/")}})
	}
	return p
}

func (p *past) Record(schema.Ref) *schema.Record { return p.contact }
func (p *past) Associated(_ *schema.Record, o *schema.Object) []*schema.Record {
	if o.Name == "deal" {
		return p.deals
	}
	return nil
}
func (p *past) Events(*schema.Record, *schema.Event) []*schema.Occurrence   { return p.views }
func (p *past) ChangedAt(*schema.Record, *schema.Property) (v schema.Value) { return v }
func (p *past) Member(string, *schema.Record) bool                          { return false }
