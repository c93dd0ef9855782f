package stdlib

import (
	"strconv"
	"strings"
	"time"

	"github.com/wflang/wf/lang/calendar"
	"github.com/wflang/wf/lang/schema"
)

// ActionForm is how an action is written: its own form, or its name with its arguments, optional ones in brackets.
func ActionForm(a *schema.Action) string {
	if a.Form != "" {
		return a.Form
	}
	var required, optional []string
	for _, p := range a.Params {
		switch {
		case p.Hidden:
		case p.Required:
			required = append(required, p.Name+": "+paramType(p))
		default:
			optional = append(optional, p.Name+": "+paramType(p))
		}
	}
	text := strings.Join(required, ", ")
	if len(optional) > 0 {
		if text != "" {
			text += " "
		}
		text += "[" + strings.Join(optional, ", ") + "]"
	}
	return a.Name + "(" + text + ")"
}

// FuncSignature is a function with its arguments and its result: `round(number, [digits]) number`.
func FuncSignature(f *schema.Func) string {
	names := make([]string, len(f.Params))
	for i, p := range f.Params {
		names[i] = p.Name
		if !p.Required {
			names[i] = "[" + p.Name + "]"
		}
	}
	return f.Name + "(" + strings.Join(names, ", ") + ") " + f.Result.String()
}

// paramType is what an argument takes, in words: "user, team, or a list of these".
func paramType(p *schema.Param) string {
	if p.Type.Kind == schema.RecordRef && len(p.Objects) > 0 {
		return orMore(append(p.Objects, kinds(p.Accepts)...), p.Many)
	}
	if p.Type.Kind == schema.Path && len(p.Accepts) > 0 { // what it accepts is the type of the property
		return orMore(kinds(p.Accepts), false) + " property"
	}
	return orMore(append([]string{shortType(p.Type)}, kinds(p.Accepts)...), p.Many)
}

func kinds(types []schema.Type) []string {
	names := make([]string, len(types))
	for i, t := range types {
		names[i] = shortType(t)
	}
	return names
}

func orMore(names []string, many bool) string {
	if many {
		names = append(names, "list")
	}
	if len(names) == 1 {
		return names[0]
	}
	last := len(names) - 1
	return strings.Join(names[:last], ", ") + " or " + names[last]
}

// paramFlags says whether an argument must be given, or what it is otherwise.
func paramFlags(p *schema.Param) string {
	switch {
	case p.Required:
		return ", required"
	case p.Default.IsNil():
		return ""
	case p.Default.IsText():
		return " = " + strconv.Quote(p.Default.Text())
	}
	return " = " + schema.Plain(p.Default, nil)
}

// shortType is a type as documentation names it; long lists of options are left out.
func shortType(t schema.Type) string {
	if t.Kind == schema.Enum || t.Kind == schema.Set {
		return t.Kind.String()
	}
	return t.String()
}

// persistence is how long a message action goes on when the other side does not take its message, and how long it waits for
// an outcome that is told later; "" for actions without either.
func persistence(a *schema.Action) string {
	var parts []string
	if r := a.Retry; r != nil {
		parts = append(parts, "Tried again after "+lengthOf(r.First)+" at first and "+lengthOf(r.Max)+" at most, for "+lengthOf(r.Until)+".")
	}
	if a.Expires != (calendar.Delay{}) {
		parts = append(parts, "An outcome that is told later is awaited for "+a.Expires.String()+".")
	}
	return strings.Join(parts, " ")
}

// lengthOf is a length of time in its largest whole unit: 3 days, 8 hours, 1 minute.
func lengthOf(d time.Duration) string {
	n, unit := int(d/time.Minute), "minute"
	switch {
	case d >= 48*time.Hour && d%(24*time.Hour) == 0:
		n, unit = int(d/(24*time.Hour)), "day"
	case d%time.Hour == 0:
		n, unit = int(d/time.Hour), "hour"
	}
	if n != 1 {
		unit += "s"
	}
	return strconv.Itoa(n) + " " + unit
}
