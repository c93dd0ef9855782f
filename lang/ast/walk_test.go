package ast_test

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/wflang/wf/lang/ast"
)

// Every node that a field of a node can hold is met, parents first.
func TestWalk(t *testing.T) {
	expr := func(text string) *ast.Expr { return &ast.Expr{Text: text} }
	body := &ast.Block{Steps: []*ast.Step{
		{Stmt: &ast.If{Cond: expr("cond"), Then: &ast.Block{Steps: []*ast.Step{{Stmt: &ast.Stop{}}}}, Else: &ast.Block{}}},
		{Stmt: &ast.Let{Stmt: &ast.Call{Args: []*ast.Arg{{Value: expr("arg")}}}}},
		{Stmt: &ast.Match{Subject: expr("subject"), Arms: []*ast.Arm{{Values: []*ast.Expr{expr("value")}, Body: &ast.Block{}}}}},
		{Stmt: &ast.Delay{Moment: &ast.MomentGoal{Expr: expr("moment")}}},
		{Stmt: &ast.Set{Value: &ast.Expr{Text: "set", Templates: map[int]*ast.Template{3: {Parts: []ast.TemplatePart{{Text: "x"}, {Expr: expr("part")}}}}}, Where: expr("where")}},
		{},
	}}
	w := &ast.Workflow{
		Settings: []ast.Setting{&ast.Enroll{Trigger: &ast.Trigger{When: expr("when")}}, &ast.Leave{Trigger: &ast.Trigger{Event: &ast.EventTrigger{Where: expr("event")}}}, &ast.Title{}},
		Body:     body,
	}
	var got []string
	ast.Walk(w, func(n ast.Node) bool {
		name := strings.TrimPrefix(reflect.TypeOf(n).String(), "*ast.")
		if e, ok := n.(*ast.Expr); ok {
			name = fmt.Sprint("Expr ", e.Text)
		}
		got = append(got, name)
		_, stop := n.(*ast.Arm)
		return !stop
	})
	want := strings.Split("Workflow,Enroll,Expr when,Leave,Expr event,Title,Block,"+
		"Step,If,Expr cond,Block,Step,Stop,Block,Step,Let,Call,Arg,Expr arg,Step,Match,Expr subject,Arm,Step,Delay,Expr moment,"+
		"Step,Set,Expr set,Template,Expr part,Expr where,Step", ",")
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}
