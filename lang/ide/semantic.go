package ide

// Semantic tokens: what a name is, for coloring. Words of the language and texts are colored by an editor's grammar.

import "github.com/wflang/wf/lang/source"

// TokenTypes are the types of tokens by number, as editors name them.
func TokenTypes() []string {
	return []string{"class", "property", "event", "enumMember", "function", "parameter", "variable", "namespace", "label", "macro", "keyword", "interface"}
}

// TokenModifiers are the modifiers of tokens by bit.
func TokenModifiers() []string {
	return []string{"declaration", "readonly", "defaultLibrary", "modification"}
}

// The bits of TokenModifiers.
const (
	declared = 1 << iota
	fixed
	standard
	changed
)

// Token is a colored name. Type and Modifiers are by number of TokenTypes and by bit of TokenModifiers.
type Token struct {
	Span      source.Span
	Type      int
	Modifiers int
}

var tokenTypes = map[Kind]int{ObjectKind: 0, PropertyKind: 1, FieldKind: 1, OutputKind: 1, EventKind: 2, OptionKind: 3, ActionKind: 4, FuncKind: 4,
	ParamKind: 5, ConstKind: 6, VarKind: 6, GivenKind: 6, WorkflowKind: 7, LabelKind: 8, TemplateKind: 9, WordKind: 10, SegmentKind: 11}

// Tokens are the names of a file, in the order of the text.
func (p *Project) Tokens(f *File) []Token {
	var list []Token
	end := 0
	for _, o := range f.Occurrences() {
		if o.Span.Start < end || o.Span.End <= o.Span.Start {
			continue
		}
		end = o.Span.End
		t := Token{Span: o.Span, Type: tokenTypes[o.Symbol.Kind]}
		if o.Def {
			t.Modifiers |= declared
		}
		if o.Write {
			t.Modifiers |= changed
		}
		switch o.Symbol.Kind {
		case ConstKind:
			t.Modifiers |= fixed
		case FuncKind, WordKind:
			t.Modifiers |= standard
		case ActionKind:
			if a := p.Schema.Action(o.Symbol.Name); a != nil && !a.Span.Valid() {
				t.Modifiers |= standard
			}
		}
		list = append(list, t)
	}
	return list
}
