// Package wf runs workflows for CRM records inside a Go program: it compiles a project, opens an engine on a durable
// store, and lets the program put records, send events, enroll and read what happened.
//
//	project, err := wf.Load("crm")
//	engine, err := wf.Open(project, wf.Options{Store: "crm.db"})
//	defer engine.Close()
//	id, err := engine.Put(ctx, "company", "", wf.Props{"name": "Ledger LLP", "industry": "Accounting"})
//	err = engine.Run(ctx)
//
// A condition needs no engine:
//
//	cond, err := wf.Condition("company", `company.industry == "Accounting" and company.employees > 10`)
//	if cond.Match(wf.Props{"industry": "Accounting", "employees": 42}) { … }
//
// The packages below are open to programs that need more: lang analyzes, compiler and vm compile and run, runtime is the
// engine itself.
package wf

import (
	"strings"

	"github.com/wflang/wf/compiler"
	"github.com/wflang/wf/lang"
	"github.com/wflang/wf/lang/diag"
	"github.com/wflang/wf/lang/project"
	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/lang/source"
	"github.com/wflang/wf/vm"
)

// Project is a project that was read, checked and compiled.
type Project struct {
	Analysis *lang.Analysis
	Bundle   *vm.Bundle
	Config   *project.Config

	catalog *schema.Catalog
	senders map[string]schema.Sender
}

// Load compiles the project in a folder, with what the program adds to the language. The error is a *Faults when the
// project was read and has errors.
func Load(dir string, extensions ...Extension) (*Project, error) {
	p, faults, err := project.Load(dir)
	if err != nil {
		return nil, err
	}
	return build(p.Input(), p.Config, faults, extensions)
}

// Compile compiles one text, with what the program adds to the language. The error is a *Faults when the text has errors.
func Compile(text string, extensions ...Extension) (*Project, error) {
	in := lang.Input{Files: []*source.File{source.NewFile("main.wf", text)}}
	return build(in, project.Default(), nil, extensions)
}

func build(in lang.Input, config *project.Config, faults []diag.Diagnostic, extensions []Extension) (*Project, error) {
	catalog, err := Catalog(extensions...)
	if err != nil {
		return nil, err
	}
	p := &Project{Config: config, catalog: catalog, senders: senders(extensions), Analysis: lang.Analyze(in, catalog)}
	if faults = diag.Tidy(append(faults, p.Analysis.Diagnostics...)); diag.HasErrors(faults) {
		return nil, &Faults{Diagnostics: faults}
	}
	p.Bundle, err = compiler.Compile(p.Analysis.Project, compiler.Options{Zone: string(config.Timezone), Working: config.Hours()})
	if err != nil {
		return nil, err
	}
	return p, nil
}

// Faults is the error of a project that does not compile.
type Faults struct {
	Diagnostics []diag.Diagnostic // sorted by place, warnings among them
}

// Error prints every diagnostic as `wf check` does.
func (f *Faults) Error() string {
	var b strings.Builder
	if err := diag.WriteText(&b, f.Diagnostics, diag.Style{}); err != nil {
		return err.Error()
	}
	return strings.TrimRight(b.String(), "\n")
}
