package vm_test

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/lang/source"
	"github.com/wflang/wf/lang/typed"
)

// writer turns a typed expression into its text, the same for our language and for expr, and gives every node its place.
type writer struct {
	text  strings.Builder
	spans []func(f *source.File)
	whole bool // numbers are written without a decimal point: expr tells the two apart
}

// written gives e and all that is in it their places, and returns the file.
func written(e typed.Expr) *source.File {
	w := &writer{}
	w.expr(e)
	f := source.NewFile("test.wf", w.text.String())
	for _, set := range w.spans {
		set(f)
	}
	return f
}

func (w *writer) put(s string) { w.text.WriteString(s) }

func (w *writer) expr(e typed.Expr) {
	start := w.text.Len()
	w.node(e)
	end := w.text.Len()
	w.spans = append(w.spans, func(f *source.File) { *place(e) = f.Span(start, end) })
}

func (w *writer) list(open string, items []typed.Expr, end string) {
	w.put(open)
	for i, e := range items {
		if i > 0 {
			w.put(", ")
		}
		w.expr(e)
	}
	w.put(end)
}

func (w *writer) node(e typed.Expr) {
	switch e := e.(type) {
	case *typed.Const:
		w.put(literal(e.Value, w.whole))
	case *typed.Enrolled:
		w.put("contact")
	case *typed.Trigger:
		w.put("trigger")
	case *typed.Happening:
		w.put("event")
	case *typed.EnrolledAt:
		w.put("enrolled_at")
	case *typed.Associated:
		if _, ok := e.Of.(*typed.Enrolled); !ok {
			w.expr(e.Of)
			w.put(".")
		}
		if e.Plural {
			w.put(e.Object.Plural)
		} else {
			w.put(e.Object.Name)
		}
	case *typed.Property:
		w.expr(e.Of)
		w.put("." + e.Property.Name)
	case *typed.Each:
		w.expr(e.Of)
		w.put("." + e.Property.Name)
	case *typed.Field:
		w.expr(e.Of)
		w.put("." + e.Field.Name)
	case *typed.Past:
		w.put("events." + e.Event.Name)
	case *typed.VarRef:
		w.put(e.Var.Name)
	case *typed.Item:
		if e.Index {
			w.put("#index")
		} else {
			w.put("#")
		}
	case *typed.Unary:
		w.put("(" + e.Op + " ")
		w.expr(e.X)
		w.put(")")
	case *typed.Binary:
		w.put("(")
		w.expr(e.L)
		w.put(" " + e.Op + " ")
		w.expr(e.R)
		w.put(")")
	case *typed.Cond:
		w.put("(")
		w.expr(e.If)
		w.put(" ? ")
		w.expr(e.Then)
		w.put(" : ")
		w.expr(e.Else)
		w.put(")")
	case *typed.RangeLit:
		w.whole = true
		w.put("(")
		w.expr(e.Lo)
		w.put("..")
		w.expr(e.Hi)
		w.put(")")
		w.whole = false
	case *typed.ListLit:
		w.list("[", e.Items, "]")
	case *typed.Index:
		w.expr(e.X)
		w.list("[", []typed.Expr{e.I}, "]")
	case *typed.Call:
		w.whole = e.Func.Result.Kind == schema.Duration
		if e.Func.Name == "len" {
			w.put("float(") // expr's is an int, and its ?: mixes the two up
			defer w.put(")")
		}
		w.list(e.Func.Name+"(", e.Args, ")")
		w.whole = false
	case *typed.Predicate:
		args := []typed.Expr{e.Over}
		if e.Body != nil {
			args = append(args, e.Body)
		}
		if e.Name == "count" || e.Name == "sum" {
			w.put("float(")
			defer w.put(")")
		}
		w.list(e.Name+"(", args, ")")
	case *typed.Concat:
		w.list("concat(", e.Parts, ")")
	case *typed.Named:
		w.list(e.Kind.String()+"(", []typed.Expr{e.Name}, ")")
	case *typed.Member:
		w.put("member(")
		w.expr(e.Of)
		w.put(", ")
		w.expr(e.Set)
		w.put(")")
	case *typed.Bound:
		w.list("bound(", []typed.Expr{e.X, e.Body}, ")")
	case *typed.ChangedAt:
		w.put("changed_at(")
		w.expr(e.Of)
		w.put("." + e.Property.Name + ")")
	case *typed.MapLit:
		w.put("{")
		for i, v := range e.Values {
			w.put(strconv.Quote(e.Keys[i]) + ": ")
			w.expr(v)
			w.put(", ")
		}
		w.put("}")
	default:
		panic(fmt.Sprintf("the tests cannot write a %T", e))
	}
}

func literal(v schema.Value, whole bool) string {
	switch v.Kind() {
	case schema.Nil:
		return "nil"
	case schema.Text:
		return strconv.Quote(v.Text())
	case schema.Number:
		text := strconv.FormatFloat(v.Number(), 'f', -1, 64)
		if !whole && !strings.Contains(text, ".") {
			text += ".0"
		}
		return text
	case schema.Date:
		return `date("` + schema.Plain(v, nil) + `")`
	case schema.List:
		items := make([]string, len(v.Items()))
		for i, item := range v.Items() {
			items[i] = literal(item, whole)
		}
		return "[" + strings.Join(items, ", ") + "]"
	}
	return schema.Plain(v, nil)
}

// place is where an expression keeps its span.
func place(e typed.Expr) *source.Span {
	switch e := e.(type) {
	case *typed.Const:
		return &e.At
	case *typed.Enrolled:
		return &e.At
	case *typed.Trigger:
		return &e.At
	case *typed.Happening:
		return &e.At
	case *typed.EnrolledAt:
		return &e.At
	case *typed.Associated:
		return &e.At
	case *typed.Property:
		return &e.At
	case *typed.Each:
		return &e.At
	case *typed.Field:
		return &e.At
	case *typed.Past:
		return &e.At
	case *typed.VarRef:
		return &e.At
	case *typed.Item:
		return &e.At
	case *typed.Unary:
		return &e.At
	case *typed.Binary:
		return &e.At
	case *typed.Cond:
		return &e.At
	case *typed.RangeLit:
		return &e.At
	case *typed.ListLit:
		return &e.At
	case *typed.MapLit:
		return &e.At
	case *typed.Index:
		return &e.At
	case *typed.Call:
		return &e.At
	case *typed.Predicate:
		return &e.At
	case *typed.Concat:
		return &e.At
	case *typed.Named:
		return &e.At
	case *typed.Member:
		return &e.At
	case *typed.Bound:
		return &e.At
	case *typed.ChangedAt:
		return &e.At
	}
	panic(fmt.Sprintf("the tests cannot place a %T", e))
}
