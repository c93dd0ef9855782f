// Package badger keeps a store in a folder, with Badger. A commit is on the disk when it returns.
package badger

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"

	"github.com/dgraph-io/badger/v4"
	"github.com/dgraph-io/badger/v4/options"

	"github.com/wflang/wf/runtime/store"
)

// Options are how a store is kept. The zero value is what an installation wants.
type Options struct {
	// Lazy gives up that each commit waits for the disk: a crash of the machine, not of the process, loses the last ones.
	Lazy bool
	// Memory is the size of one table in memory, in bytes: 64 MiB unless given, 16 MiB for small installations. A commit
	// holds at most 15 % of it.
	Memory int64
	// Plain leaves the data uncompressed and keeps no cache: faster, and larger on disk.
	Plain bool
	// ReadOnly opens a store that is there without writing anything into its folder: several processes may do that at once,
	// but not beside one that writes. A store whose last process was killed is refused: OpenToRead opens it all the same.
	ReadOnly bool
}

// Store is a store in a folder.
type Store struct {
	db      *badger.DB
	dir     string
	memory  int64                 // bytes of a table in memory
	room    int64                 // bytes that have to be free before a commit
	writing sync.Mutex            // held by the writing transaction
	fault   atomic.Pointer[error] // of a commit that was broken off: what Badger has in memory is not to be trusted any more
}

// Open opens the store in a folder, which is made when there is none. A store that is open already gives
// store.ErrInUse; what else can be wrong is said in words.
func Open(dir string, o Options) (s *Store, err error) {
	if !o.ReadOnly {
		if err := prepare(dir); err != nil {
			return nil, o.explain(dir, err)
		}
	}
	// Badger panics on some of the damage it meets.
	defer func() {
		if p := recover(); p != nil {
			s, err = nil, damaged(dir, fmt.Errorf("%v", p))
		}
	}()
	opts := o.badger(dir)
	if _, err := os.Stat(filepath.Join(dir, badger.ManifestFilename)); o.ReadOnly && errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("%s: there is no store here yet; wf run makes one", dir)
	}
	if err := inspect(dir, opts); err != nil {
		return nil, o.explain(dir, err)
	}
	if free, err := available(dir); err == nil && free < o.table() && !o.ReadOnly {
		return nil, full(dir, free, o.table()) // the log that is there could not become a table
	}
	db, err := badger.Open(opts)
	if err != nil {
		return nil, o.explain(dir, err)
	}
	s = &Store{db: db, dir: dir}
	if !o.ReadOnly {
		s.memory, s.room = o.table(), o.room()
	}
	return s, nil
}

// OpenToRead opens a store to look at it. Nothing is written into its folder, and several processes may do so at once. Only
// where the last process was killed, or the system does not know such opening, the store is opened as by Open.
func OpenToRead(dir string) (*Store, error) {
	s, err := Open(dir, Options{ReadOnly: true})
	if !errors.Is(err, errKilled) && !errors.Is(err, badger.ErrWindowsNotSupported) {
		return s, err
	}
	if s, err = Open(dir, Options{}); err != nil && !errors.Is(err, store.ErrInUse) {
		return nil, fmt.Errorf("the store has to be opened for writing once, since its last process was killed: %w", err)
	}
	return s, err
}

// errKilled says that the end of the log is not settled yet.
var errKilled = errors.New("the process that had the store open was killed, so that it cannot only be read yet")

// table is the size of a table in memory, in bytes.
func (o Options) table() int64 {
	if o.Memory > 0 {
		return o.Memory
	}
	return 64 << 20
}

// badger translates the options. A prototype under load chose them: one writer needs no detection of conflicts, and two
// compactors keep up with it.
func (o Options) badger(dir string) badger.Options {
	b := badger.DefaultOptions(dir).
		WithSyncWrites(!o.Lazy).
		WithMemTableSize(o.table()).
		WithNumCompactors(2).
		WithValueLogFileSize(64 << 20).
		WithMetricsEnabled(false).
		WithDetectConflicts(false).
		WithCompression(options.Snappy).
		WithBlockCacheSize(32 << 20).
		WithChecksumVerificationMode(options.OnBlockRead).
		WithVerifyValueChecksum(true). // of values above 1 MB, which lie in files of their own
		WithReadOnly(o.ReadOnly).
		WithLogger(nil)
	if o.Plain {
		b = b.WithCompression(options.None).WithBlockCacheSize(0)
	}
	return b
}

// prepare makes the folder and makes sure that files can be written there, which Badger finds out too late to say well.
func prepare(dir string) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	f, err := os.CreateTemp(dir, ".probe-*")
	if err != nil {
		return err
	}
	return errors.Join(f.Close(), os.Remove(f.Name()))
}

// inspect looks at what is in the folder before Badger does.
func inspect(dir string, o badger.Options) error {
	if !o.ReadOnly {
		unlock, inUse := lock(dir)
		defer unlock()
		if inUse {
			return store.ErrInUse
		}
		if err := dropTorn(dir); err != nil {
			return err
		}
	}
	return verify(dir, o)
}

// explain puts a fault of opening into words.
func (o Options) explain(dir string, err error) error {
	switch {
	case is(err, badger.ErrTruncateNeeded):
		return fmt.Errorf("%s: %w", dir, errKilled)
	case errors.Is(err, store.ErrInUse), strings.Contains(err.Error(), "Cannot acquire directory lock"):
		return fmt.Errorf("%s: %w", dir, store.ErrInUse)
	case is(err, fs.ErrPermission) && o.ReadOnly:
		return fmt.Errorf("%s: the store cannot be read: %w", dir, cause(err))
	case is(err, fs.ErrPermission), is(err, syscall.EROFS):
		return fmt.Errorf("%s: the store cannot be written to: %w", dir, cause(err))
	case errors.Is(err, syscall.ENOTDIR), errors.Is(err, fs.ErrExist):
		return fmt.Errorf("%s: the store cannot be kept here: this is a file, not a folder", dir)
	case isFull(err):
		return noRoom(dir, err)
	}
	return damaged(dir, err)
}

func damaged(dir string, err error) error {
	return fmt.Errorf("%s: the store is damaged and was left as it is; restore a backup (%w)", dir, err)
}

// cause is the operating system's own error, without the names of the calls that led to it.
func cause(err error) error {
	var no syscall.Errno
	if errors.As(err, &no) {
		return no
	}
	for _, cause := range []error{fs.ErrPermission, syscall.EROFS} {
		if is(err, cause) {
			return cause
		}
	}
	return err
}

// Begin starts a transaction; a writing one waits for the one before it to end.
func (s *Store) Begin(write bool) store.Tx {
	if write {
		s.writing.Lock()
	}
	return &tx{store: s, read: s.db.NewTransaction(false), write: write, fault: s.failed()}
}

// BeginAfter starts the writing transaction that follows on one that is about to be committed; see store.Pipelined.
func (s *Store) BeginAfter(before store.Tx) store.Tx {
	t := before.(*tx)
	t.passed = true
	// Badger's transactions wait for the commits under way when they begin: this one begins ahead of it.
	return &tx{store: s, read: s.db.NewTransaction(false), write: true, below: t.writes.Clone(), undo: t.undo.Next(), fault: s.failed()}
}

// failed is the fault of a commit that was broken off; nil for none.
func (s *Store) failed() error {
	if fault := s.fault.Load(); fault != nil {
		return *fault
	}
	return nil
}

// Writable implements store.Checked: it looks for the room that a commit needs.
func (s *Store) Writable() error {
	if fault := s.failed(); fault != nil {
		return fault
	}
	return s.hasRoom(s.room)
}

// Sync makes all that was committed durable.
func (s *Store) Sync() error { return s.db.Sync() }

// Close writes what is in memory to the disk and lets another process open the store. Where that cannot be written it
// stays in the log, from which the next process reads it; the store is then held until this process ends.
func (s *Store) Close() error {
	if s.failed() != nil {
		return nil // whoever committed was told
	}
	switch err := s.hasRoom(s.memory); {
	case errors.Is(err, store.ErrFull):
		return nil // Badger would try for ever, and everything that was committed is in the log
	case err != nil:
		return err
	}
	return s.db.Close()
}
