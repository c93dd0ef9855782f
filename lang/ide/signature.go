package ide

// Signatures: what a call takes, and which of it is being written.

import (
	"strings"

	"github.com/wflang/wf/lang/schema"
)

// Signature is a call as it is written, with the places of its arguments in Label, in bytes.
type Signature struct {
	Label  string
	Doc    string
	Params []SignatureParam
}

// SignatureParam is one argument.
type SignatureParam struct {
	Start, End int
	Doc        string
}

// Signature is the signature of the call around a place, and the number of the argument at hand; -1 for none.
func (p *Project) Signature(f *File, offset int) (s Signature, active int, ok bool) {
	if f.Tree == nil {
		return Signature{}, 0, false
	}
	o := f.outline()
	i := o.next(offset - 1)
	if i < len(o.tokens) && o.tokens[i].Start < offset && o.tokens[i].End == offset {
		i++
	}
	for open := o.around(i); open >= 0 && !o.frames[open].lines(); open = o.inside[open] {
		if o.frames[open] != callFrame {
			continue
		}
		name, _ := o.callee(open)
		if a := p.Schema.Action(name); a != nil && a.Form == "" {
			return signature(a), p.activeArgument(o, a, open, i), true
		}
		if fn := p.Schema.Func(name); fn != nil {
			return funcSignature(fn), min(o.argument(open, i), max(len(fn.Params)-1, 0)), true
		}
	}
	return Signature{}, 0, false
}

// activeArgument is the number, among those that are written, of the argument at a token.
func (p *Project) activeArgument(o *outline, a *schema.Action, open, i int) int {
	name := ""
	for k := open + 1; k < min(i, len(o.tokens)); k++ {
		if o.inside[k] != open {
			continue
		}
		switch {
		case o.tokens[k].Text == ",":
			name = ""
		case o.tokens[k].Text == ":" && name == "":
			name = o.tokens[k-1].Text
		}
	}
	n := 0
	for _, q := range a.Params {
		if q.Hidden {
			continue
		}
		if q.Name == name {
			return n
		}
		n++
	}
	return -1
}

func signature(a *schema.Action) Signature { return written(a.Name, a.Params, ": ", a.Doc, "") }

func funcSignature(f *schema.Func) Signature {
	return written(f.Name, f.Params, " ", f.Doc, " "+shortType(f.Result))
}

func written(name string, params []*schema.Param, between, doc, result string) Signature {
	s := Signature{Doc: doc}
	var out strings.Builder
	out.WriteString(name + "(")
	for _, p := range params {
		if p.Hidden {
			continue
		}
		if len(s.Params) > 0 {
			out.WriteString(", ")
		}
		start := out.Len()
		optional := !p.Required
		if optional {
			out.WriteString("[")
		}
		out.WriteString(p.Name + between + shortType(p.Type))
		if optional {
			out.WriteString("]")
		}
		s.Params = append(s.Params, SignatureParam{start, out.Len(), p.Doc})
	}
	out.WriteString(")" + result)
	s.Label = out.String()
	return s
}
