// Package compiler turns checked workflows into programs for the machine.
package compiler

import (
	"github.com/wflang/wf/lang/calendar"
	"github.com/wflang/wf/lang/typed"
	"github.com/wflang/wf/vm"
)

// Options are the defaults of the project that programs are compiled into.
type Options struct {
	Zone    string         // IANA name; "" is UTC
	Working calendar.Hours // working hours of the project
}

// Compile makes a bundle of all workflows of a project that was checked without errors.
func Compile(p *typed.Project, opts Options) (*vm.Bundle, error) { panic("compiler: not built yet") }
