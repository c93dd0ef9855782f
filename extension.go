package wf

import (
	"context"
	"errors"
	"fmt"
	"regexp"

	"github.com/wflang/wf/lang/check"
	"github.com/wflang/wf/lang/exprs"
	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/stdlib"
)

// Extension is an action or a function that a program adds to the language, for Load and Compile. It is declared as those
// of the standard library are, and checker, engine, editor and documentation read it from the same declaration. One of a
// name that the library has takes its place. Do, Send, Func, Declare and DeclareFunc make it; Load, Compile and Catalog
// return what is wrong with it.
type Extension struct {
	action   *schema.Action
	sender   schema.Sender
	function *schema.Func
	err      error // of the declaration; Load and Compile return it
}

// Turn is what a record action may use of the world.
type Turn = schema.Turn

// Do makes a record action of a function: it runs inside the step's own transaction, exactly once, and must not block. The
// exported fields of In are its arguments, those of Out its outputs; see schema.ActionOf for their types and tags.
func Do[In, Out any](name, doc string, run func(*Turn, In) (Out, error)) Extension {
	a, err := schema.ActionOf(name, doc, run)
	return Extension{action: a, err: err}
}

// Send makes a message action of a function that touches the world: it runs after the step was committed, at least once,
// and is tried again when it returns a *schema.RetryLater; see schema.MessageActionOf. On a virtual clock it must not call
// the engine, which waits for it.
func Send[In, Out any](name, doc string, send func(context.Context, In) (Out, error)) Extension {
	a, s, err := schema.MessageActionOf(name, doc, send)
	return Extension{action: a, sender: s, err: err}
}

// MessageKey is the idempotency key of the message that a function given to Send is about: the same in every try, for the
// other side to know a repeat by.
func MessageKey(ctx context.Context) string { return schema.MessageKey(ctx) }

// Func makes a function of expressions. The exported fields of In are its arguments, in their order. It must give the same
// for the same arguments, and touch nothing; see schema.FuncOf.
func Func[In, Out any](name, doc string, call func(In) Out) Extension {
	f, err := schema.FuncOf(name, doc, call)
	return Extension{function: f, err: err}
}

// Declare takes an action as the standard library declares its own, with all that Do and Send leave out: the objects it
// works on, retries, checks of literals, an outcome told later. The sender brings its messages to the world when their
// channel is the action's name; nil for a record action, and for messages of other channels.
func Declare(a *schema.Action, sender schema.Sender) Extension {
	if a == nil || a.Run == nil {
		return Extension{err: errors.New("an action that is declared in Go has a name and a function Run")}
	}
	own := *a
	if own.Title == "" {
		own.Title = own.Name
	}
	return Extension{action: &own, sender: sender}
}

// DeclareFunc takes a function as the standard library declares its own.
func DeclareFunc(f *schema.Func) Extension {
	if f == nil || f.Call == nil {
		return Extension{err: errors.New("a function that is declared in Go has a name and a function Call")}
	}
	own := *f
	return Extension{function: &own}
}

// Titled gives an action the title under which people see it in the documentation and in editors.
func (x Extension) Titled(title string) Extension {
	if x.action != nil {
		x.action.Title = title
	}
	return x
}

// Example gives the documentation an example: statements for an action, an expression for a function.
func (x Extension) Example(text string) Extension {
	switch {
	case x.action != nil:
		x.action.Example = text
	case x.function != nil:
		x.function.Example = text
	}
	return x
}

// Gives says what the example of a function gives, as a text shows it.
func (x Extension) Gives(text string) Extension {
	if x.function != nil {
		x.function.Shows = text
	}
	return x
}

// Catalog is the standard library with what the program adds, for tools that take a catalog: wftest.Run, lang.Analyze, an
// editor's server. The error is that of a declaration.
func Catalog(extensions ...Extension) (*schema.Catalog, error) {
	c := stdlib.Catalog()
	library := schema.NewSchema(c)
	taken := map[string]bool{}
	for _, x := range extensions {
		name, err := x.called(library)
		switch {
		case err != nil:
			return nil, err
		case taken[name]:
			return nil, fmt.Errorf("%s is declared twice", name)
		case x.function != nil:
			c.Funcs = append(c.Funcs, x.function)
		default:
			c.Actions = append(c.Actions, x.action)
		}
		taken[name] = true
	}
	return c, nil
}

// Names as programs can write them; those of actions may have a family: `crm.score`.
var (
	functionName = regexp.MustCompile(`^[A-Za-z_]\w*$`)
	actionName   = regexp.MustCompile(`^[A-Za-z_]\w*(\.[A-Za-z_]\w*)*$`)
)

// called is what an extension is, with its name: "action crm.score". The error says why no program could use it.
func (x Extension) called(library *schema.Schema) (string, error) {
	switch {
	case x.err != nil:
		return "", x.err
	case x.function != nil:
		name := x.function.Name
		switch {
		case !functionName.MatchString(name):
			return "", fmt.Errorf("function %q: the name of a function is one word", name)
		case check.Reserved(name) || exprs.Form(name):
			return "", fmt.Errorf("function %s: the language has this word for itself", name)
		}
		return "function " + name, nil
	case x.action != nil:
		name := x.action.Name
		before := library.Action(name)
		switch {
		case !actionName.MatchString(name):
			return "", fmt.Errorf("action %q: the name of an action is one word, or words with points between them", name)
		case before == nil && check.Reserved(name), before != nil && before.Run == nil: // the machine does it itself
			return "", fmt.Errorf("action %s: the language has this word for itself", name)
		}
		return "action " + name, nil
	}
	return "", errors.New("an extension is empty: Do, Send, Func, Declare and DeclareFunc make one")
}

// senders are those that extensions bring along, by channel.
func senders(extensions []Extension) map[string]schema.Sender {
	all := map[string]schema.Sender{}
	for _, x := range extensions {
		if x.sender != nil {
			all[x.action.Name] = x.sender
		}
	}
	return all
}
