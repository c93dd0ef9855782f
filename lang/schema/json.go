// Values as JSON and back: record files, the bodies of webhooks, the API.

package schema

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"strconv"
	"time"
)

// ToJSON is a value as JSON: numbers and booleans as such, days and moments as ISO text (moments in UTC), options by
// value, sets and lists as arrays, maps and records as objects in declared order, lengths of time and secrets as the
// text that names them, the unknown as null.
func ToJSON(v Value) json.RawMessage { return AppendJSON(nil, v) }

// AppendJSON appends ToJSON(v) to buf.
func AppendJSON(buf []byte, v Value) []byte {
	switch v.kind {
	case Nil, Path:
		return append(buf, "null"...)
	case Bool:
		return strconv.AppendBool(buf, v.n != 0)
	case Number:
		return appendJSONNumber(buf, v.Number())
	case DateTime:
		return v.Time().AppendFormat(append(buf, '"'), time.RFC3339Nano+`"`)
	case List, Set:
		buf = append(buf, '[')
		for i, item := range v.Items() {
			if i > 0 {
				buf = append(buf, ',')
			}
			buf = AppendJSON(buf, item)
		}
		return append(buf, ']')
	case Range:
		lo, hi := v.Range()
		return fmt.Appendf(buf, "[%d,%d]", lo, hi)
	case Map:
		m := v.Pairs()
		return appendJSONObject(buf, len(m.Keys), func(i int) (string, Value) { return m.Keys[i], m.Values[i] })
	case RecordRef:
		r := v.Record()
		return appendJSONObject(buf, len(r.Object.Properties), func(i int) (string, Value) {
			if i == PropID {
				return "id", TextValue(r.ID)
			}
			return r.Object.Properties[i].Name, r.Get(i)
		})
	case EventRef:
		o := v.Occurrence()
		return appendJSONObject(buf, len(o.Event.Fields), func(i int) (string, Value) { return o.Event.Fields[i].Name, o.Get(i) })
	}
	return appendJSONText(buf, Plain(v, time.UTC))
}

func appendJSONNumber(buf []byte, f float64) []byte {
	if f == math.Trunc(f) && math.Abs(f) < 1e15 {
		return strconv.AppendInt(buf, int64(f), 10)
	}
	return strconv.AppendFloat(buf, f, 'g', -1, 64)
}

func appendJSONText(buf []byte, text string) []byte {
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	// A text always encodes.
	_ = enc.Encode(text)
	return append(buf, bytes.TrimSuffix(out.Bytes(), []byte("\n"))...)
}

func appendJSONObject(buf []byte, n int, pair func(int) (string, Value)) []byte {
	buf = append(buf, '{')
	for i := range n {
		if i > 0 {
			buf = append(buf, ',')
		}
		key, v := pair(i)
		buf = append(appendJSONText(buf, key), ':')
		buf = AppendJSON(buf, v)
	}
	return append(buf, '}')
}

// maxJSONDepth bounds arrays and objects inside each other.
const maxJSONDepth = 64

// FromJSON reads a value of a type from JSON. Of type Any, objects become maps and arrays lists. A text is read as Parse
// reads it, and a number or boolean is taken for a text property as it is written. nil is UTC.
func FromJSON(data []byte, t Type, zone *time.Location) (Value, error) {
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.UseNumber()
	v, err := readJSON(dec, t, zone, 0)
	if err != nil {
		return Value{}, err
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		return Value{}, fmt.Errorf("more than one JSON value")
	}
	return v, nil
}

func readJSON(dec *json.Decoder, t Type, zone *time.Location, depth int) (Value, error) {
	token, err := dec.Token()
	if err != nil {
		return Value{}, jsonFault(err)
	}
	if depth > maxJSONDepth {
		return Value{}, fmt.Errorf("JSON nested deeper than %d", maxJSONDepth)
	}
	switch token := token.(type) {
	case json.Delim:
		if token == '[' {
			return readJSONArray(dec, t, zone, depth)
		}
		return readJSONMap(dec, t, zone, depth)
	case string:
		if t.Kind == Any {
			return TextValue(token), nil
		}
		if t.Kind == Set {
			return fitSet(TextValue(token), t.Options)
		}
		return Parse(t, token, zone)
	case json.Number:
		return fromJSONNumber(token.String(), t, zone)
	case bool:
		if t.Kind == Any || t.Kind == Bool {
			return BoolValue(token), nil
		}
		return Parse(t, strconv.FormatBool(token), zone)
	}
	return Value{}, nil
}

func jsonFault(err error) error {
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return errors.New("no JSON value: the text ends too early")
	}
	return fmt.Errorf("no JSON value: %w", err)
}

func fromJSONNumber(text string, t Type, zone *time.Location) (Value, error) {
	switch t.Kind {
	case Any, Number:
		v, err := parseNumber(text)
		return v, err
	case Bool:
		return Value{}, fmt.Errorf("expected true or false, found the number %s", text)
	}
	return Parse(t, text, zone)
}

func readJSONArray(dec *json.Decoder, t Type, zone *time.Location, depth int) (Value, error) {
	if t.Kind != Any && t.Kind != List && t.Kind != Set {
		return Value{}, fmt.Errorf("expected %s, found a list", t.Kind)
	}
	of := elem(t)
	if t.Kind == Set {
		of = Of(Text)
	}
	items := []Value{}
	for dec.More() {
		item, err := readJSON(dec, of, zone, depth+1)
		if err != nil {
			return Value{}, err
		}
		items = append(items, item)
	}
	if _, err := dec.Token(); err != nil {
		return Value{}, jsonFault(err)
	}
	if t.Kind == Set {
		return fitSet(ListValue(items), t.Options)
	}
	return ListValue(items), nil
}

func readJSONMap(dec *json.Decoder, t Type, zone *time.Location, depth int) (Value, error) {
	if t.Kind != Any && t.Kind != Map {
		return Value{}, fmt.Errorf("expected %s, found an object", t.Kind)
	}
	m := &Pairs{}
	for dec.More() {
		key, err := dec.Token()
		if err != nil {
			return Value{}, jsonFault(err)
		}
		v, err := readJSON(dec, elem(t), zone, depth+1)
		if err != nil {
			return Value{}, err
		}
		m.Keys = append(m.Keys, fmt.Sprint(key))
		m.Values = append(m.Values, v)
	}
	if _, err := dec.Token(); err != nil {
		return Value{}, jsonFault(err)
	}
	return MapValue(m), nil
}
