package storetest

import (
	"fmt"
	"os"
	"os/exec"
	"syscall"
	"testing"
)

// inside tells the process that it is the one with the small disk.
const inside = "WF_SMALL_DISK"

// OnSmallDisk runs a test in a process of its own, with a folder on a disk of so many bytes that ends with the process.
// Where the system does not let a process have a disk, the test is skipped.
func OnSmallDisk(t *testing.T, bytes int64, f func(t *testing.T, dir string)) {
	t.Helper()
	if os.Getenv(inside) != "" {
		dir := t.TempDir()
		if err := syscall.Mount("", "/", "", syscall.MS_REC|syscall.MS_PRIVATE, ""); err != nil {
			t.Fatal(err)
		}
		if err := syscall.Mount("disk", dir, "tmpfs", 0, fmt.Sprintf("size=%d", bytes)); err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = syscall.Unmount(dir, syscall.MNT_DETACH) })
		f(t, dir)
		return
	}
	spaces := &syscall.SysProcAttr{Cloneflags: syscall.CLONE_NEWNS}
	if id := os.Geteuid(); id != 0 {
		spaces.Cloneflags |= syscall.CLONE_NEWUSER
		spaces.UidMappings = []syscall.SysProcIDMap{{ContainerID: 0, HostID: id, Size: 1}}
		spaces.GidMappings = []syscall.SysProcIDMap{{ContainerID: 0, HostID: os.Getegid(), Size: 1}}
	}
	try := exec.Command("mount", "-t", "tmpfs", "-o", fmt.Sprintf("size=%d", bytes), "disk", t.TempDir())
	try.SysProcAttr = spaces
	if said, err := try.CombinedOutput(); err != nil {
		t.Skipf("this system gives a process no disk of its own: %v %s", err, said)
	}
	child := exec.Command(os.Args[0], "-test.run=^"+t.Name()+"$", "-test.v", "-test.timeout=5m")
	child.Env = append(os.Environ(), inside+"=1")
	child.SysProcAttr = spaces
	said, err := child.CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, said)
	}
	t.Logf("%s", said)
}

// Fill leaves no room on the disk of a folder, but for so many bytes, and gives what makes room again.
func Fill(t *testing.T, dir string, but int64) (empty func()) {
	t.Helper()
	f, err := os.CreateTemp(dir, "filler-*")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	block := make([]byte, 1<<20)
	for {
		var fs syscall.Statfs_t
		if err := syscall.Fstatfs(int(f.Fd()), &fs); err != nil {
			t.Fatal(err)
		}
		n := min(int64(fs.Bavail)*fs.Bsize-but, int64(len(block)))
		if n <= 0 {
			break
		}
		if _, err := f.Write(block[:n]); err != nil {
			break // full sooner than it said
		}
	}
	return func() {
		if err := os.Remove(f.Name()); err != nil {
			t.Error(err)
		}
	}
}
