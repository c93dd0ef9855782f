package repl

// The commands: what begins with a colon.

import (
	"context"
	"fmt"
	"strings"

	"github.com/wflang/wf/lang/diag"
	"github.com/wflang/wf/stdlib"
)

// command is one of the session's commands.
type command struct {
	name, args string
	doc        string
	run        func(s *Session, ctx context.Context, args string) (string, error)
}

// commands are all of them, in the order of the help.
func commands() []command {
	return []command{
		{"use", "OBJECT RECORD", "use the record with that id or key from now on", (*Session).use},
		{"records", "[OBJECT]", "list the records of an object, or count all", (*Session).list},
		{"load", "FILE as OBJECT", "load records from a CSV or JSON Lines file", (*Session).load},
		{"count", "CONDITION", "count those that meet a condition, and show some", (*Session).count},
		{"type", "EXPRESSION", "say what type a value has", (*Session).typeOf},
		{"doc", "NAME", "say what a name of the language or project is", (*Session).doc},
		{"why", "WORKFLOW", "why the record enters a workflow or not", (*Session).why},
		{"enroll", "WORKFLOW", "enroll the record by hand", (*Session).enroll},
		{"step", "WORKFLOW", "walk the record on to its next pause", (*Session).step},
		{"send", "EVENT [FIELD=VALUE …]", "make an event happen to the record", (*Session).send},
		{"advance", "TIME", "let time pass: 2 days, 4 hours, 3 working days", (*Session).advance},
		{"history", "", "what happened to the record", (*Session).history},
		{"help", "", "list the commands", (*Session).help},
		{"quit", "", "end the session", func(*Session, context.Context, string) (string, error) { return "", errQuit }},
	}
}

// command runs a line that begins with a colon.
func (s *Session) command(ctx context.Context, line string) (string, error) {
	name, args := line[1:], ""
	if i := strings.IndexAny(name, " \t\n"); i >= 0 {
		name, args = name[:i], strings.TrimSpace(name[i:])
	}
	var names []string
	for _, c := range commands() {
		names = append(names, ":"+c.name)
		if c.name != name {
			continue
		}
		switch {
		case args == "" && c.args != "" && !strings.HasPrefix(c.args, "["):
			return "", fmt.Errorf("`:%s` needs %s", c.name, c.args)
		case args != "" && c.args == "":
			return "", fmt.Errorf("`:%s` takes nothing behind it", c.name)
		}
		return c.run(s, ctx, args)
	}
	unknown := &diag.Unknown{What: "command", Name: ":" + name, Names: names}
	if diag.DidYouMean(unknown.Name, names) == "" {
		return "", fmt.Errorf("%w; :help lists them", unknown)
	}
	return "", unknown
}

func (s *Session) help(context.Context, string) (string, error) {
	var rows [][]string
	for _, c := range commands() {
		rows = append(rows, []string{":" + strings.TrimSpace(c.name+" "+c.args), c.doc})
	}
	return "An expression prints its value; a condition also the value of each part.\n" + aligned(rows), nil
}

func (s *Session) doc(_ context.Context, name string) (string, error) {
	text, ok := stdlib.Doc(s.config.Analysis.Project.Schema, name)
	if !ok {
		return "", &diag.Unknown{What: "object, event, action or function", Name: name, Names: stdlib.Names(s.config.Analysis.Project.Schema)}
	}
	return text, nil
}
