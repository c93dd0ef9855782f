package records

import (
	"bufio"
	"bytes"
	"io"
	"strings"
)

// A row is what a file holds about one record, before it is compared with an object.
type row struct {
	number int
	cells  []cell
}

// cell is one value of a row. Text files only know texts; JSON also says what is a number, a bool, a list or null.
type cell struct {
	column int // index into the reader's names
	text   string
	kind   cellKind
	items  []string // of list
}

type cellKind uint8

const (
	plain  cellKind = iota // of CSV: the property's type decides what it is
	quoted                 // a JSON text
	number
	boolean
	null
	list
)

// rows reads a file row by row.
type rows interface {
	// next fills r and reports false at the end. A Fault with a row speaks of that row alone and reading goes on; any
	// other error ends it.
	next(r *row) (bool, error)
	// columns are the names met so far.
	columns() []string
}

// open begins to read a file, in the format that its name or else its first byte shows: a `{` begins JSON Lines.
func open(file io.Reader, name string) (rows, error) {
	in := bufio.NewReaderSize(file, 64<<10)
	head, err := in.Peek(4)
	if err != nil && err != io.EOF && err != bufio.ErrBufferFull {
		return nil, err
	}
	switch {
	case bytes.HasPrefix(head, []byte{0xFF, 0xFE}), bytes.HasPrefix(head, []byte{0xFE, 0xFF}):
		return nil, Fault{File: name, Message: "the file is UTF-16", Help: "save it as UTF-8"}
	case bytes.HasPrefix(head, []byte("PK\x03\x04")):
		return nil, Fault{File: name, Message: "the file is a zip archive or a spreadsheet", Help: "save it as CSV"}
	case bytes.HasPrefix(head, []byte{0x1F, 0x8B}):
		return nil, Fault{File: name, Message: "the file is compressed", Help: "unpack it"}
	}
	if bytes.HasPrefix(head, []byte("\uFEFF")) {
		if _, err := in.Discard(3); err != nil {
			return nil, err
		}
	}
	window, err := in.Peek(in.Size())
	if err != nil && err != io.EOF {
		return nil, err
	}
	switch first := bytes.TrimLeft(window, " \t\r\n"); {
	case len(first) == 0 && len(window) < in.Size():
		return nil, Fault{File: name, Message: "the file is empty"}
	case strings.HasSuffix(name, ".csv") || strings.HasSuffix(name, ".tsv"):
	case len(first) > 0 && first[0] == '{':
		return newLines(in, name), nil
	case len(first) > 0 && first[0] == '[':
		return nil, Fault{File: name, Message: "the file is one JSON list", Help: "write JSON Lines, an object on each line"}
	}
	return newTable(in, name, window)
}
