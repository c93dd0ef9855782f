package truth

import (
	"slices"

	"github.com/wflang/wf/lang/typed"
)

// Same reports whether two expressions read the same thing in the same way. It knows the forms that a comparison is
// usually about; anything else counts as different.
func Same(a, b typed.Expr) bool {
	switch a := a.(type) {
	case *typed.Const:
		b, ok := b.(*typed.Const)
		return ok && a.T.Kind == b.T.Kind && a.Value.Equal(b.Value)
	case *typed.Enrolled:
		_, ok := b.(*typed.Enrolled)
		return ok
	case *typed.Trigger:
		_, ok := b.(*typed.Trigger)
		return ok
	case *typed.Happening:
		_, ok := b.(*typed.Happening)
		return ok
	case *typed.EnrolledAt:
		_, ok := b.(*typed.EnrolledAt)
		return ok
	case *typed.Associated:
		b, ok := b.(*typed.Associated)
		return ok && a.Object == b.Object && a.Plural == b.Plural && Same(a.Of, b.Of)
	case *typed.Property:
		b, ok := b.(*typed.Property)
		return ok && a.Property == b.Property && Same(a.Of, b.Of)
	case *typed.Field:
		b, ok := b.(*typed.Field)
		return ok && a.Field == b.Field && Same(a.Of, b.Of)
	case *typed.ChangedAt:
		b, ok := b.(*typed.ChangedAt)
		return ok && a.Property == b.Property && Same(a.Of, b.Of)
	case *typed.VarRef:
		b, ok := b.(*typed.VarRef)
		return ok && a.Var == b.Var
	case *typed.GivenRef:
		b, ok := b.(*typed.GivenRef)
		return ok && a.Record == b.Record
	case *typed.ArgRef:
		b, ok := b.(*typed.ArgRef)
		return ok && a.Name == b.Name
	case *typed.Item:
		b, ok := b.(*typed.Item)
		return ok && a.Up == b.Up && a.Index == b.Index
	case *typed.Index:
		b, ok := b.(*typed.Index)
		return ok && Same(a.X, b.X) && Same(a.I, b.I)
	case *typed.Call:
		b, ok := b.(*typed.Call)
		return ok && a.Func == b.Func && slices.EqualFunc(a.Args, b.Args, Same)
	}
	return false
}
