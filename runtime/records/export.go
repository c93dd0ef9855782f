package records

// Records out to files. What is written reads back as the same records.

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/wflang/wf/lang/schema"
)

// Origin is where exported records come from.
type Origin interface {
	// Each calls do for every record of an object, in a fixed order, until do gives an error.
	Each(o *schema.Object, do func(r *schema.Record) error) error
	// Associated gives the records of an object associated with r, the primary one first.
	Associated(r *schema.Record, o *schema.Object) ([]schema.Ref, error)
	// Primary is the id of the record of an object that was chosen as the primary one of r.
	Primary(r *schema.Record, o *schema.Object) (id string, ok bool, err error)
}

// Format is how a file is written.
type Format uint8

// The formats.
const (
	CSV Format = iota
	JSONLines
)

// FormatOf is the format that a file's name asks for.
func FormatOf(name string) Format {
	for _, end := range [...]string{".jsonl", ".ndjson", ".json"} {
		if strings.HasSuffix(strings.ToLower(name), end) {
			return JSONLines
		}
	}
	return CSV
}

// Export writes all records of an object with their associations and returns how many there are. In CSV, texts that a spreadsheet would run
// as a formula are protected.
func Export(w io.Writer, format Format, sc *schema.Schema, o *schema.Object, from Origin) (int, error) {
	out := bufio.NewWriter(w)
	e := &exporter{out: out, schema: sc, object: o, from: from}
	write := e.csvRow
	if format == JSONLines {
		write = e.jsonLine
	} else if err := e.header(); err != nil {
		return 0, err
	}
	n := 0
	err := from.Each(o, func(r *schema.Record) error {
		n++
		return write(r)
	})
	if err != nil {
		return 0, err
	}
	return n, out.Flush()
}

// WriteJSON writes one record as a line of JSON Lines.
func WriteJSON(w io.Writer, sc *schema.Schema, r *schema.Record, from Origin) error {
	e := &exporter{out: bufio.NewWriter(w), schema: sc, object: r.Object, from: from}
	if err := e.jsonLine(r); err != nil {
		return err
	}
	return e.out.Flush()
}

type exporter struct {
	out    *bufio.Writer
	schema *schema.Schema
	object *schema.Object
	from   Origin
	linked []*schema.Object // that a record is associated with, as columns
	chosen []*schema.Object // of which a record has a chosen primary one, as columns
}

// header finds the columns of associations, so it goes over all records once.
func (e *exporter) header() error {
	found, chosen := map[*schema.Object]bool{}, map[*schema.Object]bool{}
	err := e.from.Each(e.object, func(r *schema.Record) error {
		for _, o := range e.schema.Objects {
			if !found[o] {
				ids, err := e.ids(r, o)
				if err != nil {
					return err
				}
				found[o] = len(ids) > 0
			}
			if found[o] && !chosen[o] {
				_, ok, err := e.from.Primary(r, o)
				if err != nil {
					return err
				}
				chosen[o] = ok
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	var names []string
	for _, p := range e.object.Properties {
		names = append(names, p.Name)
	}
	for _, o := range e.schema.Objects {
		if found[o] && e.object.Property(o.Plural) == nil {
			e.linked = append(e.linked, o)
			names = append(names, o.Plural)
		}
	}
	for _, o := range e.schema.Objects {
		if name := primaryPrefix + o.Name; chosen[o] && e.object.Property(name) == nil {
			e.chosen = append(e.chosen, o)
			names = append(names, name)
		}
	}
	return e.csvLine(names)
}

func (e *exporter) csvRow(r *schema.Record) error {
	var texts []string
	for _, p := range e.object.Properties {
		text := FormatValue(e.value(r, p))
		if p.Type.Kind.Textual() && !dialable(p.Type.Kind, text) || p.Type.Kind == schema.Set {
			text = guarded(text)
		}
		texts = append(texts, text)
	}
	for _, o := range e.linked {
		ids, err := e.ids(r, o)
		if err != nil {
			return err
		}
		texts = append(texts, guarded(joinItems(ids)))
	}
	for _, o := range e.chosen {
		id, _, err := e.from.Primary(r, o)
		if err != nil {
			return err
		}
		texts = append(texts, guarded(id))
	}
	return e.csvLine(texts)
}

// dialable is a phone number such as +33 1 23 45 67 89, which a spreadsheet shows as it is.
func dialable(k schema.Kind, text string) bool {
	return k == schema.Phone && strings.HasPrefix(text, "+") && strings.Trim(text[1:], "0123456789 ") == ""
}

func (e *exporter) value(r *schema.Record, p *schema.Property) schema.Value {
	if p.Number == schema.PropID {
		return schema.TextValue(r.ID)
	}
	return r.Get(p.Number)
}

func (e *exporter) ids(r *schema.Record, o *schema.Object) ([]string, error) {
	refs, err := e.from.Associated(r, o)
	ids := make([]string, len(refs))
	for i, ref := range refs {
		ids[i] = ref.ID
	}
	return ids, err
}

func (e *exporter) csvLine(texts []string) error {
	for i, text := range texts {
		if i > 0 {
			e.out.WriteByte(',')
		}
		if strings.ContainsAny(text, ",;\t|\"\r\n") || text != strings.TrimSpace(text) {
			text = `"` + strings.ReplaceAll(text, `"`, `""`) + `"`
		}
		e.out.WriteString(text)
	}
	_, err := e.out.WriteString("\n")
	return err
}

func (e *exporter) jsonLine(r *schema.Record) error {
	var line []string
	add := func(name string, v any) error {
		text, err := json.Marshal(v)
		if err != nil {
			return fmt.Errorf("%s of %s: %w", name, r.Ref(), err)
		}
		line = append(line, fmt.Sprintf("%q:%s", name, text))
		return nil
	}
	for _, p := range e.object.Properties {
		if v := e.value(r, p); !v.IsNil() {
			if err := add(p.Name, jsonValue(v)); err != nil {
				return err
			}
		}
	}
	for _, o := range e.schema.Objects {
		ids, err := e.ids(r, o)
		if err != nil {
			return err
		}
		if len(ids) > 0 && e.object.Property(o.Plural) == nil {
			if err := add(o.Plural, ids); err != nil {
				return err
			}
		}
		id, ok, err := e.from.Primary(r, o)
		if err != nil {
			return err
		}
		if name := primaryPrefix + o.Name; ok && e.object.Property(name) == nil {
			if err := add(name, id); err != nil {
				return err
			}
		}
	}
	_, err := e.out.WriteString("{" + strings.Join(line, ",") + "}\n")
	return err
}

// jsonValue is a value as JSON Lines hold it: a text, number, bool or list of texts.
func jsonValue(v schema.Value) any {
	switch v.Kind() {
	case schema.Number:
		return v.Number()
	case schema.Bool:
		return v.Bool()
	case schema.Set:
		items := []string{}
		for _, item := range v.Items() {
			items = append(items, item.Text())
		}
		return items
	}
	return FormatValue(v)
}
