package exprs

import (
	"strings"
	"time"

	"github.com/wflang/wf/lang/calendar"
	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/lang/typed"
)

// Choice is the type of what an expression can be equal to: of `weekday`, which gives a text, one of seven. It is the
// type of all others.
func Choice(x typed.Expr) schema.Type {
	if isWeekday(x) {
		return schema.Type{Kind: schema.Enum, Options: weekdays()}
	}
	return x.Type()
}

func isWeekday(x typed.Expr) bool {
	call, ok := x.(*typed.Call)
	return ok && call.Func.Name == "weekday"
}

// dayFor is x where it stands beside a call of `weekday`; nil, and reported, when it is a literal text that is no day.
func (t *typer) dayFor(x, call typed.Expr) typed.Expr {
	if t.options(x, weekdays(), call) == nil {
		return nil
	}
	return x
}

// weekdays are the days as `weekday` gives them, from Monday; as labels, as people write them.
func weekdays() *schema.Options {
	var list []schema.Option
	for i := range 7 {
		name := calendar.DayName(time.Weekday((i + 1) % 7))
		list = append(list, schema.Option{Value: name, Label: strings.ToUpper(name[:1]) + name[1:]})
	}
	return schema.NewOptions(list)
}
