package main

import (
	"strings"
	"testing"
)

func TestRun(t *testing.T) {
	var out strings.Builder
	if err := run(&out); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"2026-03-02 09:00 acted    92 points\n", "2026-03-07 09:00 acted    lead_status: unknown → Attempted to contact\n", "Ledger LLP is promising: true\n", "Pixelmill is promising: false\n"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("missing %q in:\n%s", want, out.String())
		}
	}
}
