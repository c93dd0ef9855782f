package format

import "github.com/rogpeppe/go-internal/diff"

// Diff is the unified diff from the text a to the text b of the named file; empty when they are equal. What says what was
// done to b: formatted, fixed.
func Diff(name, what, a, b string) string {
	return string(diff.Diff(name, []byte(a), name+" ("+what+")", []byte(b)))
}
