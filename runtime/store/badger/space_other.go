//go:build !linux && !darwin

package badger

import (
	"errors"
	"math"
	"os"
)

var errQuota = errors.New("the share of the disk is used up") // not told from other faults here

// available does not know how many bytes are free here; it looks for the file alone.
func available(file string) (int64, error) {
	if _, err := os.Stat(file); err != nil {
		return 0, err
	}
	return math.MaxInt64, nil
}
