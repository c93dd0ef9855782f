package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/wflang/wf/runtime/store/storetest"
)

// command makes wf a program that can be run as others run it, each time in a process of its own.
func command(t *testing.T) func(args ...string) *exec.Cmd {
	t.Helper()
	program := filepath.Join(t.TempDir(), "wf")
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(self, program); err != nil {
		t.Fatal(err)
	}
	return func(args ...string) *exec.Cmd { return exec.Command(program, args...) }
}

// ends runs a program to its end and compares what it answers.
func ends(t *testing.T, c *exec.Cmd, code int, out, faults string) {
	t.Helper()
	var stdout, stderr bytes.Buffer
	c.Stdout, c.Stderr = &stdout, &stderr
	err := c.Run()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	if got := c.ProcessState.ExitCode(); got != code || !strings.Contains(stdout.String(), out) || !strings.Contains(stderr.String(), faults) || faults == "" && stderr.Len() > 0 {
		t.Errorf("%s: %d, want %d\n%s\nwant %q\n%s\nwant %q", strings.Join(c.Args[1:], " "), got, code, stdout.String(), out, stderr.String(), faults)
	}
	if strings.Contains(stderr.String(), "goroutine") {
		t.Errorf("%s panics: %s", strings.Join(c.Args[1:], " "), stderr.String())
	}
}

// write puts files into a folder.
func write(t *testing.T, dir string, files map[string]string) {
	t.Helper()
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

var waiting = map[string]string{
	"wf.yaml":    "existing: true\nrecords: { contact: people.csv }\n",
	"people.csv": "email,score\nann@ledger.example,5\n",
	"w.wf": "workflow w on contact {\n  enroll when contact.score > 1\n\n  delay until now() + minutes(1 / 6000)\n  increase contact.times\n}\n\n" +
		"object contact { times: number }\n",
}

// wf run and wf serve on a disk that fills up: words with what to do, no panic, and after room was made everything that
// was acknowledged is there and goes on, once.
func TestFullDisk(t *testing.T) {
	storetest.OnSmallDisk(t, 300<<20, func(t *testing.T, disk string) {
		wf, dir, data := command(t), t.TempDir(), filepath.Join(disk, "store")
		db := filepath.Join(data, database)
		write(t, dir, waiting)
		run := func() *exec.Cmd { return wf("run", dir, "--data", data) }
		set := func(score string) *exec.Cmd {
			return wf("records", "set", "contact", "ann@ledger.example", "lastname="+score, "-C", dir, "--data", data)
		}

		empty := storetest.Fill(t, disk, 100<<20) // a new store
		ends(t, run(), 2, "", "wf: "+db+": the disk is full: 99 MB are free, and the store needs 256 MB to work in; make room, and try again\n")
		empty()
		ends(t, run(), 0, "w         ", "")

		empty = storetest.Fill(t, disk, 100<<20) // one that is there
		ends(t, set("Low"), 2, "", " MB are free, and the store needs 256 MB to work in; make room, and try again\n")
		ends(t, wf("ps", "-C", dir, "--data", data), 0, "w         ", "")
		empty()

		empty = storetest.Fill(t, disk, 0)
		for range 2 {
			ends(t, run(), 2, "", "wf: "+db+": the disk is full: 0 MB are free, and the store needs 64 MB to work in; make room, and try again\n")
		}
		empty()

		served := wf("serve", dir, "--data", data, "--listen", "127.0.0.1:0")
		said, err := served.StderrPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := served.Start(); err != nil {
			t.Fatal(err)
		}
		listening := make([]byte, 500)
		if n, err := said.Read(listening); err != nil || !strings.Contains(string(listening[:n]), "listening on") {
			t.Fatalf("%s %v", listening[:n], err)
		}
		_, at, _ := strings.Cut(strings.TrimSpace(string(listening)), "listening on ")
		at, _, _ = strings.Cut(at, "\n")
		healthy(t, at, http.StatusOK, "ok\n")
		empty = storetest.Fill(t, disk, 0)
		time.Sleep(50 * time.Millisecond)
		healthy(t, at, http.StatusServiceUnavailable, "the disk is full: changes are refused, timers and messages wait, and all goes on once there is room\n")
		ends(t, set("Full"), 2, "", "wf: nothing was stored: "+db+": the disk is full: 0 MB are free, and the store needs 256 MB to work in; make room, and try again\n")
		ends(t, wf("ps", "-C", dir, "--data", data), 0, "w         ", "")
		empty()
		healthy(t, at, http.StatusOK, "ok\n")
		ends(t, set("Beside"), 0, "changed contact Beside (ann@ledger.example)", "")
		empty = storetest.Fill(t, disk, 0)
		if err := served.Process.Signal(os.Interrupt); err != nil {
			t.Fatal(err)
		}
		if err := served.Wait(); err != nil {
			t.Errorf("wf serve on a full disk, interrupted: %v", err)
		}
		empty()

		ends(t, run(), 0, "w                1         1        0     0       0", "")
		ends(t, set("Room"), 0, "", "")
		ends(t, wf("records", "get", "contact", "ann@ledger.example", "-C", dir, "--data", data), 0, "ann@ledger.example", "")
	})
}

// healthy compares what wf serve answers to those who watch over it. It is alive in any case.
func healthy(t *testing.T, at string, status int, words string) {
	t.Helper()
	for path, want := range map[string]int{"/healthz": status, "/readyz": status, "/livez": http.StatusOK} {
		answer, err := http.Get(at + path)
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(answer.Body)
		if closed := answer.Body.Close(); err != nil || closed != nil {
			t.Fatal(err, closed)
		}
		if answer.StatusCode != want || want == status && string(text) != words {
			t.Errorf("%s: %d %s, want %d %s", path, answer.StatusCode, text, want, words)
		}
	}
}

// A limit on the size of files is told from a full disk.
func TestLimitOfFiles(t *testing.T) {
	wf, dir := command(t), t.TempDir()
	write(t, dir, waiting)
	c := wf("run", dir)
	c.Args = []string{"sh", "-c", fmt.Sprintf("ulimit -f 2000; exec '%s' run '%s'", c.Path, dir)}
	c.Path = "/bin/sh"
	ends(t, c, 2, "", "wf: "+filepath.Join(dir, ".wf", database)+": the system does not allow files as large as the store needs; raise the limit (`ulimit -f`), and try again\n")
	ends(t, wf("run", dir), 0, "w         ", "")
}

// A folder on a disk that may only be read, a file of the store that is somebody else's: words, and nothing is lost.
func TestReadOnlyStore(t *testing.T) {
	storetest.OnSmallDisk(t, 300<<20, func(t *testing.T, disk string) {
		wf, dir, data := command(t), t.TempDir(), filepath.Join(disk, "store")
		db := filepath.Join(data, database)
		write(t, dir, waiting)
		run := func() *exec.Cmd { return wf("run", dir, "--data", data) }
		ends(t, run(), 0, "w         ", "")
		if err := syscall.Mount("", disk, "", syscall.MS_REMOUNT|syscall.MS_RDONLY, ""); err != nil {
			t.Fatal(err)
		}
		ends(t, run(), 2, "", "wf: "+db+": the store cannot be written to: read-only file system\n")
		ends(t, wf("run", dir, "--data", filepath.Join(disk, "other")), 2, "", "wf: "+filepath.Join(disk, "other", database)+": the store cannot be written to: read-only file system\n")
		if err := syscall.Mount("", disk, "", syscall.MS_REMOUNT, ""); err != nil {
			t.Fatal(err)
		}
		ends(t, wf("records", "get", "contact", "ann@ledger.example", "-C", dir, "--data", data), 0, "ann@ledger.example", "")
	})
}

// A store without permissions, for its folder and for a file in it.
func TestForbiddenStore(t *testing.T) {
	if os.Geteuid() == 0 {
		forbiddenAs(t, &syscall.Credential{Uid: 65534, Gid: 65534})
		return
	}
	forbiddenAs(t, nil)
}

func forbiddenAs(t *testing.T, user *syscall.Credential) {
	t.Helper()
	wf, dir := command(t), t.TempDir()
	write(t, dir, waiting)
	data := filepath.Join(dir, ".wf")
	db := filepath.Join(data, database)
	ends(t, wf("run", dir), 0, "w         ", "")
	open := func(mode os.FileMode) {
		for at := dir; len(at) > len(os.TempDir()); at = filepath.Dir(at) {
			if err := os.Chmod(at, 0o755); err != nil {
				t.Fatal(err)
			}
		}
		err := filepath.WalkDir(data, func(name string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() {
				return err
			}
			return os.Chmod(name, mode)
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	run := func() *exec.Cmd {
		c := wf("run", dir)
		if user != nil {
			program, err := filepath.EvalSymlinks(c.Path)
			if err != nil {
				t.Fatal(err)
			}
			for at := filepath.Dir(program); len(at) > len(os.TempDir()); at = filepath.Dir(at) {
				_ = os.Chmod(at, 0o755) // go test builds into a folder of its user's
			}
			_ = os.Chmod(filepath.Dir(c.Path), 0o755)
			_ = os.Chmod(filepath.Dir(filepath.Dir(c.Path)), 0o755)
			c.SysProcAttr = &syscall.SysProcAttr{Credential: user}
		}
		return c
	}
	words := "wf: " + db + ": the store cannot be written to: permission denied\n"
	open(0o644)
	if user != nil {
		ends(t, run(), 2, "", words)
	}
	if err := os.Chmod(db, 0o555); err != nil {
		t.Fatal(err)
	}
	ends(t, run(), 2, "", words)
	if err := os.Chmod(db, 0o777); err != nil {
		t.Fatal(err)
	}
	open(0)
	ends(t, run(), 2, "", words)
	open(0o644)
	ends(t, wf("records", "get", "contact", "ann@ledger.example", "-C", dir), 0, "ann@ledger.example", "")
}

// A store that is removed while wf serve works with it.
func TestServedStoreThatVanishes(t *testing.T) {
	wf, dir := command(t), t.TempDir()
	write(t, dir, waiting)
	write(t, dir, map[string]string{"w.wf": "workflow w on contact {\n  enroll when contact.score > 1\n\n  delay until now() + minutes(1 / 60)\n  set contact.city = \"Rome\"\n}\n"})
	served := wf("serve", dir, "--listen", "127.0.0.1:0")
	var said bytes.Buffer
	served.Stderr = &said
	if err := served.Start(); err != nil {
		t.Fatal(err)
	}
	db := filepath.Join(dir, ".wf", database)
	for deadline := time.Now().Add(hang); !exists(filepath.Join(dir, ".wf", "control.sock")) && time.Now().Before(deadline); {
		time.Sleep(5 * time.Millisecond)
	}
	if err := os.Rename(db, db+".away"); err != nil {
		t.Fatal(err)
	}
	err := served.Wait() // at the timer of a second
	words := "the store failed and cannot be read any more: " + db + ": the store was removed while it was open; put its files back, or restore a backup, and start again\n"
	if err == nil || served.ProcessState.ExitCode() != 2 || !strings.Contains(said.String(), "wf: "+words) {
		t.Errorf("%v %s", err, said.String())
	}
	if err := os.Rename(db+".away", db); err != nil {
		t.Fatal(err)
	}
	// On a slow machine the record enrolls only now.
	ends(t, wf("run", dir), 0, "w                1", "")
	time.Sleep(time.Second)
	ends(t, wf("run", dir), 0, "w                1         1        0     0       0", "")
}
