package vm

import (
	"fmt"

	"github.com/wflang/wf/lang/schema"
)

// tables checks what the tables of a program say to one another.
func (v *verifier) tables() error {
	c := v.code
	for i, s := range c.splits {
		sum := int32(0)
		for _, arm := range s.arms {
			if arm.share < 0 || arm.share > 10000 {
				return fmt.Errorf("split %d has a share of %d", i, arm.share)
			}
			sum += arm.share
		}
		if sum != 10000 || len(s.arms) > 10000 {
			return fmt.Errorf("the shares of split %d make %d hundredths of a percent", i, sum)
		}
	}
	for i, list := range c.formats {
		for _, f := range list {
			if f.options < -1 || int(f.options) >= len(c.options) || f.kind >= schema.Invalid {
				return fmt.Errorf("text %d has a part of an unknown type", i)
			}
		}
	}
	for i, p := range c.paths {
		if p.property < -1 || int(p.property) >= len(c.properties) {
			return fmt.Errorf("target %d does not exist", i)
		}
	}
	for i, s := range c.sites {
		if s.args != len(s.params) {
			return fmt.Errorf("action %d has %d arguments for %d parameters", i, s.args, len(s.params))
		}
		for _, p := range s.paths {
			if p < 0 || int(p) >= len(c.properties) {
				return fmt.Errorf("action %d names a property that does not exist", i)
			}
		}
	}
	return v.lengths()
}

// lengths checks tables whose entries an instruction reads side by side, and every Code that is named.
func (v *verifier) lengths() error {
	c := v.code
	for pc := range c.instrs {
		in := &c.instrs[pc]
		switch {
		case in.Op == OpConcat && len(c.formats[in.B]) != int(in.A), in.Op == OpMap && len(c.keys[in.B]) != int(in.A):
			return fmt.Errorf("instruction %d (%s) takes %d values and describes another number", pc, in.Op, in.A)
		case in.Op == OpSleepMoment && c.momentGoals[in.B].centered && v.program.Center == nil:
			return fmt.Errorf("instruction %d (%s) counts from a center, and there is none", pc, in.Op)
		}
	}
	for _, code := range v.program.named() {
		if *code != NoCode && (*code < 0 || int(*code) >= len(c.pieces)) {
			return fmt.Errorf("expression %d does not exist", *code)
		}
	}
	return nil
}

// named is every place in a program that holds a Code.
func (p *Program) named() []*Code {
	list := []*Code{&p.Per}
	if p.Center != nil {
		list = append(list, &p.Center.On)
	}
	for _, triggers := range [...][]Trigger{p.Enroll, p.Unenroll, p.Goal, p.Suppress} {
		for i := range triggers {
			list = append(list, &triggers[i].Cond)
			for j := range triggers[i].Moments {
				list = append(list, &triggers[i].Moments[j])
			}
		}
	}
	for i := range p.Steps {
		for j := range p.Steps[i].Conds {
			list = append(list, &p.Steps[i].Conds[j])
		}
	}
	for i := range p.code.waits {
		w := &p.code.waits[i]
		list = append(list, &w.match, &w.cond)
		for j := range w.moments {
			list = append(list, &w.moments[j])
		}
	}
	return list
}
