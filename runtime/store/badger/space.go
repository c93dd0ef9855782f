// Room on the disk. Badger writes into memory maps of files that have a length and no blocks yet: where it finds no room
// for them the process is ended by a signal, not told by an error. So a commit is refused while it could still be
// carried out, and what lies in the log can go to its tables whatever comes.

package badger

import (
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"strings"
	"syscall"

	"github.com/dgraph-io/badger/v4"

	"github.com/wflang/wf/runtime/store"
)

// reserves is how much room a commit leaves, in sizes of a table in memory: one for the log, one for the table that is
// made of it, two for the tables that are merged meanwhile.
const reserves = 4

// room is how many bytes have to be free before a commit.
func (o Options) room() int64 { return reserves * o.table() }

// vanished says that the store's files were taken away while it was open: what is written would go with the process.
var errVanished = errors.New("the store was removed while it was open; put its files back, or restore a backup, and start again")

// hasRoom looks whether the store is still where it was opened, and whether so many bytes are free there.
func (s *Store) hasRoom(least int64) error {
	free, err := available(filepath.Join(s.dir, badger.ManifestFilename))
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("%s: %w", s.dir, errVanished)
	case err != nil:
		return s.words(err)
	case free < least:
		return full(s.dir, free, least)
	}
	return nil
}

// full says how much room there is and how much there has to be.
func full(dir string, free, least int64) error {
	const mega = 1 << 20
	return fmt.Errorf("%s: %w: %d MB are free, and the store needs %d MB to work in; make room, and try again", dir, store.ErrFull, free/mega, (least+mega-1)/mega)
}

// noRoom says that the operating system refused to make a file longer, whatever its reason.
func noRoom(dir string, err error) error {
	if is(err, syscall.EFBIG) {
		return fmt.Errorf("%s: the system does not allow files as large as the store needs; raise the limit (`ulimit -f`), and try again", dir)
	}
	return fmt.Errorf("%s: %w; make room, and try again", dir, store.ErrFull)
}

// isFull tells faults that go away with room from others.
func isFull(err error) bool {
	return is(err, syscall.ENOSPC) || is(err, errQuota) || is(err, syscall.EFBIG)
}

// is reports whether an error of the operating system led to err. Badger keeps the words of some causes, not the causes.
func is(err, cause error) bool {
	return errors.Is(err, cause) || strings.Contains(err.Error(), cause.Error())
}
