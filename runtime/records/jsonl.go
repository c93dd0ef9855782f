package records

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"unicode/utf8"
)

// lines reads JSON Lines: an object on each line. A name that is missing says nothing about the property, null clears it.
type lines struct {
	in     *bufio.Reader
	name   string
	names  []string
	index  map[string]int
	number int
	line   []byte
}

func newLines(in *bufio.Reader, name string) *lines {
	return &lines{in: in, name: name, index: map[string]int{}}
}

func (l *lines) columns() []string { return l.names }

func (l *lines) next(r *row) (bool, error) {
	r.cells = r.cells[:0]
	for {
		more, err := l.read()
		if err != nil || !more {
			return false, err
		}
		if len(bytes.TrimSpace(l.line)) > 0 {
			break
		}
	}
	r.number = l.number
	if !utf8.Valid(l.line) {
		fault, _ := badText(string(l.line[:min(len(l.line), maxCell)]))
		if fault.Message == "" {
			fault.Message = "the line is not UTF-8"
		}
		fault.File, fault.Row = l.name, l.number
		return true, fault
	}
	if err := l.object(r); err != nil {
		r.cells = nil
		return true, err
	}
	return true, nil
}

// read takes one line in, without its break.
func (l *lines) read() (bool, error) {
	l.line = l.line[:0]
	for {
		part, err := l.in.ReadSlice('\n')
		l.line = append(l.line, part...)
		if len(l.line) > maxRow {
			return false, Fault{File: l.name, Message: fmt.Sprintf("row %d has more than %d bytes", l.number+1, maxRow)}
		}
		switch {
		case err == bufio.ErrBufferFull:
			continue
		case err == io.EOF && len(l.line) == 0:
			return false, nil
		case err != nil && err != io.EOF:
			return false, fmt.Errorf("%s: %w", l.name, err)
		}
		l.number++
		return true, nil
	}
}

func (l *lines) fault(column, message string) Fault {
	return Fault{File: l.name, Row: l.number, Column: column, Message: message}
}

func (l *lines) object(r *row) error {
	in := json.NewDecoder(bytes.NewReader(l.line))
	in.UseNumber()
	if tok, err := in.Token(); err != nil || tok != json.Delim('{') {
		return l.fault("", "the line is no JSON object")
	}
	seen := map[int]bool{}
	for in.More() {
		tok, err := in.Token()
		if err != nil {
			return l.fault("", "the line is no JSON object")
		}
		key := tok.(string) // the decoder accepts nothing else as a name
		column, err := l.column(key)
		if err != nil {
			return err
		}
		if seen[column] {
			return l.fault(key, "the name is there twice")
		}
		seen[column] = true
		c, err := l.value(in, key)
		if err != nil {
			return err
		}
		c.column = column
		r.cells = append(r.cells, c)
	}
	if _, err := in.Token(); err != nil {
		return l.fault("", "the line is no JSON object")
	}
	if _, err := in.Token(); err != io.EOF {
		return l.fault("", "the line holds more than one JSON object")
	}
	return nil
}

func (l *lines) column(key string) (int, error) {
	if i, ok := l.index[key]; ok {
		return i, nil
	}
	if len(l.names) == maxColumns {
		return 0, Fault{File: l.name, Message: fmt.Sprintf("the file has more than %d columns", maxColumns)}
	}
	l.index[key] = len(l.names)
	l.names = append(l.names, key)
	return l.index[key], nil
}

func (l *lines) value(in *json.Decoder, key string) (cell, error) {
	tok, err := in.Token()
	if err != nil {
		return cell{}, l.fault(key, "the value is no JSON")
	}
	switch v := tok.(type) {
	case nil:
		return cell{kind: null}, nil
	case string:
		if len(v) > maxCell {
			fault, _ := badText(v)
			return cell{}, l.fault(key, fault.Message)
		}
		return cell{kind: quoted, text: v}, nil
	case json.Number:
		return cell{kind: number, text: v.String()}, nil
	case bool:
		return cell{kind: boolean, text: fmt.Sprint(v)}, nil
	}
	if tok != json.Delim('[') {
		return cell{}, l.fault(key, "an object in an object is not read")
	}
	c := cell{kind: list}
	for in.More() {
		item, err := in.Token()
		if err != nil {
			return cell{}, l.fault(key, "the value is no JSON")
		}
		text, ok := item.(string)
		if !ok {
			return cell{}, l.fault(key, "only texts are read in a list")
		}
		c.items = append(c.items, text)
	}
	if _, err := in.Token(); err != nil {
		return cell{}, l.fault(key, "the value is no JSON")
	}
	return c, nil
}
