package main

import (
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/wflang/wf/lang/diag"
	"github.com/wflang/wf/lang/format"
	"github.com/wflang/wf/lang/mend"
	"github.com/wflang/wf/lang/project"
	"github.com/wflang/wf/stdlib"
)

func newFix(a *app) *cobra.Command {
	f := &fixer{app: a}
	c := &cobra.Command{
		Use:   "fix [folder|files]",
		Short: "Mend what has one certain remedy",
		Long: `Applies, in place, the fixes of faults that can only be meant one way, until none is left: a comparison written =, the
label of an option where its value belongs, curly quotes. It says for each file what was fixed and what remains. A fix
that would leave a file with more faults than it had is not applied.
Exits with 1 when errors remain.`,
		Example: `  wf fix
  wf fix -d examples
  wf fix onboarding.wf && wf fmt onboarding.wf`,
		RunE: func(_ *cobra.Command, args []string) error { return f.run(args) },
	}
	c.Flags().BoolVarP(&f.diff, "diff", "d", false, "only show what would change")
	return c
}

type fixer struct {
	*app
	diff   bool
	errors bool // some remain
}

func (f *fixer) run(args []string) error {
	all, err := f.loadAll(args)
	if err != nil {
		return err
	}
	for _, p := range all {
		if err := f.project(p); err != nil {
			return err
		}
	}
	if f.errors {
		return errNo
	}
	return nil
}

// project mends one project. With -d what is printed beside the diff is for the eyes only.
func (f *fixer) project(p *checked) error {
	done := mend.Project(p.Input(), stdlib.Catalog())
	told := f.out
	if f.diff {
		told = f.err
	}
	for _, c := range done.Changed {
		name := filepath.ToSlash(p.Path(c.Before.Name))
		if f.diff {
			fmt.Fprint(f.out, format.Diff(name, "fixed", c.Before.Text, c.After.Text))
		} else if err := writeWhole(p.Path(c.Before.Name), func(w io.Writer) error {
			_, err := io.WriteString(w, c.After.Text)
			return err
		}); err != nil {
			return err
		}
	}
	return f.tell(told, p, done)
}

// settings are the faults of wf.yaml, which no fix touches.
func (c *checked) settings() []diag.Diagnostic {
	var list []diag.Diagnostic
	for _, d := range c.Found {
		if d.Span.File != nil && d.Span.File == c.Config.Source {
			list = append(list, d)
		}
	}
	return list
}

// tell says for each file what was fixed, what remains, and how many of both.
func (f *fixer) tell(out io.Writer, p *checked, done *mend.Outcome) error {
	after := &project.Project{Dir: p.Dir, Files: done.Input.Files, Templates: done.Input.Templates, Config: p.Config}
	fixed := map[string][]diag.Diagnostic{}
	var names []string
	note := func(name string) {
		if _, ok := fixed[name]; !ok {
			names, fixed[name] = append(names, name), nil
		}
	}
	for _, c := range done.Changed {
		for _, d := range p.Rooted(c.Fixed) {
			note(d.Span.File.Name)
			fixed[d.Span.File.Name] = append(fixed[d.Span.File.Name], d)
		}
	}
	remain := map[string][]diag.Diagnostic{}
	for _, d := range after.Rooted(diag.Tidy(append(p.settings(), done.Analysis.Diagnostics...))) {
		f.errors = f.errors || d.Level == diag.Error
		name := ""
		if d.Span.File != nil {
			name = d.Span.File.Name
		}
		note(name)
		remain[name] = append(remain[name], d)
	}
	for _, name := range names {
		for _, d := range fixed[name] {
			at := d.Span.Position()
			fmt.Fprintf(out, "%s:%d:%d: fixed: %s [%s]\n", name, at.Line, at.Column, d.Message, d.Code)
		}
		if err := diag.WriteShort(out, remain[name]); err != nil {
			return err
		}
		fmt.Fprintf(out, "%s: %d fixed, %s\n", name, len(fixed[name]), remains(remain[name]))
	}
	if len(names) == 0 {
		fmt.Fprintln(out, "nothing to fix")
	}
	return nil
}

// remains counts what is left: "2 errors, 1 warning remain".
func remains(list []diag.Diagnostic) string {
	levels, _ := diag.Count(list)
	var parts []string
	for level, n := range levels {
		if n > 0 {
			parts = append(parts, count(n, diag.Level(level).String()))
		}
	}
	switch len(list) {
	case 0:
		return "nothing remains"
	case 1:
		return parts[0] + " remains"
	}
	return strings.Join(parts, ", ") + " remain"
}
