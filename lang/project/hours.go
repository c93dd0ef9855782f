package project

// Working hours and days off, as programs write them too: `monday..friday 09:00..18:00`, `12-25`.

import (
	"github.com/goccy/go-yaml/ast"

	"github.com/wflang/wf/lang/calendar"
)

// Hours are daily windows of work.
type Hours []calendar.Window

func (h *Hours) read(d *decoder, name string, n ast.Node) {
	*h = nil
	for _, item := range items(n) {
		item = d.resolve(item)
		s, ok := d.text(name, item)
		if !ok {
			continue
		}
		w, err := calendar.ParseWindow(s)
		if err != nil {
			d.report(wrongTime(d.span(item), name, err))
			continue
		}
		*h = append(*h, w)
	}
}

func (h *Hours) describe() map[string]any {
	one := map[string]any{"type": "string"}
	return map[string]any{"oneOf": []any{one, map[string]any{"type": "array", "items": one}}}
}

// Day is a day off: of one year, or of every year.
type Day calendar.Day

func (day *Day) read(d *decoder, name string, n ast.Node) {
	s, ok := d.text(name, n)
	if !ok {
		return
	}
	parsed, err := calendar.ParseYearDay(s)
	if err != nil {
		d.report(wrongTime(d.span(n), name, err))
		return
	}
	*day = Day(parsed)
}

func (day *Day) describe() map[string]any {
	return map[string]any{"type": "string", "pattern": `^(\d{4}-)?\d{2}-\d{2}$`}
}
