// Package wf runs workflows for CRM records inside a Go program: it compiles a project, opens an engine on a durable
// store, and lets the program put records, send events, enroll and read what happened.
//
//	project, err := wf.Load("crm")
//	engine, err := wf.Open(project, wf.Options{Store: "crm.db"})
//	defer engine.Close()
//	go engine.Run(ctx) // lets timers fire and messages leave
//	id, err := engine.Put(ctx, "company", "", wf.Props{"name": "Ledger LLP", "industry": "Accounting"})
//
// A condition needs no engine:
//
//	cond, err := wf.Condition("company", `company.industry == "Accounting" and company.employees > 10`)
//	if cond.Match(wf.Props{"industry": "Accounting", "employees": 42}) { … }
//
// What goes wrong is told apart by errors.Is and errors.As:
//
//	*Faults                  the text of a project, of a condition
//	fs.ErrNotExist           Load: there is no such folder
//	store.ErrInUse           Open: another process, or another engine, has the store open
//	*runtime.UnknownError    there is no such object, record, event or workflow
//	*runtime.RefusedError    Enroll: why the record does not enter
//	runtime.ErrNotStored     nothing was changed; store.ErrFull, when that is why: the disk is full
//	runtime.ErrClosed        the engine was closed
//	context.Canceled         and context.DeadlineExceeded: of the caller's own context
//
// Any other error of a change is about what was given: a property that is not declared, a value that does not fit.
//
// The packages below are open to programs that need more: lang analyzes, compiler and vm compile and run, runtime is the
// engine itself.
package wf

import (
	"fmt"
	"strings"

	"github.com/wflang/wf/compiler"
	"github.com/wflang/wf/lang"
	"github.com/wflang/wf/lang/diag"
	"github.com/wflang/wf/lang/project"
	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/lang/source"
	"github.com/wflang/wf/vm"
)

// Project is a project that was read, checked and compiled. Load and Compile make it; it is not changed afterwards, and may
// be shared.
type Project struct {
	Analysis *lang.Analysis
	Bundle   *vm.Bundle
	Config   *project.Config   // what wf.yaml says
	Warnings []diag.Diagnostic // what compiles and is probably wrong, sorted by place

	catalog *schema.Catalog
	senders map[string]schema.Sender
}

// Load compiles the project in a folder, with what the program adds to the language. The error is a *Faults when the
// project was read and has errors. A folder without a .wf file and without a wf.yaml is no project.
func Load(dir string, extensions ...Extension) (*Project, error) {
	p, faults, err := project.Load(dir)
	if err != nil {
		return nil, err
	}
	if len(p.Files) == 0 && p.Config.Source == nil {
		return nil, fmt.Errorf("%s is no project: it has neither a .wf file nor a wf.yaml", dir)
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
	if p.Warnings = diag.Tidy(append(faults, p.Analysis.Diagnostics...)); diag.HasErrors(p.Warnings) {
		return nil, &Faults{Diagnostics: p.Warnings}
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
