package compiler

import (
	"slices"

	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/lang/typed"
	"github.com/wflang/wf/vm"
)

// way is one way for a condition to be true: what is tested, and the parts that are more than tests.
type way struct {
	tests []located
	rest  []typed.Expr
}

// located is a test with the record it is about.
type located struct {
	via    []string
	object string
	test   vm.Test
}

// maxWays bounds the ways of one condition; a part that has more is looked at as a whole.
const maxWays = 16

// premises finds what must be so for a condition to hold, one after the other for each way in which it can be true.
func premises(object string, cond typed.Expr, mentioned []typed.Mention) []vm.Premise {
	if cond == nil {
		return nil
	}
	var list []vm.Premise
	for _, w := range ways(cond, nil) {
		list = append(list, w.premises(object, mentioned)...)
	}
	return list
}

func (w way) premises(object string, mentioned []typed.Mention) []vm.Premise {
	list := []vm.Premise{{Object: object}}
	about := func(via []string, object string) *vm.Premise {
		for i := range list {
			if slices.Equal(list[i].Via, via) && list[i].Object == object {
				return &list[i]
			}
		}
		list = append(list, vm.Premise{Via: via, Object: object})
		return &list[len(list)-1]
	}
	for _, l := range w.tests {
		p := about(l.via, l.object)
		p.Tests = append(p.Tests, l.test)
	}
	read := map[*schema.Property]bool{}
	for _, e := range w.rest {
		typed.Walk(e, func(part typed.Expr) bool {
			switch part := part.(type) {
			case *typed.Property:
				read[part.Property] = true
			case *typed.Each:
				read[part.Property] = true
			case *typed.ChangedAt:
				read[part.Property] = true
			}
			return true
		})
	}
	for _, m := range mentions(mentionsOf(mentioned, read)) {
		p := about(m.Via, m.Object)
		p.Rest = append(p.Rest, m.Property)
	}
	return list
}

// mentionsOf are the mentions of some properties.
func mentionsOf(list []typed.Mention, read map[*schema.Property]bool) []typed.Mention {
	var some []typed.Mention
	for _, m := range list {
		if m.Property != nil && read[m.Property] {
			some = append(some, m)
		}
	}
	return some
}

// ways are the ways in which a condition can be true. item is what the innermost element stands for, where a condition is
// applied to one record.
func ways(e typed.Expr, item typed.Expr) []way {
	e = fold(e)
	switch e := e.(type) {
	case *typed.Const:
		if e.Value.Bool() {
			return []way{{}}
		}
		return nil
	case *typed.Binary:
		switch e.Op {
		case "and":
			if both := every(ways(e.L, item), ways(e.R, item)); len(both) <= maxWays {
				return both
			}
			return []way{{rest: []typed.Expr{e}}}
		case "or":
			if either := append(slices.Clip(ways(e.L, item)), ways(e.R, item)...); len(either) <= maxWays {
				return either
			}
			return []way{{rest: []typed.Expr{e}}}
		}
	case *typed.Bound:
		if _, _, ok := reached(e.X, item); ok && item == nil {
			return ways(e.Body, e.X)
		}
	}
	if t, ok := tested(e, item); ok {
		return []way{{tests: []located{t}}}
	}
	return []way{{rest: []typed.Expr{e}}}
}

// every joins each way of one side with each of the other.
func every(left, right []way) []way {
	var both []way
	for _, l := range left {
		for _, r := range right {
			both = append(both, way{append(slices.Clip(l.tests), r.tests...), append(slices.Clip(l.rest), r.rest...)})
		}
	}
	return both
}

// reached tells how a record is reached from the enrolled one by primary associations.
func reached(e, item typed.Expr) (via []string, object string, ok bool) {
	switch e := e.(type) {
	case *typed.Enrolled:
		return nil, e.T.Object.Name, true
	case *typed.Associated:
		via, _, ok = reached(e.Of, item)
		return append(slices.Clip(via), e.Object.Name), e.Object.Name, ok && !e.Plural
	case *typed.Item:
		if item != nil && e.Up == 0 && !e.Index {
			return reached(item, nil)
		}
	}
	return nil, "", false
}

// tested makes a test of a comparison of a property with constants.
func tested(e, item typed.Expr) (l located, ok bool) {
	x, t, ok := comparison(e)
	if !ok {
		return l, false
	}
	p, ok := x.(*typed.Property)
	if !ok || p.Of.Type().Kind == schema.User {
		return l, false
	}
	if l.via, l.object, ok = reached(p.Of, item); !ok || l.object != p.Property.Object.Name {
		return l, false
	}
	t.Property = p.Property.Name
	l.test = t
	return l, true
}

// comparison takes a condition apart: what is compared, and with what.
func comparison(e typed.Expr) (x typed.Expr, t vm.Test, ok bool) {
	switch e := e.(type) {
	case *typed.Property:
		return e, oneOf(schema.BoolValue(true)), e.T.Kind == schema.Bool
	case *typed.Unary:
		return e.X, oneOf(schema.BoolValue(false), schema.Value{}), e.Op == "not" && e.X.Type().Kind == schema.Bool
	case *typed.Binary:
		if v, ok := constant(e.R); ok {
			t, ok = beside(e.Op, e.L, v)
			return e.L, t, ok
		}
		if v, ok := constant(e.L); ok {
			op := e.Op
			if turned, ok := mirrored[op]; ok {
				op = turned
			} else if op != "==" {
				return nil, t, false
			}
			t, ok = beside(op, e.R, v)
			return e.R, t, ok
		}
	}
	return nil, t, false
}

func oneOf(values ...schema.Value) vm.Test { return vm.Test{Op: vm.OneOf, Values: values} }

var bounds = map[string]vm.TestOp{"<": vm.Below, "<=": vm.AtMost, ">": vm.Above, ">=": vm.AtLeast,
	"contains": vm.Containing, "startsWith": vm.Starting, "endsWith": vm.Ending}

// beside is the test for a property that stands left of an operator and a constant.
func beside(op string, x typed.Expr, v schema.Value) (t vm.Test, ok bool) {
	switch op {
	case "==":
		return oneOf(v), single(v)
	case "in":
		var items []schema.Value
		for _, item := range v.Items() {
			if !single(item) {
				return t, false
			}
			if !item.IsNil() { // the unknown is in nothing
				items = append(items, item)
			}
		}
		return oneOf(items...), len(items) > 0
	}
	if options := x.Type().Options; x.Type().Kind == schema.Enum && options != nil {
		if relation, ordered := relations[op]; ordered {
			items := related(options, v.Text(), relation)
			return oneOf(items...), len(items) > 0
		}
	}
	bound, ok := bounds[op]
	t = vm.Test{Op: bound, Values: []schema.Value{v}}
	if bound >= vm.Containing {
		return t, ok && v.Kind() == schema.Text && v.Text() != "" && textual(x.Type().Kind)
	}
	switch v.Kind() {
	case schema.Number, schema.Date, schema.DateTime:
		return t, ok && x.Type().Kind == v.Kind()
	}
	return t, false
}

// textual reports whether values of a type are texts that operators look into; those of a set are lists.
func textual(k schema.Kind) bool {
	switch k {
	case schema.Set, schema.List, schema.Map, schema.Range:
		return false
	}
	return true
}

// single reports whether a value can be looked up by equality.
func single(v schema.Value) bool {
	switch v.Kind() {
	case schema.Nil, schema.Number, schema.Bool, schema.Date, schema.DateTime:
		return true
	}
	return v.IsText()
}
