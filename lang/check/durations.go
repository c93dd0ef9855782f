// Lengths of time: `2 days 3 hours`, `4 working hours`.

package check

import (
	"math"
	"strings"
	"time"

	"github.com/wflang/wf/lang/ast"
	"github.com/wflang/wf/lang/calendar"
)

// longest is the most that a length may be, in days.
const longest = 100 * 366

// daysOf is about how many days a unit has.
var daysOf = map[string]float64{"minute": 1.0 / 1440, "hour": 1.0 / 24, "day": 1, "week": 7, "month": 30, "year": 365}

// duration adds the parts of a length up; false when it has a fault.
func (c *checker) duration(d *ast.Duration) (calendar.Delay, bool) {
	var sum calendar.Delay
	if d == nil || len(d.Parts) == 0 {
		return sum, false
	}
	total := 0.0
	for _, p := range d.Parts {
		unit := strings.TrimSuffix(p.Unit, "s")
		calendarUnit := unit != "minute" && unit != "hour"
		switch {
		case daysOf[unit] == 0:
			return sum, false // the parser said so
		case p.Working != d.Parts[0].Working:
			c.report(mixedDuration(d))
			return sum, false
		case p.Working && unit != "day" && calendarUnit:
			c.report(workingUnit(p))
			return sum, false
		case calendarUnit && p.N != math.Trunc(p.N):
			c.report(fractionOfDay(p))
			return sum, false
		}
		if total += p.N * daysOf[unit]; total > longest {
			c.report(durationTooLong(d))
			return sum, false
		}
		switch unit {
		case "minute":
			sum.Nanos += time.Duration(p.N * float64(time.Minute))
		case "hour":
			sum.Nanos += time.Duration(p.N * float64(time.Hour))
		case "day":
			sum.Days += int(p.N)
		case "week":
			sum.Days += 7 * int(p.N)
		case "month":
			sum.Months += int(p.N)
		case "year":
			sum.Months += 12 * int(p.N)
		}
	}
	if total <= 0 {
		c.report(emptyDuration(d))
		return sum, false
	}
	sum.Working = d.Parts[0].Working
	return sum, true
}
