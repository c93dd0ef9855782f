package control

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"os"
	"path/filepath"
	"syscall"
)

// longest is how many bytes the path of a socket may have on every system: the least is 103, without the zero at its end.
const longest = 100

// listen makes the socket in a folder. It is made beside, in a folder that only its user enters, and then gets its name:
// so nobody else ever reaches it, and one that an ended process left is replaced at once.
func listen(folder string) (net.Listener, string, error) {
	beside, err := os.MkdirTemp(folder, ".control-*")
	if err != nil {
		return nil, "", err
	}
	defer os.RemoveAll(beside)
	near, done, err := shorten(beside)
	if err != nil {
		return nil, "", err
	}
	defer done()
	l, err := net.ListenUnix("unix", &net.UnixAddr{Name: filepath.Join(near, "s"), Net: "unix"})
	if err != nil {
		return nil, "", err
	}
	l.SetUnlinkOnClose(false)
	path, made := filepath.Join(folder, Name), filepath.Join(beside, "s")
	if err := errors.Join(os.Chmod(made, 0o600), os.Rename(made, path)); err != nil {
		return nil, "", errors.Join(err, l.Close())
	}
	return l, path, nil
}

// dial connects with the socket in a folder.
func dial(ctx context.Context, folder string) (net.Conn, error) {
	near, done, err := shorten(folder)
	if err != nil {
		return nil, err
	}
	defer done()
	conn, err := (&net.Dialer{}).DialContext(ctx, "unix", filepath.Join(near, Name))
	switch {
	case errors.Is(err, fs.ErrNotExist), errors.Is(err, syscall.ECONNREFUSED), errors.Is(err, syscall.ENOTDIR):
		return nil, ErrNobody
	case errors.Is(err, fs.ErrPermission):
		return nil, fmt.Errorf("%s: %w", folder, ErrForbidden)
	}
	return conn, err
}

// shorten gives a folder a short name, where its own is too long for a socket in it, until done is called.
func shorten(folder string) (short string, done func(), err error) {
	if len(folder)+1+len(Name) <= longest {
		return folder, func() {}, nil
	}
	if folder, err = filepath.Abs(folder); err != nil {
		return "", nil, err
	}
	links, err := os.MkdirTemp("", "wf-*")
	if err != nil {
		return "", nil, err
	}
	short = filepath.Join(links, "f")
	if err := os.Symlink(folder, short); err != nil {
		return "", nil, errors.Join(err, os.RemoveAll(links))
	}
	return short, func() { _ = os.RemoveAll(links) }, nil // what is left is an empty folder
}
