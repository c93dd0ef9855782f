package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/wflang/wf/compiler"
	"github.com/wflang/wf/lang/calendar"
	"github.com/wflang/wf/lang/diag"
	"github.com/wflang/wf/runtime/records"
	"github.com/wflang/wf/runtime/repl"
	"github.com/wflang/wf/stdlib"
)

// tryout says what a session in memory begins with.
type tryout struct {
	data string // folder of a store that is copied; "": the record files of wf.yaml
	at   string // when its clock begins; "" is now
}

// try begins a session on a copy of a store, or on the record files of wf.yaml. Workflows of a project with errors
// cannot be tried; its records can.
func (a *app) try(ctx context.Context, p *checked, o tryout) (*repl.Session, *records.Report, error) {
	zone, err := time.LoadLocation(string(p.Config.Timezone))
	if err != nil {
		return nil, nil, err
	}
	c := repl.Config{Analysis: p.Analysis, Catalog: stdlib.Catalog(), People: p.Config.People(), Zone: zone, Start: time.Now(),
		Options: compiler.Options{Zone: string(p.Config.Timezone), Working: p.Config.Hours()}, Open: a.recordFile, Files: filesUnder, Style: a.style(a.err)}
	if a.style(a.out) != (diag.Style{}) {
		c.Tint = "36" // cyan
	}
	if o.at != "" {
		if c.Start, err = calendar.ParseMoment(o.at, zone); err != nil {
			return nil, nil, err
		}
	}
	if diag.HasErrors(p.Found) {
		if err := diag.WriteText(a.err, p.Rooted(p.Found), a.style(a.err)); err != nil {
			return nil, nil, err
		}
	} else if c.Bundle, err = compiler.Compile(p.Analysis.Project, c.Options); err != nil {
		return nil, nil, err
	}
	if o.data != "" {
		kept, _, err := a.attach(ctx, o.data, looks)
		if err != nil {
			return nil, nil, err
		}
		c.Store = kept
		s, err := repl.New(ctx, c)
		return s, &records.Report{}, errors.Join(err, kept.Close())
	}
	s, err := repl.New(ctx, c)
	if err != nil {
		return nil, nil, err
	}
	var sources []records.Source
	for _, file := range p.Config.Records {
		o := p.Analysis.Project.Schema.Object(file.Object)
		if o == nil {
			err = errors.Join(err, fmt.Errorf("%s: there is no object `%s`", file.Key, file.Object))
			continue
		}
		src, e := a.recordFile(p.Path(file.File))
		err = errors.Join(err, e)
		src.Object, src.Columns = o, file.Columns
		sources = append(sources, src)
	}
	var report *records.Report
	if err == nil {
		report, err = s.Load(ctx, sources)
	}
	if err != nil {
		return nil, nil, errors.Join(err, s.Close())
	}
	return s, report, nil
}

// filesUnder lists the files and folders whose names begin with a text; hidden ones only where the text asks for them.
func filesUnder(prefix string) []string {
	dir, start := filepath.Split(prefix)
	entries, err := os.ReadDir(filepath.Clean("./" + dir))
	if filepath.IsAbs(dir) {
		entries, err = os.ReadDir(dir)
	}
	if err != nil {
		return nil
	}
	var names []string
	for _, e := range entries {
		name := e.Name()
		if !strings.HasPrefix(name, start) || start == "" && strings.HasPrefix(name, ".") {
			continue
		}
		if e.IsDir() {
			name += "/"
		}
		names = append(names, dir+name)
	}
	return names
}
