package wftest_test

import (
	"os"
	"os/exec"
	"strings"
	"testing"

	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/runtime/wftest"
	"github.com/wflang/wf/stdlib"
)

// Run fails where it was called with nothing to run. A test that has to fail runs in a process of its own.
func TestRunOfNothing(t *testing.T) {
	empty := t.TempDir()
	for name, want := range map[string]string{
		"no catalog": "the catalog is missing: give stdlib.Catalog(), or that of wf.Catalog",
		"no tests":   "there are no tests in " + empty,
	} {
		t.Run(name, func(t *testing.T) {
			c := exec.Command(os.Args[0], "-test.run=^TestNothing$")
			c.Env = append(os.Environ(), "WFTEST_NOTHING="+name, "WFTEST_FOLDER="+empty)
			out, err := c.CombinedOutput()
			if err == nil || !strings.Contains(string(out), want) {
				t.Errorf("%v, without %q:\n%s", err, want, out)
			}
		})
	}
}

// TestNothing is what TestRunOfNothing runs.
func TestNothing(t *testing.T) {
	var catalog *schema.Catalog
	switch os.Getenv("WFTEST_NOTHING") {
	case "no tests":
		catalog = stdlib.Catalog()
	case "":
		t.Skip("run by TestRunOfNothing")
	}
	wftest.Run(t, os.Getenv("WFTEST_FOLDER"), catalog)
}
