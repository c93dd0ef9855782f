package backup

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"hash"
	"hash/crc32"
	"io"

	"github.com/wflang/wf/runtime/store"
)

// Verify reads a stream to its end and checks all of it.
func Verify(r io.Reader) (Info, error) {
	return read(r, func([]byte) error { return nil })
}

// Restore fills an empty store from a stream. After an error the store holds a part of it and has to be thrown away.
func Restore(s store.Store, r io.Reader) (Info, error) {
	if err := empty(s); err != nil {
		return Info{}, err
	}
	info, err := read(r, func(block []byte) error {
		tx := s.Begin(true)
		defer tx.Discard()
		for len(block) > 0 {
			k, rest, _ := cut(block)
			v, rest, _ := cut(rest)
			if err := tx.Set(k, v); err != nil {
				return err
			}
			block = rest
		}
		return tx.Commit()
	})
	if err == nil {
		err = s.Sync()
	}
	return info, err
}

func empty(s store.Store) error {
	tx := s.Begin(false)
	defer tx.Discard()
	for range tx.Scan(nil, nil, false) {
		return errors.New("the store to be filled from the backup is not empty")
	}
	return tx.Commit()
}

type reader struct {
	in   *bufio.Reader
	sum  hash.Hash
	info Info
	last []byte // the last key
}

// read gives each block that is whole to a function. What the function gets is its own.
func read(r io.Reader, each func(block []byte) error) (Info, error) {
	in := &reader{in: bufio.NewReaderSize(r, 1<<16), sum: sha256.New()}
	head := make([]byte, len(magic))
	if err := in.full(head); err != nil {
		return Info{}, err
	}
	if !bytes.Equal(head, []byte(magic)) {
		if bytes.HasPrefix(head, []byte("wf backup ")) {
			return Info{}, fmt.Errorf("the backup has a format of a later version of wf")
		}
		return Info{}, errors.New("this is no backup of a store of wf")
	}
	for {
		block, err := in.block()
		if err != nil {
			return Info{}, err
		}
		if block == nil {
			break
		}
		if err := in.check(block); err != nil {
			return Info{}, err
		}
		if err := each(block); err != nil {
			return Info{}, err
		}
	}
	return in.info, in.end()
}

// block reads the next block; nil at the end.
func (r *reader) block() ([]byte, error) {
	var head [8]byte
	if err := r.full(head[:]); err != nil {
		return nil, err
	}
	size, sum := binary.LittleEndian.Uint32(head[:]), binary.LittleEndian.Uint32(head[4:])
	if size == 0 {
		return nil, nil
	}
	if size > entryMax {
		return nil, damaged("a block after byte %d claims %d bytes", r.info.Bytes, size)
	}
	// The claim may be wrong: memory grows with what is there.
	var block bytes.Buffer
	n, err := io.Copy(&block, io.LimitReader(r.in, int64(size)))
	if err != nil {
		return nil, err
	}
	if n < int64(size) {
		return nil, damaged("it ends after %d bytes, in the middle of a block", r.info.Bytes+n)
	}
	if crc32.Checksum(block.Bytes(), castagnoli) != sum {
		return nil, damaged("the block after byte %d is not what was written", r.info.Bytes)
	}
	r.sum.Write(block.Bytes())
	r.info.Bytes += n
	return block.Bytes(), nil
}

// check goes through the pairs of a block: they are whole and in order.
func (r *reader) check(block []byte) error {
	for len(block) > 0 {
		k, rest, ok := cut(block)
		if !ok {
			return damaged("a key before byte %d is cut short", r.info.Bytes)
		}
		if r.info.Pairs > 0 && bytes.Compare(k, r.last) <= 0 {
			return damaged("its keys before byte %d are out of order", r.info.Bytes)
		}
		r.last = append(r.last[:0], k...)
		if _, block, ok = cut(rest); !ok {
			return damaged("a value before byte %d is cut short", r.info.Bytes)
		}
		r.info.Pairs++
	}
	return nil
}

// end checks the number of pairs and the sum over everything.
func (r *reader) end() error {
	var pairs [8]byte
	if err := r.full(pairs[:]); err != nil {
		return err
	}
	if n := int64(binary.LittleEndian.Uint64(pairs[:])); n != r.info.Pairs {
		return damaged("it holds %d pairs and was written with %d", r.info.Pairs, n)
	}
	want := r.sum.Sum(nil)
	got := make([]byte, len(want))
	if err := r.full(got); err != nil {
		return err
	}
	if !bytes.Equal(got, want) {
		return damaged("its checksum is not that of what was written")
	}
	if _, err := r.in.ReadByte(); err != io.EOF {
		return damaged("something follows its end")
	}
	return nil
}

func (r *reader) full(p []byte) error {
	n, err := io.ReadFull(r.in, p)
	r.sum.Write(p[:n])
	r.info.Bytes += int64(n)
	if err == io.EOF || err == io.ErrUnexpectedEOF {
		return damaged("it ends after %d bytes", r.info.Bytes)
	}
	return err
}

// cut takes a text with its length off the front.
func cut(data []byte) (text, rest []byte, ok bool) {
	size, n := binary.Uvarint(data)
	if n <= 0 || size > uint64(len(data)-n) {
		return nil, nil, false
	}
	return data[n : n+int(size)], data[n+int(size):], true
}
