package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/wflang/wf/lang/project"
	"github.com/wflang/wf/runtime/backup"
	"github.com/wflang/wf/runtime/store/badger"
)

func newBackup(a *app) *cobra.Command {
	var data string
	c := &cobra.Command{
		Use:   "backup [folder] file",
		Short: "Write all that a store holds to one file",
		Long: `Writes records, enrollments, timers, messages, notifications and history, as they are at one moment, to a file with
checksums. A wf serve that has the store open goes on meanwhile. A file that was there is replaced once the new one is whole; "-" is
standard output.`,
		Example: `  wf backup monday.wfbackup
  wf backup - | gzip > monday.wfbackup.gz`,
		Args: arguments(1, 2),
		RunE: func(c *cobra.Command, args []string) error {
			dir, rest := a.folder(args)
			if len(rest) != 1 {
				return arguments(1, 1)(c, rest)
			}
			folder, err := storeFolder(dir, data)
			if err != nil {
				return err
			}
			if rest[0] == "-" {
				_, err := a.backUp(c.Context(), folder, a.out)
				return err
			}
			var info backup.Info
			err = writeWhole(rest[0], func(w io.Writer) (err error) {
				info, err = a.backUp(c.Context(), folder, w)
				return err
			})
			if err != nil {
				return err
			}
			_, err = fmt.Fprintf(a.out, "wrote %s: %d keys, %d bytes\n", rest[0], info.Pairs, info.Bytes)
			return err
		},
	}
	c.Flags().StringVar(&data, "data", "", "folder of the store (default: that of wf.yaml)")
	return c
}

func newRestore(a *app) *cobra.Command {
	var data string
	var check bool
	c := &cobra.Command{
		Use:   "restore [folder] file",
		Short: "Make a store of what wf backup wrote",
		Long: `Reads a backup, checks all of it, and makes a new store of it. There must be no store yet; what is there is never
written over. With --check it is only checked. "-" is standard input.`,
		Example: `  wf restore monday.wfbackup
  wf restore monday.wfbackup --check`,
		Args: arguments(1, 2),
		RunE: func(c *cobra.Command, args []string) error {
			dir, rest := a.folder(args)
			if len(rest) != 1 {
				return arguments(1, 1)(c, rest)
			}
			in := a.in
			if rest[0] != "-" {
				f, err := os.Open(rest[0])
				if err != nil {
					return project.Missing(rest[0], err)
				}
				defer f.Close()
				in = f
			}
			if check {
				info, err := backup.Verify(in)
				if err == nil {
					_, err = fmt.Fprintf(a.out, "%s is whole: %d keys, %d bytes\n", rest[0], info.Pairs, info.Bytes)
				}
				return err
			}
			folder, err := dataFolder(dir, data)
			if err != nil {
				return err
			}
			info, err := restore(folder, in)
			if err != nil {
				return err
			}
			_, err = fmt.Fprintf(a.out, "restored %s from %s: %d keys\n", folder, rest[0], info.Pairs)
			return err
		},
	}
	c.Flags().StringVar(&data, "data", "", "folder of the store (default: that of wf.yaml)")
	c.Flags().BoolVar(&check, "check", false, "only check the file")
	return c
}

// dataFolder is the folder that a project keeps its store in: data, or with "" that of wf.yaml.
func dataFolder(dir, data string) (string, error) {
	if data != "" {
		return data, nil
	}
	p, err := project.LoadSettings(dir)
	if err != nil {
		return "", err
	}
	return p.Path(p.Config.Store.Value), nil
}

// storeFolder is the folder of a store that is there.
func storeFolder(dir, data string) (string, error) {
	data, err := dataFolder(dir, data)
	if err != nil {
		return "", err
	}
	if !exists(filepath.Join(data, database)) {
		return "", fmt.Errorf("there is no store in %s yet; wf run makes one", data)
	}
	return data, nil
}

// backUp writes the backup of a store.
func (a *app) backUp(ctx context.Context, folder string, w io.Writer) (backup.Info, error) {
	kept, _, err := a.attach(ctx, folder, looks)
	if err != nil {
		return backup.Info{}, err
	}
	tx := kept.Begin(false)
	info, err := backup.Write(w, tx)
	return info, errors.Join(err, tx.Commit(), kept.Close())
}

// restore makes a store in a folder. It gets its name once all of the backup was checked.
func restore(folder string, in io.Reader) (info backup.Info, err error) {
	dir := filepath.Join(folder, database)
	if exists(dir) {
		return info, fmt.Errorf("there is a store in %s already; move it away first, or name another with --data", folder)
	}
	half := dir + ".restoring"
	if err := os.RemoveAll(half); err != nil { // of a restore that was broken off
		return info, err
	}
	if err := os.MkdirAll(half, 0o755); err != nil {
		return info, err
	}
	defer os.RemoveAll(half)
	kept, err := badger.Open(half, badger.Options{})
	if err != nil {
		return info, err
	}
	info, err = backup.Restore(kept, in)
	if err := errors.Join(err, kept.Close()); err != nil {
		return info, err
	}
	return info, os.Rename(half, dir)
}
