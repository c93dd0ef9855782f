package vm_test

import (
	"strings"

	"github.com/wflang/wf/vm"
)

func listing(p *vm.Program) string {
	var out strings.Builder
	if err := vm.Disassemble(&out, p); err != nil {
		return err.Error()
	}
	return out.String()
}
