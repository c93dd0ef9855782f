package vm

import "github.com/wflang/wf/lang/schema"

// test decides the tests of one value that are not in the loop itself.
func (m *Machine) test(in *Instr, p *schema.Value) bool {
	l, v := m.link, *p
	switch in.Op {
	case OpEq:
		return m.equal(v, l.consts[in.B])
	case OpCompare:
		return m.related(v, l.consts[in.B], Relation(in.Level), nil)
	case OpCompareNow:
		return m.besideNow(v, in.B, Relation(in.Level))
	case OpStarts:
		return startsWith(v, l.consts[in.B])
	case OpEnds:
		return endsWith(v, l.consts[in.B])
	case OpContains:
		return m.contains(v, l.consts[in.B])
	case OpContainsFold:
		return v.IsText() && containsFold(v.Text(), l.consts[in.B].Text())
	case OpMatches:
		return v.IsText() && l.patterns[in.B].MatchString(v.Text())
	}
	return false
}

// testPair decides the tests of two values: x was on the stack, v is the operand.
func (m *Machine) testPair(in *Instr, x, v schema.Value) bool {
	switch in.Op {
	case OpEqValue:
		return m.equal(x, v)
	case OpCompareValue:
		return m.related(x, v, Relation(in.Level), m.optionsAt(in.B))
	case OpInValue:
		return m.in(x, v)
	case OpStartsValue:
		return startsWith(x, v)
	case OpEndsValue:
		return endsWith(x, v)
	case OpContainsValue:
		return m.contains(x, v)
	case OpMember:
		return m.member(x, v)
	}
	return false
}
