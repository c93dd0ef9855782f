package vm_test

import (
	"slices"
	"testing"

	"github.com/wflang/wf/vm"
)

// A program that was stored before waits had premises is read as it was.
func TestOlderPrograms(t *testing.T) {
	b := bundleOf(t, "  delay until event reply")
	p := b.Programs[0]
	data := p.Encode()
	old := slices.Clone(data[:len(data)-1]) // without the premises of its one wait: none
	old[4] = 2
	read, err := vm.DecodeProgram(resealed(old), b.Schema)
	if err != nil {
		t.Fatal(err)
	}
	if read.Hash != p.Hash || read.Hash == "" {
		t.Errorf("the version is %s, was %s", read.Hash, p.Hash)
	}
	if again := read.Encode(); string(again) != string(data) {
		t.Errorf("stored anew it has %d bytes, want %d", len(again), len(data))
	}
	old[4] = 1
	if _, err := vm.DecodeProgram(resealed(old), b.Schema); err == nil || err.Error() != "the compiled workflow has version 1, this program reads version 3" {
		t.Errorf("got %v", err)
	}
}

// The premises of what a step waits for are stored with its program, and are not part of what names its version.
func TestWaitPremisesAreStored(t *testing.T) {
	b := bundleOf(t, "  delay until contact.score > 5")
	m := vm.NewMachine(b.Programs[0])
	m.Start(vm.Start{Enrollment: "e"})
	effect := m.Run(&worldOf(b.Schema).env)
	if got := b.Programs[0].WaitPremises(effect.Cond); len(got) != 1 || len(got[0].Tests) != 1 || got[0].Tests[0].Property != "score" {
		t.Errorf("the premises are %+v", got)
	}
	if got := b.Programs[0].WaitPremises(vm.NoCode); got != nil {
		t.Errorf("of no condition the premises are %+v", got)
	}
}
