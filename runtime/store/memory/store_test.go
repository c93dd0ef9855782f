package memory_test

import (
	"testing"

	"github.com/wflang/wf/runtime/store"
	"github.com/wflang/wf/runtime/store/memory"
	"github.com/wflang/wf/runtime/store/storetest"
)

func TestStore(t *testing.T) {
	storetest.Run(t, func(*testing.T) store.Store { return memory.New() })
}
