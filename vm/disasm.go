package vm

import (
	"bufio"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/wflang/wf/lang/schema"
)

// Disassemble writes a program as a person reads it: what starts it, and its code with steps, labels, source lines and
// the things that operands point to.
func Disassemble(w io.Writer, p *Program) error {
	l := &lister{out: bufio.NewWriter(w), program: p, code: p.code}
	l.head()
	l.listing()
	return l.out.Flush()
}

type lister struct {
	out     *bufio.Writer
	program *Program
	code    *code
	targets map[int32]bool
}

func (l *lister) printf(format string, args ...any) { fmt.Fprintf(l.out, format, args...) }

func (l *lister) head() {
	p := l.program
	l.printf("workflow %s on %s\n", p.Name, p.Object)
	l.printf("  version %.12s, zone %s, %d steps, %d instructions, stack %d\n", p.Hash, p.Zone, len(p.Steps), len(l.code.instrs), l.code.depth)
	for _, list := range [...][]Trigger{p.Enroll, p.Unenroll, p.Goal, p.Suppress} {
		for _, t := range list {
			l.printf("  %s%s\n", t.Text, l.at(t.Cond))
		}
	}
	if c := p.Center; c != nil {
		every := ""
		if c.EveryYear {
			every = " every year"
		}
		l.printf("  center on %s%s%s\n", p.CodeText(c.On), every, l.at(c.On))
	}
	if p.Per != NoCode {
		l.printf("  per %s%s\n", p.CodeText(p.Per), l.at(p.Per))
	}
	for i, s := range p.Slots {
		l.printf("  let %d %s: %s\n", i, s.Name, s.Type)
	}
	for _, name := range p.Missing {
		l.printf("  missing: %s\n", name)
	}
}

// at is where the code of a condition begins.
func (l *lister) at(c Code) string {
	if c == NoCode || int(c) >= len(l.code.pieces) {
		return ""
	}
	piece := l.code.pieces[c]
	var places []string
	if piece.plain >= 0 {
		places = append(places, fmt.Sprintf("at %04d", piece.plain))
	}
	if piece.traced >= 0 {
		places = append(places, fmt.Sprintf("traced at %04d", piece.traced))
	}
	return "  [" + strings.Join(places, ", ") + "]"
}

func (l *lister) listing() {
	heads := l.heads()
	l.targets = l.branches()
	for pc := range l.code.instrs {
		for _, text := range heads[int32(pc)] {
			l.printf("\n%s\n", text)
		}
		in := &l.code.instrs[pc]
		mark := " "
		if l.targets[int32(pc)] {
			mark = ">"
		}
		l.printf("%s%04d  %-15s %s\n", mark, pc, in.Op, strings.Join(l.operands(in), " "))
	}
}

// heads is what stands above an instruction: the step or expression that begins there.
func (l *lister) heads() map[int32][]string {
	heads := map[int32][]string{}
	for i, e := range l.code.entries {
		s := &l.program.Steps[i]
		label := ""
		if s.Label != "" {
			label = s.Label + ": "
		}
		heads[e.start] = append(heads[e.start], fmt.Sprintf("step %d  %s:%d  %s%s", i, s.File, s.Line, label, s.Text))
	}
	for i, piece := range l.code.pieces {
		if piece.plain >= 0 {
			heads[piece.plain] = append(heads[piece.plain], fmt.Sprintf("expression %d  %s", i, piece.text))
		}
		if piece.traced >= 0 {
			heads[piece.traced] = append(heads[piece.traced], fmt.Sprintf("expression %d, traced  %s", i, piece.text))
		}
	}
	return heads
}

func (l *lister) branches() map[int32]bool {
	targets := map[int32]bool{}
	for i := range l.code.instrs {
		if in := &l.code.instrs[i]; table[in.Op].has(argTarget) {
			targets[in.C] = true
		}
	}
	for _, m := range l.code.matches {
		targets[m.missing] = true
		for _, a := range m.arms {
			targets[a.target] = true
		}
	}
	for _, s := range l.code.splits {
		for _, a := range s.arms {
			targets[a.target] = true
		}
	}
	return targets
}

// operands is what the operands of an instruction mean, in the order of its row.
func (l *lister) operands(in *Instr) []string {
	var out []string
	sense := ""
	for _, o := range table[in.Op].operands {
		switch n := o.get(in); o {
		case argSrc:
			out = append(out, l.source(in))
		case argSense:
			sense = map[bool]string{true: "if so", false: "unless"}[in.Sense]
			if in.Op >= OpJump {
				out = append(out, map[bool]string{true: "greatest", false: "least"}[in.Sense])
			}
		case argTarget:
			out = append(out, strings.TrimSpace(fmt.Sprintf("%s → %04d", sense, n)))
		default:
			out = append(out, l.entry(o, n))
		}
	}
	return out
}

// source is the operand that a Src with A names.
func (l *lister) source(in *Instr) string {
	c := l.code
	loop := strconv.Itoa(int(in.Src & 7))
	switch {
	case in.Src < Registers:
		return registerName(in.Src) + "." + c.properties[in.A].name
	case in.Src == SrcTop:
		return "top"
	case in.Src == SrcTrigger:
		return "trigger." + c.fields[in.A].name
	case in.Src == SrcEvent:
		return "event." + c.fields[in.A].name
	case in.Src == SrcSlot:
		return "let " + l.program.Slots[in.A].Name
	case in.Src == SrcConst:
		return quoted(c.consts[in.A])
	case in.Src == SrcEnrolledAt:
		return "enrolled_at"
	case in.Src == SrcTriggered:
		return "trigger"
	case in.Src == SrcHappening:
		return "event"
	case in.Src >= SrcIndex:
		return "#index" + loop
	case in.Src >= SrcField:
		return "#" + loop + "." + c.fields[in.A].name
	}
	return "#" + loop
}

func registerName(r Src) string {
	switch {
	case r == RegEnrolled:
		return "enrolled"
	case r < RegPrimary:
		return "#" + strconv.Itoa(int(r-RegItem))
	}
	return "primary" + strconv.Itoa(int(r-RegPrimary))
}

// entry is what stands in the table that an operand points into.
func (l *lister) entry(o operand, n int32) string {
	c := l.code
	switch o {
	case argRegister:
		return registerName(Src(n))
	case argLevel:
		return "#" + strconv.Itoa(int(n))
	case argRelation:
		return Relation(n).String()
	case argProperty:
		return c.properties[n].object + "." + c.properties[n].name
	case argObject:
		return c.objects[n]
	case argEvent:
		return c.events[n]
	case argField:
		return c.fields[n].name
	case argSlot:
		return l.program.Slots[n].Name
	case argKind:
		return namedKinds[n].String()
	case argConstant:
		return quoted(c.consts[n])
	case argSet:
		return quoted(schema.ListValue(c.sets[n]))
	case argPattern:
		return strconv.Quote(c.patterns[n])
	case argMoment:
		return c.moments[n].String()
	case argOptions:
		if n < 0 {
			return "-"
		}
		return "by options " + strconv.Itoa(int(n))
	case argKeys:
		return "{" + strings.Join(c.keys[n], ", ") + "}"
	case argFormats:
		var kinds []string
		for _, f := range c.formats[n] {
			kinds = append(kinds, f.kind.String())
		}
		return "of " + strings.Join(kinds, ", ")
	case argFunction:
		return c.funcs[n]
	case argLine:
		return strconv.Quote(c.lines[n])
	case argPoint:
		return "`" + oneLine(l.program.excerpt(c.points[n])) + "`"
	}
	return l.target(o, n)
}

// target is an entry of the tables that steps use.
func (l *lister) target(o operand, n int32) string {
	c := l.code
	switch o {
	case argPath:
		p := c.paths[n]
		if p.property < 0 {
			return "the records"
		}
		return c.properties[p.property].object + "." + c.properties[p.property].name
	case argMatch:
		var arms []string
		for _, a := range c.matches[n].arms {
			arms = append(arms, fmt.Sprintf("%s → %04d", quoted(a.value), a.target))
		}
		return strings.Join(append(arms, fmt.Sprintf("default → %04d", c.matches[n].missing)), ", ")
	case argSplit:
		var arms []string
		for _, a := range c.splits[n].arms {
			arms = append(arms, fmt.Sprintf("%g%% → %04d", float64(a.share)/100, a.target))
		}
		return strings.Join(arms, ", ")
	case argSite:
		s := c.sites[n]
		text := s.action + "(" + strings.Join(s.params, ", ") + ")"
		if s.wait {
			text += " and wait"
		}
		return text
	case argLength:
		return c.lengths[n].String()
	case argDayGoal:
		return strings.TrimSpace(c.dayGoals[n].days.String() + " " + c.dayGoals[n].at.String())
	case argMomentGoal:
		return c.momentGoals[n].text
	case argWait:
		return c.waits[n].String()
	}
	return strconv.Itoa(int(n))
}

func (r relative) String() string {
	base, sign := "now()", " + "
	if r.today {
		base = "today()"
	}
	if r.minus {
		sign = " - "
	}
	if r.by == (schema.Span{}) {
		return base
	}
	return base + sign + r.by.Delay().String()
}

func (w waitTarget) String() string {
	text := "condition"
	switch {
	case len(w.events) > 0:
		text = "event " + strings.Join(w.events, ", ")
	case w.change != nil:
		text = "change of " + w.change.Object + "." + w.change.Property
	}
	if w.limit != nil {
		text += " up to " + w.limit.String()
	}
	return text
}

// quoted is a constant as a program would write it.
func quoted(v schema.Value) string {
	switch v.Kind() {
	case schema.Nil:
		return "nil"
	case schema.Text:
		return strconv.Quote(v.Text())
	case schema.User, schema.Team:
		return v.Kind().String() + "(" + strconv.Quote(v.Text()) + ")"
	case schema.List, schema.Set:
		var items []string
		for _, item := range v.Items() {
			items = append(items, quoted(item))
		}
		return "[" + strings.Join(items, ", ") + "]"
	}
	return schema.Plain(v, time.UTC)
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
