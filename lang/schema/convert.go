// The copy table: which property can be copied to which, and how its value changes on the way.

package schema

import (
	"fmt"
	"strings"
	"time"

	"github.com/wflang/wf/lang/calendar"
)

// CanConvert reports whether a property of one type can be copied to one of another.
func CanConvert(from, to Type) bool {
	switch from.Kind {
	case Text:
		return to.Kind == Text
	case Number:
		return to.Kind == Text || to.Kind == Number
	case Date, DateTime:
		return to.Kind == Date || to.Kind == DateTime
	case Bool:
		return to.Kind == Bool || to.Kind == Text || to.Kind == Enum && hasYesAndNo(to.Options)
	case Enum:
		return to.Kind == Text || to.Kind == Enum || to.Kind == Set
	case Set:
		return to.Kind == Text || to.Kind == Set
	case User, Email, Phone, URL:
		return to.Kind == from.Kind || to.Kind == Text
	case Invalid, Any:
		return true
	}
	return to.Kind == Invalid
}

func hasYesAndNo(o *Options) bool {
	if o == nil {
		return true
	}
	_, yes := o.Index("true")
	_, no := o.Index("false")
	return yes && no
}

// Convert turns the value of one property into that of another, as `copy` does. A day becomes a moment at 00:00 UTC,
// a moment its day in UTC, an enum its value in a text, a set its values joined by `;`. An option must exist in the
// target. From may be that of Any, where the program was checked already.
func Convert(v Value, from, to Type) (Value, error) {
	if v.IsNil() {
		return Value{}, nil
	}
	if !CanConvert(from, to) {
		return Value{}, fmt.Errorf("a %s cannot be copied to a %s", from.Kind, to.Kind)
	}
	switch {
	case to.Kind == Text && v.kind == Set:
		return fitText(joinItems(v.Items(), ";"))
	case to.Kind == DateTime && v.kind == Date:
		return TimeValue(calendar.Midnight(v.n, time.UTC)), nil
	case to.Kind == Enum && v.kind == Bool:
		return fitOption(Plain(v, time.UTC), to.Options)
	}
	return Fit(v, to, time.UTC)
}

func joinItems(items []Value, separator string) string {
	texts := make([]string, len(items))
	for i, item := range items {
		texts[i] = Plain(item, time.UTC)
	}
	return strings.Join(texts, separator)
}
