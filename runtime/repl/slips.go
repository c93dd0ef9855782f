package repl

// Lines that are no expression: commands without their colon, and steps of workflows.

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
)

// steps are words that begin a step of a workflow, which a session does not take.
var steps = []string{"set", "clear", "copy", "increase", "decrease", "create", "delay", "goto", "stop", "associate", "dissociate", "unenroll", "notify", "email"}

// meant says what a line is that could not be read as an expression; nil where it may have been meant as one.
func meant(line string) error {
	first, rest, _ := strings.Cut(strings.TrimSpace(line), " ")
	first, _, called := strings.Cut(first, "(")
	if rest = strings.TrimSpace(rest); rest != "" && !called && !unicode.IsLetter(rune(rest[0])) {
		return nil // an operator
	}
	if first == "exit" || first == "bye" {
		first = "quit"
	}
	for _, c := range commands() {
		if c.name == first && !called {
			return fmt.Errorf("a command begins with a colon: `:%s`", first)
		}
	}
	if slices.Contains(steps, first) {
		return fmt.Errorf("`%s` is a step, and a session changes nothing; `:step WORKFLOW` walks the record in use through a workflow", first)
	}
	return nil
}
