package main

import (
	"time"

	"github.com/schollz/progressbar/v3"
)

// progress shows how far something is, on a terminal only and only when it takes longer than a second.
type progress struct {
	bar   *progressbar.ProgressBar
	make  func(total int64) *progressbar.ProgressBar
	begun time.Time
}

func (a *app) progress(what string) *progress {
	p := &progress{begun: time.Now()}
	if terminal(a.err) {
		p.make = func(total int64) *progressbar.ProgressBar {
			return progressbar.NewOptions64(total, progressbar.OptionSetWriter(a.err), progressbar.OptionSetDescription(what),
				progressbar.OptionSetPredictTime(false), progressbar.OptionSetWidth(40), progressbar.OptionThrottle(100*time.Millisecond), progressbar.OptionClearOnFinish())
		}
	}
	return p
}

// set says how much is done.
func (p *progress) set(done, total int64) {
	if p.bar == nil && p.make != nil && time.Since(p.begun) > time.Second {
		p.bar = p.make(total)
	}
	if p.bar != nil {
		_ = p.bar.Set64(min(done, total)) // a bar that cannot be drawn is no fault
	}
}

// done takes the bar away.
func (p *progress) done() {
	if p.bar != nil {
		_ = p.bar.Finish()
	}
}
