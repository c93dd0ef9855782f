// Package simtest is the simulation test of the runtime: random workflows in a random world with random faults, replayed
// from a seed.
package simtest

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

// Project writes random workflows: each is valid by itself, and together they use every trigger, setting and statement.
// Nothing but `increase company.employees` changes that property, so that the test can count.
func Project(r *rand.Rand) string {
	g := &generator{r: r, workflows: 1 + r.IntN(4)}
	g.line("object contact { tags: set { vip, partner } }")
	g.line("segment warm on contact when contact.score > 40 and contact.unsubscribed != true")
	g.line("event visited on contact { place: text, minutes: number }")
	g.line("action tally.add(of: text, amount: number = 1) -> { total: number } at \"https://tally.example/add\"")
	for i := range g.workflows {
		g.workflow(i)
	}
	g.ofDeals()
	return g.out.String()
}

// generator writes one project.
type generator struct {
	r         *rand.Rand
	out       strings.Builder
	indent    int
	workflows int

	// Of the workflow at hand.
	number int
	names  int
	depth  int
	label  string // that a goto may lead to; it stands further down, outside of all branches
	jumped bool
	visit  bool // the trigger is the event visited
}

func (g *generator) line(format string, args ...any) {
	g.out.WriteString(strings.Repeat("  ", g.indent))
	fmt.Fprintf(&g.out, format, args...)
	g.out.WriteByte('\n')
}

// chance is true n times of a hundred.
func (g *generator) chance(n int) bool { return g.r.IntN(100) < n }

func (g *generator) pick(list ...string) string { return list[g.r.IntN(len(list))] }

func (g *generator) workflow(number int) {
	g.number, g.names, g.depth, g.label, g.jumped, g.visit = number, 0, 0, "", false, false
	g.line("workflow w%d on contact {", number)
	g.indent++
	if g.chance(12) {
		g.centered()
		g.indent--
		g.line("}")
		return
	}
	every := g.enroll()
	g.settings(every)
	g.body(2+g.r.IntN(4), false)
	// The label of the gotos, and what comes after it.
	if g.jumped {
		label := g.label
		g.label = ""
		g.line("%s:", label)
		g.body(1+g.r.IntN(2), false)
	}
	g.indent--
	g.line("}")
}

// ofDeals writes the workflow in which others enroll deals.
func (g *generator) ofDeals() {
	g.line("workflow deals on deal {")
	g.indent++
	g.line("enroll %s", g.pick(fmt.Sprintf("when deal.amount > %d", g.r.IntN(100)), "on change of deal.amount", "every friday at 16:00 when any(contacts, .score > 50)"))
	g.line("reenroll %s", g.pick("always", "never", "after 3 days"))
	g.line("goal %s", g.pick(`when deal.stage == "closed_won"`, "on change of deal.stage"))
	g.line("rate %s", g.pick("2 per hour", "5 per day"))
	g.line("delay %s", g.pick("1 day", "3 hours"))
	g.line("%s", g.pick(`set deal.type = "new_business"`, `set contacts.state = "of a deal" where .score > 10`, "increase deal.amount by 7"))
	g.line("notify(to: team(\"Sales\"), text: \"deal {{deal.amount}}\")")
	if g.chance(50) {
		g.line("%s w%d", g.pick("enroll contacts in", "unenroll contacts from"), g.r.IntN(g.workflows))
	}
	g.indent--
	g.line("}")
}

// centered writes a workflow around a date.
func (g *generator) centered() {
	g.jumped = true // there is no label that a step could lead to
	g.line("enroll when known(contact.birthday) and %s", g.condition(0))
	g.line("center on %s", g.pick("contact.birthday", "contact.birthday every year", "contact.last_engaged_at", `date("2026-03-20")`, "deal.contract_end"))
	g.line("reenroll always")
	if g.chance(30) {
		g.line("during monday..friday 09:00..18:00")
	}
	g.line("delay until %s before center at 09:00", g.pick("3 days", "10 days", "1 month"))
	g.change()
	g.message()
	g.line("delay until center%s", g.pick("", " at 12:00"))
	g.line("increase company.employees")
	g.line("delay until 2 days after center")
	g.change()
}

// enroll writes the triggers and reports whether one of them is a schedule.
func (g *generator) enroll() (every bool) {
	switch g.r.IntN(8) {
	case 7:
		g.line("enroll on change of company.%s where %s", g.pick("city", "industry"), g.condition(0))
	case 0, 1, 2:
		g.line("enroll when %s", g.condition(1))
	case 3:
		g.line("enroll on event visited%s", g.pick("", " where event.minutes > 5", ` where event.place startsWith "p"`))
		g.visit = true
	case 4:
		g.line("enroll on change of contact.%s%s", g.pick("score", "city", "lead_status"), g.pick("", " where contact.score > 20"))
	case 5:
		g.line("enroll every %s when %s", g.pick("day at 08:00", "monday at 09:30", "weekday at 17:00", "month on 31 at 06:00", "year on 03-12 at 10:00"), g.condition(1))
		every = true
	default:
		g.line("enroll when %s", g.condition(0))
		g.line("enroll when contact.last_engaged_at < ago(%s)", g.pick("days(2)", "hours(30)", "weeks(1)"))
	}
	return every
}

func (g *generator) settings(every bool) {
	if !every {
		g.line("reenroll %s", g.pick("always", "never", "after 2 days", "after 12 hours"))
	}
	if g.visit && g.chance(30) {
		g.line("per trigger.place")
	}
	if g.chance(25) {
		g.line("goal %s", g.pick(`when contact.lifecycle_stage == "customer"`, `when contact.lifecycle_stage == "evangelist"`, "on event email_replied", "on change of contact.birthday"))
	}
	if g.chance(25) {
		g.line("unenroll %s", g.pick("when contact.unsubscribed", "on event email_bounced", "on change of contact.country", "when contact.score > 95"))
	}
	if g.chance(20) {
		g.line("suppress when %s", g.pick(`contact in list("Staff")`, "contact.bounced", "contact.score < 3", `"partner" in contact.tags`, `company.city == "Rome"`))
	}
	if g.chance(25) {
		g.line("timezone %q", g.pick("Europe/Paris", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu"))
	}
	if g.chance(25) {
		g.line("during %s", g.pick("monday..friday 09:00..18:00", "22:00..06:00", "saturday, sunday 10:00..12:00"))
		if g.chance(30) {
			g.line("during wednesday 05:00..08:00")
		}
	}
	if g.chance(15) {
		g.line("pause on %s", g.pick("03-05", "2026-03-09, 03-11"))
	}
	if g.chance(20) {
		g.line("rate %s", g.pick("1 per minute", "3 per hour", "10 per day"))
	}
}

// body writes steps; the last may leave the branch they stand in. The last arm never does, so that what follows is reached.
func (g *generator) body(n int, leaves bool) {
	for i := range n {
		if leaves && i == n-1 && g.chance(15) {
			if g.label == "" && !g.jumped {
				g.label = "far"
			}
			if g.label != "" {
				g.jumped = true
				g.line("goto %s", g.label)
				return
			}
		}
		if leaves && i == n-1 && g.chance(10) {
			g.line("stop")
			return
		}
		g.step()
	}
}

func (g *generator) step() {
	if g.depth < 2 && g.chance(30) {
		g.branches()
		return
	}
	switch g.r.IntN(5) {
	case 0:
		g.delay()
	case 1, 2:
		g.change()
	case 3:
		g.message()
	case 4:
		g.other()
	}
}

func (g *generator) branches() {
	g.depth++
	defer func() { g.depth-- }()
	arm := func(head string, leaves bool) {
		g.line("%s{", head)
		g.indent++
		g.body(1+g.r.IntN(2), leaves)
		g.indent--
		g.line("}")
	}
	switch g.r.IntN(5) {
	case 4:
		g.line("match contact.score {")
		g.indent++
		arm("nil => ", true)
		arm("0..30, 77 => ", true)
		arm("31..60 => ", true)
		arm("default => ", false)
		g.indent--
		g.line("}")
	case 0, 1:
		g.line("if %s then {", g.condition(1))
		g.indent++
		g.body(1+g.r.IntN(2), true)
		g.indent--
		if g.chance(50) {
			g.line("}")
			return
		}
		g.line("} else {")
		g.indent++
		g.body(1+g.r.IntN(2), false)
		g.indent--
		g.line("}")
	case 2:
		g.line("match contact.country {")
		g.indent++
		arm(`"France", "Belgium" => `, true)
		arm("nil => ", true)
		arm("default => ", false)
		g.indent--
		g.line("}")
	case 3:
		g.line("split {")
		g.indent++
		arm("30% => ", true)
		if g.chance(50) {
			arm("45.5% => ", true)
		}
		arm("default => ", false)
		g.indent--
		g.line("}")
	}
}

// name is a variable that is not used yet.
func (g *generator) name() string {
	g.names++
	return fmt.Sprintf("v%d", g.names)
}

func (g *generator) delay() {
	switch g.r.IntN(9) {
	case 0, 1:
		g.line("delay %s", g.pick("1 day", "90 minutes", "2 days 3 hours", "4 working hours", "1 week", "1 month", "1 minute"))
	case 2:
		g.line("delay until %s", g.pick("tuesday at 11:00", "weekday at 09:00", "at 02:30", "monday, thursday at 09:30"))
	case 3:
		g.line("delay until %s", g.pick("contact.birthday at 09:00", "3 days before contact.birthday", "2026-03-20 at 12:00", "contact.last_engaged_at"))
	case 4, 5:
		v := g.name()
		g.line("let %s = delay until event %s up to %s", v, g.pick("email_opened", "visited", "visited where event.minutes > 3"), g.pick("2 days", "5 hours"))
		g.line("if %s != nil then set contact.state = \"heard %d\"", v, g.number)
	case 6:
		v := g.name()
		g.line("let %s = delay until %s up to %s", v, g.condition(0), g.pick("3 days", "8 hours"))
		g.line("if not %s then set contact.state = \"late %d\"", v, g.number)
	case 7:
		v := g.name()
		g.line("let %s = delay until change of contact.%s up to 2 days", v, g.pick("score", "city"))
		g.line("if %s then clear contact.state", v)
	case 8:
		v := g.name()
		g.line("let %s = delay until any(deals, .amount > %d) up to 1 week", v, g.r.IntN(100))
		g.line("if %s then increase company.employees", v)
	}
}

func (g *generator) change() {
	switch g.r.IntN(13) {
	case 10:
		g.line("set contact.tags %s %q", g.pick("+=", "-=", "="), g.pick("vip", "partner"))
	case 11:
		v := g.name()
		g.line("let %s = create deal { name: \"Another of {{contact.id}}\", amount: %d }", v, g.r.IntN(100))
		g.line("if %s != nil then set %s.priority = \"low\"", v, v)
	case 12:
		g.line("set companies.industry = %q where .city == %q", g.pick("Accounting", "Banking"), g.pick("Rome", "Paris"))
	case 0:
		g.line("set contact.city = \"{{contact.score}} of w%d\"", g.number)
	case 1:
		g.line("set contact.lead_status = %q", g.pick("open", "connected", "unqualified"))
	case 2, 3:
		g.line("increase company.employees")
	case 4:
		g.line("%s contact.score by %d", g.pick("increase", "decrease"), 1+g.r.IntN(9))
	case 5:
		g.line("set deals.priority = \"high\" where .amount > %d", g.r.IntN(100))
	case 6:
		g.line("copy company.name to contact.job_title")
	case 7:
		g.line("create deal { name: \"Deal of {{contact.id}}\", amount: %d } with company", g.r.IntN(100))
	case 8:
		g.line("%s", g.pick("associate contact with companies", "dissociate contact from deals", "clear contact.country"))
	case 9:
		v := g.name()
		g.line("let %s = contact.score ?? %d", v, g.r.IntN(50))
		g.line("if %s > %d then set contact.website = \"https://example.com/{{%s}}\"", v, g.r.IntN(60), v)
	}
}

func (g *generator) message() {
	switch g.r.IntN(7) {
	case 5:
		v := g.name()
		g.line("let %s = notify.sms(to: \"+33612345678\", text: \"{{contact.score}}\")", v)
		g.line("if not %s.ok then increase company.employees", v)
	case 6:
		failure := ""
		if g.depth == 0 && (g.label != "" || !g.jumped) {
			g.label, g.jumped, failure = "far", true, " on failure goto far"
		}
		g.line("let %s = tally.add(of: \"%d\", amount: contact.score ?? 1)%s", g.name(), g.number, failure)
	case 0:
		g.line("notify(to: team(\"Sales\"), text: \"w%d: {{contact.score}}\")", g.number)
	case 1:
		g.line("notify(to: contact.owner, text: \"yours\") on failure stop")
	case 2:
		g.line("email(template: \"welcome\")")
	case 3:
		v := g.name()
		g.line("let %s = webhook(url: \"https://hook.example/w%d\", method: \"POST\")", v, g.number)
		g.line("if not %s.ok then set contact.state = \"{{%s.error}}\"", v, v)
	case 4:
		v := g.name()
		g.line("let %s = tally.add(of: contact.city ?? \"none\")", v)
		g.line("if %s.ok then set contact.website = \"https://example.com/tally\"", v)
	}
}

func (g *generator) other() {
	switch g.r.IntN(6) {
	case 5:
		g.line("%s", g.pick("enroll deals in deals", "unenroll deals from deals"))
	case 0:
		g.line("rotate(among: team(\"Sales\"), property: contact.owner)")
	case 1:
		g.line("list.%s(name: \"Hot\")", g.pick("add", "remove"))
	case 2:
		g.line("%s w%d", g.pick("enroll in", "unenroll from"), g.r.IntN(g.workflows))
	case 3:
		g.line("subscription.set(type: \"News\", status: %q, basis: \"process_and_store\")", g.pick("subscribed", "unsubscribed"))
	case 4:
		g.line("increase company.employees")
	}
}

// condition is one about contacts and what is around them.
func (g *generator) condition(depth int) string {
	if depth > 0 && g.chance(40) {
		if a, b := g.condition(0), g.condition(0); a != b {
			return a + g.pick(" and ", " or ") + b
		} else {
			return "not (" + a + ")"
		}
	}
	switch g.r.IntN(15) {
	case 12:
		return `"vip" in contact.tags`
	case 13:
		return fmt.Sprintf("company.city == %q", g.pick("Rome", "Paris"))
	case 14:
		return fmt.Sprintf("count(companies, .city == %q) > 1", g.pick("Rome", "Paris"))
	case 0, 1:
		return fmt.Sprintf("contact.score %s %d", g.pick(">", ">=", "<"), g.r.IntN(100))
	case 2:
		return fmt.Sprintf("contact.country %s %q", g.pick("==", "!="), g.pick("France", "Italy"))
	case 3:
		return fmt.Sprintf("contact.lead_status == %q", g.pick("new", "open", "unqualified"))
	case 4:
		return fmt.Sprintf("contact.city %s %q", g.pick("contains", "startsWith"), g.pick("of", "1", "Par"))
	case 5:
		return fmt.Sprintf("any(deals, .amount > %d)", g.r.IntN(100))
	case 6:
		return fmt.Sprintf("company.employees > %d", g.r.IntN(6))
	case 7:
		return fmt.Sprintf("count(events.visited, .minutes > %d) >= 1", g.r.IntN(10))
	case 8:
		return "contact in warm"
	case 9:
		return `contact in list("Hot")`
	case 10:
		return "known(contact.owner)"
	}
	return "contact.unsubscribed"
}
