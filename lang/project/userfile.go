package project

// Users that stand in a table of their own, as other systems export them.

import (
	"encoding/csv"
	"errors"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml/ast"

	"github.com/wflang/wf/lang/diag"
	"github.com/wflang/wf/lang/source"
)

// UserFile is a CSV file of users. Its columns are the settings of a user, in any order and case; several teams of one are
// separated by `;`, the primary one first.
type UserFile struct {
	File    string            // relative to the project's folder
	Columns map[string]string // column as the file names it → setting of a user; "-" leaves the column out
	Span    source.Span       // of the file's name
	Source  *source.File      // its text; nil until it is read
}

func (u *UserFile) read(d *decoder, name string, n ast.Node) {
	file, columns := d.table(name, n)
	*u = UserFile{File: file.Value, Columns: columns, Span: file.Span}
}

func (u *UserFile) describe() map[string]any { return map[string]any{"oneOf": describeTable("CSV")} }

// userColumns are the settings of a user that a column can hold.
var userColumns = []string{"email", "name", "phone", "teams", "paid_seat", "inactive", "away", "manager"}

// userTable reads the rows of a user file.
type userTable struct {
	file    *source.File
	rows    *csv.Reader
	begin   int      // where the table begins in the file, behind the mark of its encoding
	columns []string // the setting of each column; "" for one that is left out
	found   []diag.Diagnostic
}

// addUsers adds the users of a file to those of wf.yaml. A row with a fault is left out.
func (c *Config) addUsers(f *source.File, columns map[string]string) []diag.Diagnostic {
	text := strings.TrimPrefix(f.Text, "\ufeff")
	t := &userTable{file: f, rows: csv.NewReader(strings.NewReader(text)), begin: len(f.Text) - len(text)}
	if header, _, _ := strings.Cut(text, "\n"); !strings.Contains(header, ",") && strings.Contains(header, ";") {
		t.rows.Comma = ';' // as spreadsheets write it where the comma belongs to numbers
	}
	t.rows.TrimLeadingSpace = true
	header, ok := t.next()
	if !ok || !t.head(header, columns) {
		return t.found
	}
	for {
		row, ok := t.next()
		if !ok {
			return t.found
		}
		if user, ok := t.user(row); ok {
			c.Users = append(c.Users, user)
		}
	}
}

// next is the next row; a table that is broken ends there, with a fault.
func (t *userTable) next() ([]string, bool) {
	row, err := t.rows.Read()
	var broken *csv.ParseError
	switch {
	case errors.As(err, &broken):
		at := t.file.LineStart(broken.Line)
		t.found = append(t.found, userFileSyntax(t.file.Span(at, at+len(t.file.Line(broken.Line))), broken.Err))
		return nil, false
	case err != nil && err != io.EOF:
		t.found = append(t.found, userFileSyntax(t.file.Span(0, 0), err))
	}
	return row, err == nil
}

// at is where a field of the row read last stands.
func (t *userTable) at(field int, value string) source.Span {
	line, column := t.rows.FieldPos(field)
	start := t.file.LineStart(line) + column - 1
	if line == 1 {
		start += t.begin
	}
	return t.file.Span(start, start+len(value))
}

func (t *userTable) head(row []string, columns map[string]string) bool {
	for i, column := range row {
		name, given := columns[column]
		if !given {
			name = strings.ReplaceAll(strings.ToLower(strings.TrimSpace(column)), " ", "_")
		}
		switch {
		case name == "-":
			name = ""
		case !slices.Contains(userColumns, name):
			d := unknownKey(t.at(i, column), column, "user_file", userColumns)
			d.Fixes, d.Notes = nil, []string{"a user has " + strings.Join(userColumns, ", ")}
			d.Help = append(d.Help, "`columns` of `user_file` in wf.yaml can say what a column holds, or leave it out with \"-\"")
			t.found = append(t.found, d)
			name = ""
		}
		t.columns = append(t.columns, name)
	}
	if !slices.Contains(t.columns, "email") {
		t.found = append(t.found, missingKey(t.at(0, row[0]), "user_file", "email"))
		return false
	}
	return true
}

func (t *userTable) user(row []string) (u User, ok bool) {
	before := len(t.found)
	for i, value := range row {
		value = strings.TrimSpace(value)
		cell := Text{Value: value, Span: t.at(i, value)}
		switch t.columns[i] {
		case "email":
			if !address.MatchString(value) {
				t.found = append(t.found, wrongValue(cell.Span, "email", "an e-mail address", strconv.Quote(value)))
			}
			u.Email = Address(cell)
		case "name":
			u.Name = cell
		case "phone":
			u.Phone = cell
		case "manager":
			u.Manager = cell
		case "teams":
			for name := range strings.SplitSeq(value, ";") {
				if name = strings.TrimSpace(name); name != "" {
					u.Teams = append(u.Teams, Text{Value: name, Span: cell.Span})
				}
			}
		case "paid_seat":
			u.PaidSeat = t.yes(cell, "paid_seat")
		case "inactive":
			u.Inactive = t.yes(cell, "inactive")
		case "away":
			u.Away = t.yes(cell, "away")
		}
	}
	return u, len(t.found) == before
}

// yes reads a cell that says yes or no; an empty one says no.
func (t *userTable) yes(cell Text, name string) bool {
	switch strings.ToLower(cell.Value) {
	case "true", "yes", "1":
		return true
	case "false", "no", "0", "":
		return false
	}
	t.found = append(t.found, wrongValue(cell.Span, name, "true or false", strconv.Quote(cell.Value)))
	return false
}
