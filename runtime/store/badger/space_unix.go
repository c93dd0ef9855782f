//go:build linux || darwin

package badger

import "syscall"

// errQuota is what a user's share of a disk being full is called.
const errQuota = syscall.EDQUOT

// available is how many bytes whoever runs this may still write beside a file.
func available(file string) (int64, error) {
	var fs syscall.Statfs_t
	if err := syscall.Statfs(file, &fs); err != nil {
		return 0, err
	}
	return int64(fs.Bavail) * int64(fs.Bsize), nil
}
