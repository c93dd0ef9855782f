package vm

import "github.com/wflang/wf/lang/schema"

// matchIndex is the arms of a match, ready to be looked up. The first arm that fits wins.
type matchIndex struct {
	texts   map[string]int32
	numbers map[float64]int32 // first of equal ones
	ranges  []matchArm        // numbers and ranges are compared by the order of their arms
	first   map[float64]int   // order of a number's arm
	order   []int             // order of a range's arm
	others  []matchArm        // dates, yes and no
	unknown int32
	missing int32
}

func newMatchIndex(t *matchTable) *matchIndex {
	x := &matchIndex{texts: map[string]int32{}, numbers: map[float64]int32{}, first: map[float64]int{}, unknown: t.missing, missing: t.missing}
	seenNil := false
	for i, arm := range t.arms {
		switch v := arm.value; v.Kind() {
		case schema.Nil:
			if !seenNil {
				x.unknown, seenNil = arm.target, true
			}
		case schema.Number:
			if _, ok := x.numbers[v.Number()]; !ok {
				x.numbers[v.Number()], x.first[v.Number()] = arm.target, i
			}
		case schema.Range:
			x.ranges, x.order = append(x.ranges, arm), append(x.order, i)
		default:
			if !v.IsText() {
				x.others = append(x.others, arm)
			} else if _, ok := x.texts[v.Text()]; !ok {
				x.texts[v.Text()] = arm.target
			}
		}
	}
	return x
}

// find gives the instruction at which the arm of v begins.
func (x *matchIndex) find(v schema.Value) int32 {
	switch {
	case v.IsNil():
		return x.unknown
	case v.IsText():
		if target, ok := x.texts[v.Text()]; ok {
			return target
		}
		return x.missing
	case v.Kind() == schema.Number:
		return x.findNumber(v)
	}
	for _, arm := range x.others {
		if arm.value.Equal(v) {
			return arm.target
		}
	}
	return x.missing
}

func (x *matchIndex) findNumber(v schema.Value) int32 {
	target, exact := x.numbers[v.Number()]
	for i, arm := range x.ranges {
		if exact && x.first[v.Number()] < x.order[i] {
			break
		}
		if inRange(v, arm.value) {
			return arm.target
		}
	}
	if exact {
		return target
	}
	return x.missing
}
