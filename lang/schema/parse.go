// Text as values: cells of a record file, arguments of the command line.

package schema

import (
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/wflang/wf/lang/calendar"
)

// MaxText is the most bytes that a text of a record may have.
const MaxText = 64 << 10

// Parse reads a value of a type from text that a person or another program wrote. Spaces around it are dropped, and an
// empty text is unknown. Times without a zone are read on the clocks of the zone given; nil is UTC. The error says what
// was found and what is expected.
func Parse(t Type, text string, zone *time.Location) (Value, error) {
	if !utf8.ValidString(text) {
		return Value{}, fmt.Errorf("the text is not UTF-8")
	}
	if len(text) > MaxText {
		return Value{}, fmt.Errorf("the text has %d bytes: at most %d are kept", len(text), MaxText)
	}
	text = strings.TrimSpace(text)
	if text == "" {
		return Value{}, nil
	}
	if zone == nil {
		zone = time.UTC
	}
	switch t.Kind {
	case Text, Any, Team:
		return textual(textKind(t.Kind), text), nil
	case Number:
		return parseNumber(text)
	case Bool:
		return parseBool(text)
	case Date:
		day, err := calendar.ParseDate(text)
		if err != nil {
			return Value{}, err
		}
		return DateValue(day), nil
	case DateTime:
		at, err := calendar.ParseMoment(text, zone)
		if err != nil {
			return Value{}, err
		}
		return TimeValue(at), nil
	case Enum:
		return parseOption(t.Options, text)
	case Set:
		return parseSet(t.Options, text)
	case User:
		v, err := parseEmail(text)
		if err != nil {
			return Value{}, fmt.Errorf("`%s` is no user: expected the e-mail address of one", text)
		}
		return UserValue(v.Text()), nil
	case Email:
		return parseEmail(text)
	case Phone:
		return parsePhone(text)
	case URL:
		return parseURL(text)
	case Map:
		return FromJSON([]byte(text), t, zone)
	}
	return Value{}, fmt.Errorf("a %s cannot be written as text", t)
}

func textKind(k Kind) Kind {
	if k == Team {
		return Team
	}
	return Text
}

// parseNumber takes plain decimals only: 1,200 may be one or one thousand two hundred, and $5 is an amount in some currency.
func parseNumber(text string) (Value, error) {
	for i, c := range []byte(text) {
		switch {
		case c >= '0' && c <= '9', c == '.', c == '-' && (i == 0 || text[i-1]|0x20 == 'e'), c == '+' && i > 0 && text[i-1]|0x20 == 'e', c|0x20 == 'e' && i > 0:
		default:
			return Value{}, fmt.Errorf("`%s` is no number: expected digits with at most a point, such as 1200.5", text)
		}
	}
	f, err := strconv.ParseFloat(text, 64)
	if err != nil {
		return Value{}, fmt.Errorf("`%s` is no number: expected digits with at most a point, such as 1200.5", text)
	}
	return NumberValue(f), nil
}

func parseBool(text string) (Value, error) {
	switch strings.ToLower(text) {
	case "yes", "true", "1":
		return BoolValue(true), nil
	case "no", "false", "0":
		return BoolValue(false), nil
	}
	return Value{}, fmt.Errorf("`%s` is neither yes nor no: expected yes, no, true, false, 1 or 0", text)
}

// parseOption takes a value or a label; a value wins over another option's label.
func parseOption(o *Options, text string) (Value, error) {
	if o == nil {
		return TextValue(text), nil
	}
	if i, ok := o.Index(text); ok {
		return TextValue(o.List[i].Value), nil
	}
	for _, opt := range o.List {
		if strings.EqualFold(opt.Label, text) && opt.Label != "" {
			return TextValue(opt.Value), nil
		}
	}
	return Value{}, fmt.Errorf("`%s` is not an option: expected %s", text, o.expected())
}

// expected lists the options for a message, or says how many there are.
func (o *Options) expected() string {
	const most = 8
	if len(o.List) > most {
		return fmt.Sprintf("one of the %d declared", len(o.List))
	}
	names := make([]string, len(o.List))
	for i, opt := range o.List {
		names[i] = opt.Value
	}
	if last := len(names) - 1; last > 0 {
		return strings.Join(names[:last], ", ") + " or " + names[last]
	}
	return strings.Join(names, "")
}

func parseSet(o *Options, text string) (Value, error) {
	var items []Value
	for part := range strings.SplitSeq(text, ";") {
		part = strings.TrimSpace(part)
		if part == "" {
			continue
		}
		v, err := parseOption(o, part)
		if err != nil {
			return Value{}, err
		}
		if !contains(items, v) {
			items = append(items, v)
		}
	}
	if items == nil {
		return Value{}, nil
	}
	return SetValue(items), nil
}
