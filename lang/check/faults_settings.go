// Faults of settings and triggers.

package check

import (
	"strings"

	"github.com/wflang/wf/lang/ast"
	"github.com/wflang/wf/lang/diag"
	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/lang/source"
	"github.com/wflang/wf/lang/typed"
)

func duplicateSetting(at source.Span, word string, first source.Span) diag.Diagnostic {
	return diag.Fault("duplicate-setting", at, diag.Quote(word)+" is set twice", "drop one of the two lines").With(first, "the first")
}

func enrollsOnce(at source.Span) diag.Diagnostic {
	d := diag.Warn("enrolls-once", at, "each record goes through this workflow once, whatever happens later",
		"add `reenroll always` or `reenroll after 30 days`, or say `reenroll never`")
	return d
}

func noEnroll(n ast.Name) diag.Diagnostic {
	return diag.Warn("no-enroll", n.Place, "no record can enter "+diag.Quote(n.Text)+" by itself", "add an `enroll` line, or `enroll in "+n.Text+"` in another workflow")
}

func neverEnters(at source.Span, l *leaving) diag.Diagnostic {
	d := diag.Fault("never-enters", at, "every record that could enter here meets "+diag.Quote(l.word)+" already", "drop one of the two conditions")
	return d.With(l.entry.Span, "it never enters, or leaves at once")
}

func untimedCondition(at source.Span, help string) diag.Diagnostic {
	d := diag.Fault("untimed-condition", at, "no one can tell at which moment this condition turns true", help)
	d.Notes = []string{"time may stand here as a date, moved by a fixed duration, compared with `now()` or `today()`"}
	return d
}

func constantCondition(k *typed.Const) diag.Diagnostic {
	words := "never holds"
	if k.Value.Bool() {
		words = "always holds"
	}
	return diag.Warn("constant-condition", k.At, "this condition "+words)
}

func duplicateEvent(n ast.Name, first source.Span) diag.Diagnostic {
	return diag.Fault("duplicate-event", n.Place, "the event "+diag.Quote(n.Text)+" is named twice", "drop one of the two").With(first, "the first")
}

func changeOfMany(at source.Span, o *schema.Object) diag.Diagnostic {
	return diag.Fault("change-of-many", at, "a change is awaited on one record, and "+diag.Quote(o.Plural)+" are many", "write "+diag.Quote(o.Name+".…")+" for the primary one")
}

func changeOfVariable(at source.Span) diag.Diagnostic {
	return diag.Fault("change-of-variable", at, "a change is awaited on the enrolled record or its primary associated one, not on a record in a variable",
		"wait for a condition: `delay until d.stage == \"closed_won\"`")
}

func changeNeedsProperty(p *ast.Path) diag.Diagnostic {
	return diag.Fault("property-expected", p.Place, diag.Quote(pathText(p))+" is a record, and a property of it is needed here", "write "+diag.Quote(pathText(p)+".PROPERTY"))
}

func neverChanges(p *ast.Path) diag.Diagnostic {
	return diag.Fault("never-changes", p.Place, diag.Quote(pathText(p))+" never changes", "use `enroll on event record_created` for new records")
}

func constantPer(at source.Span) diag.Diagnostic {
	return diag.Fault("constant-per", at, "this value is the same in every run", "write what tells runs of one record apart, such as `trigger.cart`")
}

func perNeedsValue(at source.Span, t schema.Type) diag.Diagnostic {
	return diag.Fault("per-needs-value", at, "runs cannot be told apart by "+typeWords(t), "write a text, number or date, such as `trigger.cart`")
}

func centerNeedsDate(at source.Span, t schema.Type) diag.Diagnostic {
	return diag.Fault("center-needs-date", at, "the center of a workflow is a date, not "+typeWords(t), "name a date property, such as `deal.close_date`")
}

func centerInPast(at source.Span, text string) diag.Diagnostic {
	d := diag.Warn("center-in-past", at, diag.Quote(text)+" lies in the past, so nothing of this workflow would run", "write `center on "+text+" every year`")
	d.Fixes = []diag.Fix{{Title: "add `every year`", Edits: []diag.Edit{{Span: at.File.Span(at.End, at.End), New: " every year"}}}}
	return d
}

func unknownZone(t ast.Text) diag.Diagnostic {
	return diag.Fault("unknown-timezone", t.Place, "there is no time zone "+diag.Quote(t.Value), zoneHelp(t.Value))
}

// zoneHelp names zones that are often meant; the list of all is not in the program.
func zoneHelp(name string) string {
	zones := []string{"Africa/Cairo", "Africa/Johannesburg", "Africa/Lagos", "America/Bogota", "America/Chicago", "America/Denver", "America/Los_Angeles",
		"America/Mexico_City", "America/New_York", "America/Sao_Paulo", "America/Toronto", "Asia/Dubai", "Asia/Hong_Kong", "Asia/Kolkata", "Asia/Seoul",
		"Asia/Shanghai", "Asia/Singapore", "Asia/Tokyo", "Australia/Sydney", "Europe/Amsterdam", "Europe/Berlin", "Europe/Brussels", "Europe/Dublin",
		"Europe/Istanbul", "Europe/Lisbon", "Europe/London", "Europe/Madrid", "Europe/Paris", "Europe/Rome", "Europe/Stockholm", "Europe/Vienna",
		"Europe/Warsaw", "Europe/Zurich", "Pacific/Auckland", "UTC"}
	for _, z := range zones {
		_, city, _ := strings.Cut(z, "/")
		if strings.EqualFold(strings.ReplaceAll(name, " ", "_"), city) {
			return "did you mean " + diag.Quote(z) + "?"
		}
	}
	if help := diag.DidYouMean(name, zones); help != "" {
		return help
	}
	return "write an IANA name, such as `Europe/Paris`"
}

func emptyWindow(at source.Span) diag.Diagnostic {
	return diag.Fault("empty-window", at, "this window begins and ends at the same time", "write `00:00..24:00` for the whole day")
}

func fractionOfDay(p ast.DurationPart) diag.Diagnostic {
	return diag.Fault("fraction-of-day", p.Place, "days, weeks, months and years are counted whole", "write hours or minutes for parts of a day")
}

func mixedDuration(d *ast.Duration) diag.Diagnostic {
	return diag.Fault("mixed-duration", d.Place, "working time and plain time cannot be added", "write one of the two, or two delays")
}

func workingUnit(p ast.DurationPart) diag.Diagnostic {
	return diag.Fault("working-unit", p.Place, "there are working days, hours and minutes, but no working "+strings.TrimSuffix(p.Unit, "s")+"s", "write working days")
}

func durationTooLong(d *ast.Duration) diag.Diagnostic {
	return diag.Fault("duration-too-long", d.Place, "this is longer than a hundred years", "write a shorter time")
}

func emptyDuration(d *ast.Duration) diag.Diagnostic {
	return diag.Fault("empty-duration", d.Place, "this is no time at all", "write at least `1 minute`, or drop it")
}
