//go:build unix && !aix

package badger

import (
	"os"
	"syscall"
)

// lock takes the lock that Badger takes on a folder, so that nobody opens it while it is looked at. inUse says that
// somebody has it open.
func lock(dir string) (unlock func(), inUse bool) {
	f, err := os.Open(dir)
	if err != nil {
		return func() {}, false
	}
	if syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB) == syscall.EWOULDBLOCK {
		f.Close()
		return func() {}, true
	}
	return func() { f.Close() }, false
}
