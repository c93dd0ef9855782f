// Package check turns the trees of a project into a typed project: declarations become a schema, workflows and tests
// have every name resolved and every expression typed, and the go-to rules are judged. It goes on after every fault;
// what failed to resolve is silent from there on.
//
// It runs in a straight line: objects and events (objects.go, events.go), actions, constants and segments, then each
// workflow (workflow.go) with its settings, its steps and its flow, then tests. Allow applies the `// allow:` comments.
package check

import (
	"context"

	"github.com/wflang/wf/lang/ast"
	"github.com/wflang/wf/lang/diag"
	"github.com/wflang/wf/lang/exprs"
	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/lang/source"
	"github.com/wflang/wf/lang/typed"
)

// Project checks the files of one project, those of the catalog's prelude first, with its e-mail templates. dir may be
// nil. The project holds all that could be resolved, the workflows and tests only where they have no error. The
// diagnostics are in the order they were found, unless a file has very many.
func Project(files []*ast.File, templates []*ast.TemplateFile, catalog *schema.Catalog, dir *schema.Directory) (*typed.Project, []diag.Diagnostic) {
	var found Found
	p, _ := ProjectContext(context.Background(), files, templates, catalog, dir, &found) // it fails only where it can be canceled
	return p, found.list
}

// ProjectContext is Project that is given up, with the error of the context, when that ends before all is checked. It
// adds what it finds to what was found before.
func ProjectContext(ctx context.Context, files []*ast.File, templates []*ast.TemplateFile, catalog *schema.Catalog, dir *schema.Directory, found *Found) (*typed.Project, error) {
	c := newChecker(catalog, dir)
	c.found = found
	c.found.keepAll(files)
	c.declareObjects(files)
	c.declareEvents(files)
	c.declareActions(files)
	c.declareTemplates(templates)
	c.opinion = exprs.NewOpinion(c.schema) // the schema is complete now
	c.declareConsts(files)
	c.declareSegments(files)
	c.declareWorkflows(files)
	c.findLabels(files)
	for _, h := range c.heads {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		c.checkWorkflow(h)
		if h.typed != nil {
			c.project.Drafts = append(c.project.Drafts, h.typed)
		}
	}
	c.checkTests(files)
	c.judgeUsed(files, templates)
	return c.project, nil
}

// checker is the state of one check: what was declared so far, and what was found.
type checker struct {
	schema  *schema.Schema
	dir     *schema.Directory
	project *typed.Project
	builtin map[*source.File]bool

	names     map[string]declared // objects, plurals, constants and segments share one space of names
	props     map[*schema.Property]declared
	fields    map[*schema.Field]declared
	actions   map[string]declared
	templates map[string]*typed.Template
	unnamed   map[*typed.Template]bool // reported: they name no type of mail
	segments  map[string]*typed.Segment
	consts    map[string]*typed.ConstDecl
	read      map[string]bool // names that expressions read
	heads     []*head
	workflows map[string]*head

	enrolledFrom  map[*head]bool             // workflows that an `enroll in` names
	labelsInTests map[string]map[string]bool // by workflow

	opinion *exprs.Opinion // nil while the schema grows
	graph   graph          // of the workflow at hand
	memory  exprs.Memory   // of all that is typed
	untyped bool           // an expression of the workflow or test at hand has a fault
	found   *Found
	errors  int // reported so far
}

// declared is where and as what a name was declared.
type declared struct {
	what    string // "the name of an object", "the plural of `deal`"
	span    source.Span
	builtin bool
}

// head is what other workflows may know of a workflow before its steps are checked.
type head struct {
	syntax *ast.Workflow
	object *schema.Object
	typed  *typed.Workflow
	failed bool // it has an error
}

func newChecker(catalog *schema.Catalog, dir *schema.Directory) *checker {
	s := schema.NewSchema(catalog)
	c := &checker{
		schema: s, dir: dir, project: &typed.Project{Schema: s}, builtin: map[*source.File]bool{},
		names: map[string]declared{}, props: map[*schema.Property]declared{}, fields: map[*schema.Field]declared{},
		actions: map[string]declared{}, templates: map[string]*typed.Template{}, unnamed: map[*typed.Template]bool{}, segments: map[string]*typed.Segment{},
		consts: map[string]*typed.ConstDecl{}, read: map[string]bool{}, workflows: map[string]*head{}, enrolledFrom: map[*head]bool{},
		labelsInTests: map[string]map[string]bool{},
	}
	if catalog != nil {
		for _, f := range catalog.Prelude {
			c.builtin[f] = true
		}
	}
	return c
}

func (c *checker) report(list ...diag.Diagnostic) {
	for i := range list {
		if list[i].Level == diag.Error {
			c.errors++
		}
	}
	c.found.Add(list...)
}

// failedSince reports whether an error was found after the first n, or an expression could not be typed.
func (c *checker) failedSince(n int) bool { return c.untyped || c.errors > n }

// isBuiltin reports whether a place lies in the catalog's prelude.
func (c *checker) isBuiltin(at source.Span) bool { return c.builtin[at.File] }
