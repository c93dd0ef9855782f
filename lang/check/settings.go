// The settings of a workflow, one method each; triggers are in triggers.go.

package check

import (
	"time"

	"github.com/wflang/wf/lang/ast"
	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/lang/source"
	"github.com/wflang/wf/lang/typed"
)

func (w *workflow) settings() {
	once := map[string]source.Span{}
	var reenroll *ast.Reenroll
	for _, s := range w.syntax.Settings {
		if word := onlyOnce(s); word != "" {
			if first, ok := once[word]; ok {
				w.report(duplicateSetting(s.Span(), word, first))
				continue
			}
			once[word] = s.Span()
		}
		switch s := s.(type) {
		case *ast.Title:
			w.typed.Title = s.Text.Value
		case *ast.Enroll:
			w.enroll(s)
		case *ast.Leave:
			w.leave(s)
		case *ast.Suppress:
			w.suppress(s)
		case *ast.Reenroll:
			reenroll = s
			w.reenroll(s)
		case *ast.Per:
			w.per(s)
		case *ast.Center:
			w.center(s)
		case *ast.Timezone:
			w.timezone(s)
		case *ast.During:
			w.during(s)
		case *ast.PauseOn:
			w.typed.Hours.Off = append(w.typed.Hours.Off, s.Days...)
		case *ast.Rate:
			w.rate(s)
		}
	}
	w.impliedReenroll(reenroll)
	if w.typed.Title == "" {
		w.typed.Title = w.typed.Name
	}
}

// onlyOnce is the word of a setting that may stand in a workflow once; "" of the others.
func onlyOnce(s ast.Setting) string {
	switch s.(type) {
	case *ast.Title:
		return "title"
	case *ast.Reenroll:
		return "reenroll"
	case *ast.Per:
		return "per"
	case *ast.Center:
		return "center"
	case *ast.Timezone:
		return "timezone"
	case *ast.Rate:
		return "rate"
	}
	return ""
}

func (w *workflow) reenroll(s *ast.Reenroll) {
	switch s.Mode {
	case "always":
		w.typed.Reenroll.Mode = typed.ReenrollAlways
	case "after":
		if d, ok := w.duration(s.After); ok {
			w.typed.Reenroll = typed.Reenroll{Mode: typed.ReenrollAfter, After: d}
		}
	}
}

// impliedReenroll applies what holds without a `reenroll` line: `enroll every` and `every year` imply always, and a
// workflow on events or changes that says nothing is probably not meant to run once in the life of a record.
func (w *workflow) impliedReenroll(line *ast.Reenroll) {
	if line != nil {
		return
	}
	once := source.Span{}
	for _, s := range w.syntax.Settings {
		switch s := s.(type) {
		case *ast.Enroll:
			switch {
			case s.Trigger == nil:
			case s.Trigger.Every != nil:
				w.typed.Reenroll.Mode = typed.ReenrollAlways
			case (s.Trigger.Event != nil || s.Trigger.Change != nil) && !once.Valid():
				once = s.Place
			}
		case *ast.Center:
			if s.EveryYear {
				w.typed.Reenroll.Mode = typed.ReenrollAlways
			}
		}
	}
	if once.Valid() && w.typed.Reenroll.Mode == typed.ReenrollNever {
		w.report(enrollsOnce(once))
	}
}

func (w *workflow) per(s *ast.Per) {
	if s.Value == nil {
		return
	}
	e := w.scope.value(s.Value)
	if e == nil {
		return
	}
	if _, ok := e.(*typed.Const); ok {
		w.report(constantPer(s.Value.Place))
		return
	}
	switch e.Type().Kind {
	case schema.List, schema.Map, schema.Set, schema.EventRef, schema.Outcome, schema.Secret, schema.Range, schema.Duration:
		w.report(perNeedsValue(s.Value.Place, e.Type()))
		return
	}
	w.typed.Per = e
}

func (w *workflow) center(s *ast.Center) {
	if s.On == nil {
		return
	}
	w.typed.Center = &typed.Center{EveryYear: s.EveryYear}
	e := w.scope.value(s.On)
	if e == nil {
		return
	}
	switch e.Type().Kind {
	case schema.Date, schema.DateTime, schema.Invalid, schema.Any:
	default:
		w.report(centerNeedsDate(s.On.Place, e.Type()))
		return
	}
	w.typed.Center.On = e
	if p, ok := e.(*typed.Property); ok && !s.EveryYear && alwaysPast(p.Property.Name) {
		w.report(centerInPast(s.Place, s.On.Place.Text()))
	}
}

// alwaysPast reports whether a date property of that name lies in the past on every record.
func alwaysPast(name string) bool {
	switch name {
	case "created_at", "updated_at", "birthday", "birthdate", "birth_date", "date_of_birth", "last_engaged_at", "closed_at", "completed_at", "first_response_at":
		return true
	}
	return false
}

func (w *workflow) timezone(s *ast.Timezone) {
	zone := s.Zone.Value
	if _, err := time.LoadLocation(zone); err != nil || zone == "" || zone == "Local" {
		w.report(unknownZone(s.Zone))
		return
	}
	w.typed.Zone = zone
}

func (w *workflow) during(s *ast.During) {
	if s.Window.From == s.Window.To {
		w.report(emptyWindow(s.Place))
		return
	}
	w.typed.Hours.Windows = append(w.typed.Hours.Windows, s.Window)
}

func (w *workflow) rate(s *ast.Rate) {
	if s.Count <= 0 {
		return // the parser said so
	}
	w.typed.Rate = &typed.Rate{Count: s.Count, Unit: s.Unit.Text}
}
