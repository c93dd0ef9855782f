// Package folder keeps messages as files that a person can open: what a project without connectors sends lands here.
// E-mail becomes an .eml that every mail program shows, everything else a .txt with a heading, its fields and its text.
package folder

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"github.com/wflang/wf/lang/schema"
)

// Folder is a sender that writes each message to a file of its own in a folder, which is made when needed. File names
// begin with the time, so that they sort by it, and end with a mark of the idempotency key: a repeat with the same key
// writes nothing. It is safe for concurrent use by one process.
type Folder struct {
	Path  string
	Clock func() time.Time // nil: time.Now

	mu      sync.Mutex
	written map[string]string // file names by mark; nil until the folder was read
}

// Send writes the message. A fault of the file system is tried again later.
func (f *Folder) Send(ctx context.Context, m *schema.Message) (schema.Sent, error) {
	if err := ctx.Err(); err != nil {
		return schema.Sent{}, &schema.RetryLater{Err: err}
	}
	name, err := f.write(m)
	if err != nil {
		return schema.Sent{}, &schema.RetryLater{Err: fmt.Errorf("outbox folder: %w", err)}
	}
	return schema.Sent{Text: "to the outbox folder: " + name}, nil
}

func (f *Folder) write(m *schema.Message) (name string, err error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if err := f.open(); err != nil {
		return "", err
	}
	mark := mark(m)
	if name, ok := f.written[mark]; ok {
		return name, nil
	}
	now := f.now()
	ending, text := ".txt", plain(m, now)
	if m.Channel == "email" {
		ending, text = ".eml", mailText(m, now)
	}
	name = strings.Join([]string{now.UTC().Format("20060102-150405.000000"), part(m.Channel), part(strings.Join(m.To, " ")), mark}, "-") + ending
	if err := place(f.Path, name, text); err != nil {
		return "", err
	}
	f.written[mark] = name
	return name, nil
}

func (f *Folder) now() time.Time {
	if f.Clock != nil {
		return f.Clock()
	}
	return time.Now()
}

// open makes the folder and reads once what was written to it before.
func (f *Folder) open() error {
	if f.written != nil {
		return nil
	}
	if err := os.MkdirAll(f.Path, 0o755); err != nil {
		return err
	}
	entries, err := os.ReadDir(f.Path)
	if err != nil {
		return err
	}
	f.written = make(map[string]string, len(entries))
	for _, e := range entries {
		base := strings.TrimSuffix(strings.TrimSuffix(e.Name(), ".txt"), ".eml")
		if i := strings.LastIndexByte(base, '-'); i >= 0 && base != e.Name() {
			f.written[base[i+1:]] = e.Name()
		}
	}
	return nil
}

// place writes a file whole or not at all: beside its place first, then under its name.
func place(dir, name string, text []byte) error {
	temp, err := os.CreateTemp(dir, ".message-*")
	if err != nil {
		return err
	}
	_, err = temp.Write(text)
	err = errors.Join(err, temp.Sync(), temp.Close())
	if err == nil {
		err = os.Chmod(temp.Name(), 0o644)
	}
	if err == nil {
		err = os.Rename(temp.Name(), filepath.Join(dir, name))
	}
	if err != nil {
		if gone := os.Remove(temp.Name()); gone != nil && !errors.Is(gone, fs.ErrNotExist) {
			err = errors.Join(err, gone)
		}
		return err
	}
	return nil
}

// mark is a short name for the idempotency key, or for the whole message where it has none.
func mark(m *schema.Message) string {
	key := m.Key
	if key == "" {
		key = fmt.Sprintf("%s\n%q\n%s\n%s\n%v", m.Channel, m.To, m.Subject, m.Body, fields(m))
	}
	sum := sha256.Sum256([]byte(key))
	return hex.EncodeToString(sum[:6])
}

// part is a text as a part of a file name: short, and of letters, digits and a few marks only.
func part(text string) string {
	const most = 40
	out := strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', r >= '0' && r <= '9', r == '@', r == '.', r == '_', r == '+':
			return r
		}
		return '_'
	}, text)
	out = strings.Trim(out, "._")
	if len(out) > most {
		out = out[:most]
	}
	if out == "" {
		return "nobody"
	}
	return out
}
