// Package typed is the checked program: every name resolved, every expression typed, every place kept. The checker
// makes it from the tree as written; the compiler, the editor and the tracer read it and resolve nothing anew.
package typed

import (
	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/lang/source"
)

// Expr is a typed expression.
type Expr interface {
	Type() schema.Type
	Span() source.Span
}

// Base is the type and place of an expression; every node embeds it.
type Base struct {
	T  schema.Type
	At source.Span
}

// Type is the type of the expression's value, unless it is unknown.
func (b *Base) Type() schema.Type { return b.T }

// Span is the place in the source.
func (b *Base) Span() source.Span { return b.At }

// Const is a value known before the run: literals, and what was folded.
type Const struct {
	Base
	Value schema.Value
}

// Concat is a text with expressions inside; each part is turned into text by its type.
type Concat struct {
	Base
	Parts []Expr
}

// ListLit is `[a, b]`.
type ListLit struct {
	Base
	Items []Expr
}

// MapLit is `{a: 1}`.
type MapLit struct {
	Base
	Keys   []string
	Values []Expr
}

// Enrolled is the enrolled record.
type Enrolled struct{ Base }

// Trigger is the event that enrolled the record; unknown after another kind of enrollment.
type Trigger struct{ Base }

// Happening is `event` in the where of a trigger or delay.
type Happening struct{ Base }

// EnrolledAt is the moment of enrollment.
type EnrolledAt struct{ Base }

// Associated is the primary record of Object associated with Of, or all of them (a list) when Plural.
type Associated struct {
	Base
	Of     Expr
	Object *schema.Object
	Plural bool
}

// Property reads a property of a record; of a user property, `contact.owner.name`, Of is the user value.
type Property struct {
	Base
	Of       Expr
	Property *schema.Property
}

// Each reads a property of every record in a list: `deals.amount`.
type Each struct {
	Base
	Of       Expr
	Property *schema.Property
}

// Field reads a field of an event.
type Field struct {
	Base
	Of    Expr
	Field *schema.Field
}

// ChangedAt is `changed_at(company.industry)`.
type ChangedAt struct {
	Base
	Of       Expr
	Property *schema.Property
}

// Past is `events.page_viewed`: the kept occurrences that reached the record Of.
type Past struct {
	Base
	Of    Expr
	Event *schema.Event
}

// VarRef reads a `let` of the workflow.
type VarRef struct {
	Base
	Var *Var
}

// Item is `#`, the element of the predicate Up levels out (0: the innermost); Index is `#index`.
type Item struct {
	Base
	Up    int
	Index bool
}

// Unary is `not x` or `-x`.
type Unary struct {
	Base
	Op string // "not", "-"
	X  Expr
}

// Binary is an operator with two sides: == != < <= > >= in contains startsWith endsWith matches and or + - * / % ** ??
// `not in` and `not contains` are a Unary not around it. Ordered enums compare by their options.
type Binary struct {
	Base
	Op   string
	L, R Expr
}

// Cond is `c ? a : b`.
type Cond struct {
	Base
	If, Then, Else Expr
}

// RangeLit is `1..5`.
type RangeLit struct {
	Base
	Lo, Hi Expr
}

// Index is `x[i]` of a list or map, and `x.key` of a map.
type Index struct {
	Base
	X, I Expr
}

// Call is a function of the schema with its arguments in order, defaults filled in.
type Call struct {
	Base
	Func *schema.Func
	Args []Expr
}

// Predicate is any all none one count filter map sum min max first last sortBy over a list. Body is nil where the
// function takes the list alone: `sum(deals.amount)`, `count(deals)`.
type Predicate struct {
	Base
	Name string
	Over Expr
	Body Expr
	Desc bool // of sortBy
}

// Member is `contact in list("VIP")` and `subscribed("Newsletter")`: whether a record is in a named set.
type Member struct {
	Base
	Of  Expr
	Set Expr // text: "list:VIP", "subscribed:Newsletter"
}

// Named is user("…"), team("…") or secret("…") with a text that may be computed.
type Named struct {
	Base
	Kind schema.Kind
	Name Expr
}

// Bound evaluates Body with the record X as its item: how a segment, `company in key_account`, is applied.
type Bound struct {
	Base
	X    Expr
	Body Expr
}
