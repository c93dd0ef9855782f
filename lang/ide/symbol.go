package ide

import "github.com/wflang/wf/lang/source"

// Kind is what a name names.
type Kind uint8

// The kinds of names.
const (
	NoKind Kind = iota
	ObjectKind
	PropertyKind // Of: the object
	EventKind
	FieldKind // Of: the event
	OptionKind
	ActionKind
	ParamKind  // Of: the action
	OutputKind // Of: the action
	FuncKind
	ConstKind
	SegmentKind
	WorkflowKind
	LabelKind // Of: the workflow
	VarKind   // Of: the workflow
	GivenKind // Of: the test, by its place
	TemplateKind
	WordKind // a word of expressions: trigger, event, enrolled_at
)

var kindWords = [...]string{"name", "object", "property", "event", "field", "option", "action", "argument", "output", "function", "constant",
	"segment", "workflow", "label", "variable", "record", "template", "word"}

func (k Kind) String() string { return kindWords[k] }

// Symbol is what a name means; two names mean the same when their symbols are equal.
type Symbol struct {
	Kind Kind
	Name string
	Of   string // what it belongs to
}

// Occurrence is a name where it stands.
type Occurrence struct {
	Symbol Symbol
	Span   source.Span
	Def    bool // declared here
	Write  bool // given a value here
	Prefix bool // a plural, an alias: not the text of the name itself
}
