package records

import (
	"fmt"
	"strings"
)

// Fault is one thing in a file that does not fit.
type Fault struct {
	File    string
	Row     int    // as a spreadsheet counts: the header is row 1; 0 speaks of the file
	Column  string // as the file names it; "" speaks of the row
	Message string
	Help    string // how to mend it; may be empty
}

// Error is the fault on one line: `people.csv: row 12, column "Amount": …`.
func (f Fault) Error() string {
	var out strings.Builder
	out.WriteString(f.File + ": ")
	switch {
	case f.Row > 0 && f.Column != "":
		fmt.Fprintf(&out, "row %d, column %q: ", f.Row, f.Column)
	case f.Row > 0:
		fmt.Fprintf(&out, "row %d: ", f.Row)
	case f.Column != "":
		fmt.Fprintf(&out, "column %q: ", f.Column)
	}
	out.WriteString(f.Message)
	if f.Help != "" {
		out.WriteString("; " + f.Help)
	}
	return out.String()
}

// Faults is what was wrong with an import: the first of them, and how many there are in all.
type Faults struct {
	List  []Fault
	Count int

	limit int
	file  bool // one of them speaks of a file as a whole
}

func (f *Faults) add(fault Fault) {
	if fault.Row == 0 {
		f.file = true
	}
	if f.Count++; len(f.List) < f.limit {
		f.List = append(f.List, fault)
	}
}

// Error lists the faults, one a line.
func (f *Faults) Error() string {
	lines := make([]string, len(f.List))
	for i, fault := range f.List {
		lines[i] = fault.Error()
	}
	if more := f.Count - len(f.List); more > 0 {
		lines = append(lines, fmt.Sprintf("and %d more", more))
	}
	return strings.Join(lines, "\n")
}
