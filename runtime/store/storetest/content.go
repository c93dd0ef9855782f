package storetest

import (
	"bytes"
	"fmt"
	"testing"

	"github.com/wflang/wf/runtime/store"
)

// Content is all that a store holds, a line for each key.
func Content(t *testing.T, s store.Store) []byte {
	t.Helper()
	tx := s.Begin(false)
	defer tx.Discard()
	var all bytes.Buffer
	for k, v := range tx.Scan(nil, nil, false) {
		fmt.Fprintf(&all, "%q=%q\n", k, v)
	}
	return all.Bytes()
}

// ExpectSame fails the test where the content of a store is not what is wanted, and shows the first difference.
func ExpectSame(t *testing.T, what string, got, want []byte) {
	t.Helper()
	if bytes.Equal(got, want) {
		return
	}
	a, b := bytes.Split(got, []byte("\n")), bytes.Split(want, []byte("\n"))
	for i := range min(len(a), len(b)) {
		if !bytes.Equal(a[i], b[i]) {
			t.Errorf("%s is another store, from its key %d on:\n  %.300s\nwanted:\n  %.300s", what, i, a[i], b[i])
			return
		}
	}
	t.Errorf("%s has %d keys, want %d", what, len(a)-1, len(b)-1)
}
