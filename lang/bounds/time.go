package bounds

// How long a delay can last.

import (
	"time"

	"github.com/wflang/wf/lang/calendar"
	"github.com/wflang/wf/lang/typed"
)

// sampler measures delays by starting them at many moments.
type sampler struct {
	zone  *time.Location
	hours *calendar.Hours
}

func newSampler(w *typed.Workflow, opts Options) *sampler {
	s := &sampler{zone: opts.Zone, hours: &opts.Working}
	if len(w.Hours.Windows) > 0 {
		s.hours = &w.Hours
	}
	if s.zone == nil {
		s.zone = time.UTC
	}
	if w.Zone != "" {
		if zone, err := time.LoadLocation(w.Zone); err == nil {
			s.zone = zone
		}
	}
	return s
}

// unlimited reports whether nothing in the text says when the wait ends.
func (s *sampler) unlimited(d *typed.Delay) bool {
	return d.UpTo == nil && d.For == nil && d.Days == nil
}

// measure returns the least and the most time in a delay. A wait that may end at once is at least zero; one without a
// limit counts zero at most, and is reported by itself.
func (s *sampler) measure(d *typed.Delay) (least, most time.Duration) {
	switch {
	case d.For != nil:
		return s.sample(func(t time.Time) time.Time { return d.For.After(t, s.hours) })
	case d.Days != nil:
		return s.sample(func(t time.Time) time.Time { return calendar.NextGoal(t, d.Days.Days, d.Days.Time) })
	case d.UpTo != nil:
		_, most = s.sample(func(t time.Time) time.Time { return d.UpTo.After(t, s.hours) })
	}
	return 0, most
}

const (
	sampleSpan = 400 * 24 * time.Hour
	sampleStep = 7 * time.Hour // no divisor of a day, so that all hours are tried
)

// sample starts at moments over more than a year that has a 29 February.
func (s *sampler) sample(end func(time.Time) time.Time) (least, most time.Duration) {
	begin := time.Date(2028, 1, 1, 0, 0, 0, 0, s.zone)
	least = -1
	for t := begin; t.Sub(begin) < sampleSpan; t = t.Add(sampleStep) {
		length := max(end(t).Sub(t), 0)
		if least < 0 || length < least {
			least = length
		}
		most = max(most, length)
	}
	return least, most
}
