package records

import (
	"fmt"
	"io"
	"path"
	"path/filepath"
	"strings"
	"unicode"
)

// propertyName is a column's name as a property may be called, different from those that are taken.
func propertyName(column string, taken map[string]bool) string {
	name := Snake(column)
	switch {
	case name == "":
		name = "column"
	case !unicode.IsLetter([]rune(name)[0]):
		name = "n" + name
	}
	unique := name
	for n := 2; taken[unique]; n++ {
		unique = fmt.Sprintf("%s_%d", name, n)
	}
	return unique
}

// objectName is what the records of a file are, from its name: data/companies.csv holds records of company.
func objectName(file string) string {
	name := path.Base(filepath.ToSlash(file))
	name = propertyName(strings.TrimSuffix(name, path.Ext(name)), nil)
	switch {
	case name == "people":
		return "person"
	case strings.HasSuffix(name, "ies") && len(name) > 4:
		return name[:len(name)-3] + "y"
	case strings.HasSuffix(name, "sses"), strings.HasSuffix(name, "xes"), strings.HasSuffix(name, "ches"), strings.HasSuffix(name, "shes"):
		return name[:len(name)-2]
	case strings.HasSuffix(name, "s") && !strings.HasSuffix(name, "ss") && !strings.HasSuffix(name, "us") && len(name) > 2:
		return name[:len(name)-1]
	}
	return name
}

// plural is the usual English one.
func plural(name string) string {
	switch {
	case name == "person":
		return "people"
	case strings.HasSuffix(name, "y") && len(name) > 1 && !strings.ContainsRune("aeiou", rune(name[len(name)-2])):
		return name[:len(name)-1] + "ies"
	case strings.HasSuffix(name, "s"), strings.HasSuffix(name, "x"), strings.HasSuffix(name, "ch"), strings.HasSuffix(name, "sh"):
		return name + "es"
	}
	return name + "s"
}

// counter counts what was read, for progress.
type counter struct {
	in io.Reader
	n  int64
}

func (c *counter) Read(p []byte) (int, error) {
	n, err := c.in.Read(p)
	c.n += int64(n)
	return n, err
}
