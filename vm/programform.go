package vm

import (
	"sort"

	"github.com/wflang/wf/lang/calendar"
	"github.com/wflang/wf/lang/schema"
)

// program is the form of a whole program without its hash, which is computed.
func (f *form) program(p *Program) {
	f.behavior(p)
	f.text(&p.Title)
	list(f, &p.Steps, (*form).stepInfo)
	texts(f, &p.code.lines)
	list(f, &p.code.points, (*form).point)
	list(f, &p.code.pieces, (*form).piece)
	f.source(p)
	f.waitPremises(p.code)
}

// behavior is the form of everything that decides what a program does; its hash names the version.
func (f *form) behavior(p *Program) {
	f.text(&p.Name)
	f.text(&p.Object)
	f.text(&p.Zone)
	f.hours(&p.Hours)
	f.hours(&p.Working)
	optional(f, &p.Rate, func(f *form, r *Rate) {
		whole(f, &r.Count)
		f.text(&r.Unit)
	})
	for _, triggers := range [...]*[]Trigger{&p.Enroll, &p.Unenroll, &p.Goal, &p.Suppress} {
		list(f, triggers, (*form).trigger)
	}
	f.text(&p.Reenroll.Mode)
	f.delay(&p.Reenroll.After)
	optional(f, &p.Center, func(f *form, c *Center) {
		whole(f, &c.On)
		f.bool(&c.EveryYear)
		list(f, &c.Mentions, (*form).mention)
	})
	whole(f, &p.Per)
	list(f, &p.Slots, (*form).slotInfo)
	f.code(p.code)
}

func (f *form) hours(h *calendar.Hours) {
	list(f, &h.Windows, func(f *form, w *calendar.Window) {
		whole(f, &w.Days)
		whole(f, &w.From)
		whole(f, &w.To)
	})
	list(f, &h.Off, (*form).day)
}

func (f *form) day(d *calendar.Day) {
	whole(f, &d.Year)
	whole(f, &d.Month)
	whole(f, &d.Day)
}

func (f *form) delay(d *calendar.Delay) {
	whole(f, &d.Months)
	whole(f, &d.Days)
	whole(f, &d.Nanos)
	f.bool(&d.Working)
}

func (f *form) trigger(t *Trigger) {
	whole(f, &t.Kind)
	if t.Kind > Every {
		f.in.fail(errOutOfRange)
	}
	f.text(&t.Text)
	whole(f, &t.Cond)
	texts(f, &t.Events)
	optional(f, &t.Change, (*form).mention)
	optional(f, &t.Every, func(f *form, s *calendar.Schedule) {
		whole(f, &s.Days)
		whole(f, &s.Month)
		f.day(&s.Year)
		whole(f, &s.At)
	})
	list(f, &t.Mentions, (*form).mention)
	list(f, &t.Premises, (*form).premise)
	codes(f, &t.Moments)
}

func (f *form) mention(m *Mention) {
	texts(f, &m.Via)
	f.text(&m.Object)
	f.text(&m.Property)
	f.text(&m.Event)
	f.text(&m.Set)
}

// slotInfo keeps of the type what people are shown: its words.
func (f *form) slotInfo(s *SlotInfo) {
	f.text(&s.Name)
	f.text(&s.Type)
}

func (f *form) stepInfo(s *StepInfo) {
	f.text(&s.Label)
	f.text(&s.Action)
	f.text(&s.Text)
	f.text(&s.File)
	whole(f, &s.Line)
	whole(f, &s.Start)
	whole(f, &s.End)
	f.text(&s.Path)
	codes(f, &s.Conds)
}

func (f *form) source(p *Program) {
	var names []string
	for name := range p.Source {
		names = append(names, name)
	}
	sort.Strings(names)
	list(f, &names, func(f *form, name *string) {
		f.text(name)
		text := p.Source[*name]
		f.text(&text)
		if !f.writing {
			if p.Source == nil {
				p.Source = map[string]string{}
			}
			p.Source[*name] = text
		}
	})
}

func (f *form) code(c *code) {
	list(f, &c.instrs, (*form).instr)
	list(f, &c.entries, func(f *form, e *entry) {
		whole(f, &e.start)
		whole(f, &e.resume)
	})
	whole(f, &c.slots)
	values(f, &c.consts)
	list(f, &c.sets, values)
	texts(f, &c.patterns)
	list(f, &c.moments, func(f *form, r *relative) {
		f.bool(&r.today)
		f.span(&r.by)
		f.bool(&r.minus)
	})
	list(f, &c.options, (*form).options)
	list(f, &c.keys, texts)
	list(f, &c.formats, func(f *form, parts *[]format) {
		list(f, parts, func(f *form, x *format) {
			whole(f, &x.kind)
			whole(f, &x.options)
			f.bool(&x.many)
		})
	})
	list(f, &c.paths, func(f *form, p *pathLink) {
		whole(f, &p.property)
		f.bool(&p.plural)
	})
	f.targets(c)
	list(f, &c.properties, func(f *form, p *propertyLink) {
		f.text(&p.object)
		f.text(&p.name)
	})
	texts(f, &c.objects)
	texts(f, &c.events)
	list(f, &c.fields, func(f *form, x *fieldLink) {
		f.text(&x.event)
		f.text(&x.name)
	})
	texts(f, &c.funcs)
}

// instr is one instruction: its operation and the operands of its row.
func (f *form) instr(in *Instr) {
	whole(f, &in.Op)
	if in.Op >= opEnd {
		f.in.fail(errOutOfRange)
		return
	}
	for _, o := range table[in.Op].operands {
		n := o.get(in)
		whole(f, &n)
		if !f.writing && !o.put(in, n) {
			f.in.fail(errOutOfRange)
		}
		if o == argSrc {
			whole(f, &in.A)
		}
	}
}

func (f *form) span(s *schema.Span) {
	whole(f, &s.Months)
	whole(f, &s.Days)
	whole(f, &s.Nanos)
	f.bool(&s.Working)
}

// options may be nil, and then have none.
func (f *form) options(o **schema.Options) {
	var items []schema.Option
	if *o != nil {
		items = (*o).List
	}
	list(f, &items, func(f *form, x *schema.Option) {
		f.text(&x.Value)
		f.text(&x.Label)
	})
	if !f.writing {
		*o = schema.NewOptions(items)
	}
}

// targets is the form of the tables that steps use.
func (f *form) targets(c *code) {
	list(f, &c.matches, func(f *form, t *matchTable) {
		list(f, &t.arms, func(f *form, a *matchArm) {
			f.value(&a.value)
			whole(f, &a.target)
		})
		whole(f, &t.missing)
	})
	list(f, &c.splits, func(f *form, t *splitTable) {
		f.text(&t.key)
		list(f, &t.arms, func(f *form, a *splitArm) {
			whole(f, &a.share)
			whole(f, &a.target)
		})
	})
	list(f, &c.sites, func(f *form, s *siteLink) {
		f.text(&s.action)
		texts(f, &s.params)
		whole(f, &s.args)
		f.bool(&s.wait)
		list(f, &s.paths, whole[int32])
	})
	list(f, &c.lengths, (*form).delay)
	list(f, &c.dayGoals, func(f *form, g *dayTarget) {
		whole(f, &g.days)
		whole(f, &g.at)
	})
	list(f, &c.momentGoals, func(f *form, g *momentTarget) {
		f.delay(&g.offset)
		f.bool(&g.after)
		whole(f, &g.at)
		f.text(&g.text)
		f.bool(&g.centered)
	})
	list(f, &c.waits, func(f *form, w *waitTarget) {
		texts(f, &w.events)
		optional(f, &w.change, (*form).mention)
		whole(f, &w.match)
		whole(f, &w.cond)
		list(f, &w.mentions, (*form).mention)
		codes(f, &w.moments)
		f.bool(&w.since)
		optional(f, &w.limit, (*form).delay)
	})
}

func (f *form) point(p *point) {
	f.text(&p.file)
	whole(f, &p.start)
	whole(f, &p.end)
	whole(f, &p.level)
}

func (f *form) piece(p *piece) {
	whole(f, &p.plain)
	whole(f, &p.traced)
	f.point(&p.at)
	f.text(&p.text)
}
