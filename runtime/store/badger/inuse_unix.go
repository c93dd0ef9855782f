//go:build unix && !aix

package badger

import (
	"os"
	"syscall"
)

// inUse reports whether someone has the folder open, by the lock that Badger takes on it. Only the verdict on damage
// depends on it; Badger takes the lock again itself.
func inUse(dir string) bool {
	f, err := os.Open(dir)
	if err != nil {
		return false
	}
	defer f.Close() // gives the lock back
	return syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB) == syscall.EWOULDBLOCK
}
