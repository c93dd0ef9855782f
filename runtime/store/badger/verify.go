package badger

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"github.com/dgraph-io/badger/v4"
	"github.com/dgraph-io/badger/v4/pb"
	"github.com/dgraph-io/badger/v4/table"
	"github.com/dgraph-io/badger/v4/y"
	"google.golang.org/protobuf/proto"
)

// verify reads the index of each table that the manifest names and compares it with its checksum. Badger itself ends
// the process on some damage to a table, and on some it goes on without the table. The blocks that an index points to
// are compared as they are read.
func verify(dir string, o badger.Options) error {
	f, err := os.Open(filepath.Join(dir, badger.ManifestFilename))
	if errors.Is(err, fs.ErrNotExist) {
		return nil // a new store
	}
	if err != nil {
		return err
	}
	defer f.Close()
	manifest, _, err := badger.ReplayManifestFile(f, 0, o)
	if err != nil {
		return err
	}
	ids := make([]uint64, 0, len(manifest.Tables))
	for id := range manifest.Tables {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	for _, id := range ids {
		if err := verifyTable(table.NewFilename(id, dir)); err != nil {
			return fmt.Errorf("%s: %w", table.IDToFilename(id), err)
		}
	}
	return nil
}

var errTable = errors.New("its index cannot be read")

// verifyTable reads a table from its end: the length of the checksum, the checksum, the length of the index, the index.
func verifyTable(name string) error {
	f, err := os.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return err
	}
	end := info.Size()
	part := func(size int64) ([]byte, error) {
		if size < 0 || size > end {
			return nil, errTable
		}
		end -= size
		data := make([]byte, size)
		if _, err := f.ReadAt(data, end); err != nil && err != io.EOF {
			return nil, err
		}
		return data, nil
	}
	sized := func() ([]byte, error) {
		size, err := part(4)
		if err != nil {
			return nil, err
		}
		return part(int64(binary.BigEndian.Uint32(size)))
	}
	sum, err := sized()
	if err != nil {
		return err
	}
	want := &pb.Checksum{}
	if err := proto.Unmarshal(sum, want); err != nil {
		return errTable
	}
	index, err := sized()
	if err != nil {
		return err
	}
	if want.Algo != pb.Checksum_CRC32C && want.Algo != pb.Checksum_XXHash64 {
		return errTable
	}
	if y.CalculateChecksum(index, want.Algo) != want.Sum {
		return errTable
	}
	return nil
}
