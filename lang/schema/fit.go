// Values as they must be to enter a property.

package schema

import (
	"fmt"
	"time"

	"github.com/wflang/wf/lang/calendar"
)

// Fit turns a computed value into one that a property or field of the type holds: a day becomes the moment at which it
// begins in the zone, a moment its day there, one option a set of one, an empty text the unknown. The error says what
// does not fit, in words for the history.
func Fit(v Value, t Type, zone *time.Location) (Value, error) {
	if v.IsNil() || v.kind == Text && v.n == 0 {
		return Value{}, nil
	}
	if zone == nil {
		zone = time.UTC
	}
	switch t.Kind {
	case Any, Invalid, v.kind:
		if t.Kind != Set {
			return v, nil
		}
	}
	switch t.Kind {
	case Text:
		return fitText(Render(v, Type{Kind: Any}, zone))
	case Date:
		switch {
		case v.kind == DateTime:
			return DayValue(v.Time().In(zone)), nil
		case v.IsText():
			return Parse(t, v.Text(), zone)
		}
	case DateTime:
		switch {
		case v.kind == Date:
			return TimeValue(calendar.Midnight(v.n, zone)), nil
		case v.IsText():
			return Parse(t, v.Text(), zone)
		}
	case Enum:
		if v.IsText() {
			return fitOption(v.Text(), t.Options)
		}
	case Set:
		return fitSet(v, t.Options)
	case User, Email, Phone, URL, Team:
		if v.IsText() {
			return Parse(t, v.Text(), zone)
		}
	}
	return Value{}, fmt.Errorf("expected %s, found %s", t.Kind, describe(v, zone))
}

func fitText(text string) (Value, error) {
	if len(text) > MaxText {
		return Value{}, fmt.Errorf("the text has %d bytes: at most %d are kept", len(text), MaxText)
	}
	return TextValue(text), nil
}

// describe is a value with its kind, for messages: "the number 12", "the text `abc`".
func describe(v Value, zone *time.Location) string {
	text := Plain(v, zone)
	if len(text) > 60 {
		text = text[:57] + "…"
	}
	return fmt.Sprintf("the %s `%s`", v.kind, text)
}

func fitOption(value string, o *Options) (Value, error) {
	if o == nil {
		return TextValue(value), nil
	}
	if _, ok := o.Index(value); ok {
		return TextValue(value), nil
	}
	for _, opt := range o.List {
		if opt.Label == value {
			return Value{}, fmt.Errorf("`%s` is a label: the value is `%s`", value, opt.Value)
		}
	}
	return Value{}, fmt.Errorf("`%s` is not an option: expected %s", value, o.expected())
}

func fitSet(v Value, o *Options) (Value, error) {
	if v.IsText() {
		v = ListValue([]Value{v})
	}
	if v.kind != List && v.kind != Set {
		return Value{}, fmt.Errorf("expected options, found %s", describe(v, nil))
	}
	var items []Value
	for _, item := range v.Items() {
		if item.IsNil() {
			continue
		}
		if !item.IsText() {
			return Value{}, fmt.Errorf("expected options, found %s", describe(item, nil))
		}
		fitted, err := fitOption(item.Text(), o)
		if err != nil {
			return Value{}, err
		}
		if !contains(items, fitted) {
			items = append(items, fitted)
		}
	}
	if items == nil {
		return Value{}, nil
	}
	return SetValue(items), nil
}
