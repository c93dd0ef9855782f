package vm

import (
	"bufio"
	"fmt"
	"io"
	"strings"
)

// WriteReference writes the page docs/bytecode.md out of the instruction table.
func WriteReference(w io.Writer) error {
	out := bufio.NewWriter(w)
	fmt.Fprintf(out, `# Bytecode

<!-- Generated from vm/table.go by `+"`go test ./vm -run TestReference -update`"+`. -->

A workflow is compiled to one list of instructions, all of the same size (16 bytes in memory). An instruction has an operation, a source, a level,
a sense and three numbers; the row of its operation says which of them it reads. `+"`wf disasm`"+` lists the code of a project.

- **Tests** take their operand straight from where it lies (a property of a record, a field of an event, a variable, a constant), compare, and branch
  when the outcome is their *sense*. `+"`and`, `or` and `not`"+` are no instructions: the compiler chooses where the branches lead.
- No instruction fails. What has no answer is unknown.
- Ways back lead only to `+"`next` and `step`"+`, which count: every run ends.
- Before a program runs it is verified: every operand inside its table, one depth of the stack at each instruction whatever the way there.

The stack column shows the stack before and after, its top last; `+"`x*`"+` stands for as many values as the instruction says. A source that is the top of the
stack is taken off in addition. What stands after a comma is the stack after a branch.

`)
	family := func(title string, from, to Op) {
		fmt.Fprintf(out, "## %s\n\n| operation | operands | stack | |\n|---|---|---|---|\n", title)
		for op := from; op < to; op++ {
			r := &table[op]
			var names []string
			for _, o := range r.operands {
				names = append(names, operandTable[o].name)
			}
			picture := r.picture
			if r.taken != "" {
				picture += ", " + r.taken
			}
			fmt.Fprintf(out, "| `%s` | %s | %s | %s |\n", r.name, strings.Join(names, " "), cell(picture), cell(r.doc))
		}
		fmt.Fprintln(out)
	}
	family("Tests", 0, OpJump)
	family("Control", OpJump, OpPush)
	family("Values", OpPush, OpBind)
	family("Loops", OpBind, OpStep)
	family("Steps", OpStep, opEnd)
	fmt.Fprint(out, "## Operands\n\n| operand | |\n|---|---|\n")
	for i := range operandTable {
		fmt.Fprintf(out, "| %s | %s |\n", operandTable[i].name, cell(operandTable[i].doc))
	}
	return out.Flush()
}

// cell is a text inside a Markdown table.
func cell(s string) string { return strings.ReplaceAll(s, "|", "\\|") }
