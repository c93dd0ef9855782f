package records

// A cell as a value of a property's type, and back.

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/wflang/wf/lang/calendar"
	"github.com/wflang/wf/lang/diag"
	"github.com/wflang/wf/lang/schema"
)

// ParseValue reads a text as a value of a property, as a cell of a CSV file is read. An empty text is Nil.
func ParseValue(p *schema.Property, text string, zone *time.Location) (schema.Value, error) {
	return parseCell(p.Type, cell{text: text}, zone)
}

// FormatValue writes a value as a cell holds it; ParseValue reads it back as the same value.
func FormatValue(v schema.Value) string {
	switch v.Kind() {
	case schema.Bool:
		return strconv.FormatBool(v.Bool())
	case schema.Number:
		return strconv.FormatFloat(v.Number(), 'f', -1, 64)
	case schema.Text, schema.User, schema.Team:
		return v.Text()
	case schema.Date:
		return time.Unix(v.Days()*86400, 0).UTC().Format(time.DateOnly)
	case schema.DateTime:
		return v.Time().Format(time.RFC3339Nano)
	case schema.Set, schema.List:
		texts := make([]string, len(v.Items()))
		for i, item := range v.Items() {
			texts[i] = FormatValue(item)
		}
		return joinItems(texts)
	}
	return ""
}

// joinItems writes several texts into one cell: with semicolons, or as a JSON list where a text holds one itself.
func joinItems(texts []string) string {
	for _, t := range texts {
		if t == "" || strings.ContainsAny(t, ";[") || t != strings.TrimSpace(t) {
			list, err := json.Marshal(texts)
			if err != nil {
				return "" // texts always marshal
			}
			return string(list)
		}
	}
	return strings.Join(texts, ";")
}

// splitItems is the inverse of joinItems.
func splitItems(text string) []string {
	var items []string
	if strings.HasPrefix(text, "[") && json.Unmarshal([]byte(text), &items) == nil {
		return items
	}
	for _, part := range strings.Split(text, ";") {
		if part = strings.TrimSpace(part); part != "" {
			items = append(items, part)
		}
	}
	return items
}

// misfit says that a text is not of a type.
type misfit struct {
	want, got, help string
}

func (m misfit) Error() string { return fmt.Sprintf("expects %s, found %s", m.want, m.got) }

func expects(want, got string) misfit { return misfit{want: want, got: "`" + shortened(got) + "`"} }

func parseCell(t schema.Type, c cell, zone *time.Location) (schema.Value, error) {
	if c.kind == null {
		return schema.Value{}, nil
	}
	if t.Kind == schema.Set {
		return parseSet(t.Options, c)
	}
	if c.kind == list {
		return schema.Value{}, misfit{want: article(t), got: "a list"}
	}
	text := c.text
	if t.Kind != schema.Text || strings.TrimSpace(text) == "" {
		text = strings.TrimSpace(text)
	}
	if text == "" {
		return schema.Value{}, nil
	}
	switch {
	case c.kind == number && t.Kind != schema.Number && t.Kind != schema.Text && t.Kind != schema.Phone,
		c.kind == boolean && t.Kind != schema.Bool,
		c.kind == quoted && (t.Kind == schema.Number || t.Kind == schema.Bool):
		return schema.Value{}, misfit{want: article(t), got: "the " + [...]string{quoted: "text", number: "number", boolean: "bool"}[c.kind] + " `" + shortened(text) + "`"}
	}
	switch t.Kind {
	case schema.Number:
		return parseNumber(text)
	case schema.Bool:
		return parseBool(text)
	case schema.Date:
		days, err := calendar.ParseDate(text)
		if err != nil {
			return schema.Value{}, expects("a date such as 2026-03-02", text)
		}
		return schema.DateValue(days), nil
	case schema.DateTime:
		return parseMoment(text, zone)
	case schema.Enum:
		return parseOption(t.Options, text)
	case schema.User:
		if !isAddress(text) {
			return schema.Value{}, expects("the e-mail address of a user", text)
		}
		return schema.UserValue(text), nil
	case schema.Email:
		if !isAddress(text) {
			return schema.Value{}, expects("an e-mail address", text)
		}
	case schema.Phone:
		if !phone.MatchString(text) {
			return schema.Value{}, expects("a phone number", text)
		}
	case schema.URL:
		if strings.ContainsAny(text, " \t\n") {
			return schema.Value{}, expects("an address of the web", text)
		}
	case schema.Team:
		return schema.TeamValue(text), nil
	}
	return schema.TextValue(text), nil
}

var (
	phone   = regexp.MustCompile(`^[-+0-9 ().,/x#*]*[0-9][-+0-9 ().,/x#*]*$`)
	decimal = regexp.MustCompile(`^[-+]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][-+]?[0-9]+)?$`)
	grouped = regexp.MustCompile(`^[-+]?[0-9]{1,3}([, '\x{00A0}\x{202F}][0-9]{3})+(\.[0-9]+)?$`)
)

func parseNumber(text string) (schema.Value, error) {
	fault := expects("a number", text)
	if !digits(text) && !decimal.MatchString(text) {
		if grouped.MatchString(text) {
			fault.help = "write it without separators"
		}
		return schema.Value{}, fault
	}
	f, err := strconv.ParseFloat(text, 64)
	if err != nil || math.IsInf(f, 0) {
		return schema.Value{}, fault
	}
	return schema.NumberValue(f), nil
}

func parseBool(text string) (schema.Value, error) {
	switch strings.ToLower(text) {
	case "true", "yes", "1":
		return schema.BoolValue(true), nil
	case "false", "no", "0":
		return schema.BoolValue(false), nil
	}
	return schema.Value{}, expects("true or false", text)
}

func parseMoment(text string, zone *time.Location) (schema.Value, error) {
	if zone == nil {
		zone = time.UTC
	}
	t, err := calendar.ParseMoment(text, zone)
	if err != nil {
		return schema.Value{}, expects("a moment such as 2026-03-02T09:00:00Z", text)
	}
	return schema.TimeValue(t), nil
}

func parseOption(o *schema.Options, text string) (schema.Value, error) {
	if o == nil {
		return schema.TextValue(text), nil
	}
	if i, ok := o.Index(text); ok {
		return schema.TextValue(o.List[i].Value), nil
	}
	values := make([]string, len(o.List))
	fault := expects("one of the declared options", text)
	for i, option := range o.List {
		if option.Label == text {
			fault.help = "write `" + option.Value + "`, the value with that label"
			return schema.Value{}, fault
		}
		values[i] = option.Value
	}
	fault.help = diag.DidYouMean(text, values)
	if fault.help == "" && len(values) <= 8 {
		fault.help = "the options are " + strings.Join(values, ", ")
	}
	return schema.Value{}, fault
}

func parseSet(o *schema.Options, c cell) (schema.Value, error) {
	texts := c.items
	switch c.kind {
	case plain, quoted:
		texts = splitItems(c.text)
	case number, boolean:
		return schema.Value{}, misfit{want: "a list of options", got: "`" + c.text + "`"}
	}
	if len(texts) == 0 {
		return schema.Value{}, nil
	}
	var items []schema.Value
	seen := map[string]bool{}
	for _, text := range texts {
		item, err := parseOption(o, text)
		if err != nil {
			return schema.Value{}, err
		}
		if !seen[item.Text()] {
			seen[item.Text()] = true
			items = append(items, item)
		}
	}
	return schema.SetValue(items), nil
}

func article(t schema.Type) string {
	switch t.Kind {
	case schema.Number:
		return "a number"
	case schema.Bool:
		return "true or false"
	case schema.Enum:
		return "one of the declared options"
	case schema.Email:
		return "an e-mail address"
	case schema.URL:
		return "an address of the web"
	}
	return "a " + t.Kind.String()
}

// faultOf makes a fault of what a value was refused for.
func faultOf(err error) Fault {
	var m misfit
	if errors.As(err, &m) {
		return Fault{Message: m.Error(), Help: m.help}
	}
	return Fault{Message: err.Error()}
}

func shortened(s string) string {
	if runes := []rune(s); len(runes) > 60 {
		return string(runes[:60]) + "…"
	}
	return s
}

// isAddress reports whether a text has the form of an e-mail address: one @ with something on both sides, and no space.
func isAddress(text string) bool {
	at := strings.IndexByte(text, '@')
	return at > 0 && at < len(text)-1 && strings.LastIndexByte(text, '@') == at && !strings.ContainsAny(text, " \t\n\f\r")
}

// digits reports whether a text is a plain whole number, as most numbers are.
func digits(text string) bool {
	for i := range len(text) {
		if text[i] < '0' || text[i] > '9' {
			return false
		}
	}
	return text != ""
}
