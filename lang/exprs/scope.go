package exprs

import (
	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/lang/typed"
)

// Scope is what names mean at one place of a program. It is only read, but for the second opinion, which is made on
// first use; a place inside another copies it and changes what differs.
type Scope struct {
	Schema    *schema.Schema
	Directory *schema.Directory // users and teams that exist; nil: nothing is known about them

	Object  *schema.Object  // of the enrolled record; nil outside of workflows
	Trigger []*schema.Event // `trigger` is one of these; empty when no event enrolls
	Event   []*schema.Event // `event` is one of these; empty outside of a `where` on events

	Vars     map[string]*typed.Var
	Givens   map[string]*typed.GivenRecord // of a test; not nil in every test
	Args     map[string]schema.Type        // of `expect ACTION where`: the arguments by their bare names
	Consts   map[string]*typed.ConstDecl
	Segments map[string]*typed.Segment

	// Item is the element that the expression is about: of a `where` on records, a segment, an e-mail template. It is
	// known as `#`, and as ItemName unless that is empty.
	Item     *schema.Object
	ItemName string

	// Reads is told of each segment and constant that is read; may be nil.
	Reads func(name string)
	// Opinion is expr's checker over the schema. Share one among the scopes of a schema.
	Opinion *Opinion
	// Memory is where what is typed lies; nil: each expression has its own.
	Memory *Memory
}

func (sc *Scope) opinion() *Opinion {
	if sc.Opinion == nil {
		sc.Opinion = NewOpinion(sc.Schema)
	}
	return sc.Opinion
}
