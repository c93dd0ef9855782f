package wftest_test

import (
	"testing"

	"github.com/wflang/wf/runtime/wftest"
	"github.com/wflang/wf/stdlib"
)

func TestExamples(t *testing.T) { wftest.Run(t, "../../examples/accounting", stdlib.Catalog()) }

func TestStarter(t *testing.T) { wftest.Run(t, "../../cmd/wf/starter", stdlib.Catalog()) }
