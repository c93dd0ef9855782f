// The backup of a store while the engine runs on it.

package runtime

import (
	"errors"
	"io"

	"github.com/wflang/wf/runtime/backup"
)

// Backup writes everything in the store, as it was committed last, to a stream that backup.Restore fills a store from.
// The engine goes on meanwhile. After an error the stream is worth nothing.
func (e *Engine) Backup(w io.Writer) (backup.Info, error) {
	tx := e.Snapshot()
	defer tx.Discard()
	info, err := backup.Write(w, tx)
	return info, errors.Join(err, tx.Commit())
}
