package records

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// table reads CSV: cells between commas, semicolons, tabs or bars, in double quotes where they hold one of these or a
// line break. encoding/csv has no cap on a cell and cannot tell the column of broken text.
type table struct {
	in        *bufio.Reader
	name      string
	delimiter byte
	names     []string
	number    int // of the row read last

	text []byte // of the row at hand, its cells one after the other
	ends []int  // where each cell ends in text
	cut  []string
	over bool

	stray int // cells of the row that go on behind their closing quote
}

func newTable(in *bufio.Reader, name string, window []byte) (*table, error) {
	t := &table{in: in, name: name, delimiter: delimiter(window)}
	for len(t.ends) == 0 || blank(t.ends) {
		if err := t.read(); err != nil {
			return nil, err
		}
		if t.over && len(t.ends) == 0 {
			return nil, Fault{File: name, Message: "the file is empty"}
		}
	}
	header, err := t.cells()
	if err != nil {
		return nil, err
	}
	if len(header) > maxColumns {
		return nil, Fault{File: name, Row: t.number, Message: fmt.Sprintf("the file has %d columns, more than the %d that are read", len(header), maxColumns)}
	}
	for _, h := range header {
		t.names = append(t.names, strings.TrimSpace(h))
	}
	return t, nil
}

// delimiter guesses what stands between cells from the first row.
func delimiter(window []byte) byte {
	counts := map[byte]int{}
	inQuotes := false
	for _, b := range bytes.TrimLeft(window, "\r\n") {
		if b == '"' {
			inQuotes = !inQuotes
		}
		if inQuotes {
			continue
		}
		if b == '\n' || b == '\r' {
			break
		}
		if bytes.IndexByte([]byte(",;\t|"), b) >= 0 {
			counts[b]++
		}
	}
	best := byte(',')
	for _, b := range []byte(";\t|") {
		if counts[b] > counts[best] {
			best = b
		}
	}
	return best
}

func (t *table) columns() []string { return t.names }

func (t *table) next(r *row) (bool, error) {
	r.cells = r.cells[:0]
	for {
		if err := t.read(); err != nil {
			return false, err
		}
		if len(t.ends) == 0 && t.over {
			return false, nil
		}
		if len(t.ends) > 0 && !blank(t.ends) {
			break
		}
	}
	r.number = t.number
	texts, err := t.cells()
	if err != nil {
		return true, err
	}
	if len(texts) != len(t.names) {
		return true, Fault{File: t.name, Row: t.number, Message: fmt.Sprintf("the row has %s, the header %s", cells(len(texts)), cells(len(t.names)))}
	}
	for i, text := range texts {
		r.cells = append(r.cells, cell{column: i, text: text})
	}
	return true, nil
}

func cells(n int) string {
	if n == 1 {
		return "1 cell"
	}
	return fmt.Sprintf("%d cells", n)
}

// blank is a row with nothing on its line.
func blank(ends []int) bool { return len(ends) == 1 && ends[0] == 0 }

// read takes one row into t.text and t.ends; both are empty at the end of the file.
func (t *table) read() error {
	t.text, t.ends, t.stray = t.text[:0], t.ends[:0], 0
	t.number++
	begun, cellStart := false, 0
	const closed = -1 // for cellStart: the cell was in quotes, which are closed
	for {
		b, err := t.in.ReadByte()
		if err == io.EOF {
			t.over = true
			if begun {
				t.ends = append(t.ends, len(t.text))
			}
			return nil
		}
		if err != nil {
			return fmt.Errorf("%s: %w", t.name, err)
		}
		begun = true
		switch {
		case b == t.delimiter:
			t.ends = append(t.ends, len(t.text))
			cellStart = len(t.text)
			continue
		case b == '\n' || b == '\r':
			if b == '\r' {
				if next, _ := t.in.Peek(1); len(next) == 1 && next[0] == '\n' {
					continue
				}
			}
			t.ends = append(t.ends, len(t.text))
			return nil
		case b == '"' && len(t.text) == cellStart:
			if err := t.quoted(); err != nil {
				return err
			}
			cellStart = closed
			continue
		case cellStart == closed:
			if b != ' ' && b != '\t' {
				t.stray++
			}
			continue
		}
		t.text = append(t.text, b)
		if len(t.text) > maxRow {
			return Fault{File: t.name, Message: fmt.Sprintf("row %d has more than %d bytes", t.number, maxRow)}
		}
	}
}

// quoted reads what stands in quotes, after the first of them.
func (t *table) quoted() error {
	for {
		b, err := t.in.ReadByte()
		if err == io.EOF || err == nil && len(t.text) > maxRow {
			return Fault{File: t.name, Message: fmt.Sprintf("row %d begins a cell with a quote that nothing closes", t.number), Help: `double a quote that is text: ""`}
		}
		if err != nil {
			return fmt.Errorf("%s: %w", t.name, err)
		}
		if b == '"' {
			if next, _ := t.in.Peek(1); len(next) == 0 || next[0] != '"' {
				return nil
			}
			if _, err := t.in.Discard(1); err != nil {
				return err
			}
		}
		t.text = append(t.text, b)
	}
}

// cells are the texts of the row at hand, checked.
func (t *table) cells() ([]string, error) {
	all := string(t.text)
	out := t.cut[:0]
	start := 0
	for _, end := range t.ends {
		out = append(out, all[start:end])
		start = end
	}
	t.cut = out
	if t.stray > 0 {
		return nil, Fault{File: t.name, Row: t.number, Message: "text follows the closing quote of a cell", Help: `double a quote that is text: ""`}
	}
	if len(all) <= maxCell && utf8.ValidString(all) && strings.IndexByte(all, 0) < 0 {
		return out, nil
	}
	for i, text := range out {
		column := ""
		if i < len(t.names) {
			column = t.names[i]
		}
		if fault, ok := badText(text); ok {
			fault.File, fault.Row, fault.Column = t.name, t.number, column
			return nil, fault
		}
	}
	return out, nil
}

// badText finds what no cell may hold.
func badText(text string) (Fault, bool) {
	if len(text) > maxCell {
		return Fault{Message: fmt.Sprintf("the cell has %d bytes, more than the %d that are read", len(text), maxCell)}, true
	}
	for i, r := range text {
		if r == 0 {
			return Fault{Message: "the cell holds a zero byte", Help: "save the file as UTF-8 text"}, true
		}
		if r == utf8.RuneError {
			if _, size := utf8.DecodeRuneInString(text[i:]); size == 1 {
				return Fault{Message: fmt.Sprintf("the byte 0x%02X after %q is not UTF-8", text[i], lastRunes(text[:i])), Help: "save the file as UTF-8"}, true
			}
		}
	}
	return Fault{}, false
}

func lastRunes(s string) string {
	runes := []rune(s)
	return string(runes[max(0, len(runes)-12):])
}
