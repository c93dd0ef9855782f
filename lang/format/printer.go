package format

// The printer takes the tokens of a file one after the other and decides what stands before each: nothing, a space or a
// line break. Comments go along between the tokens where they were written.

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/wflang/wf/lang/source"
)

const (
	indent = 2 // columns of one level

	// maxColumns is the width beyond which a list of arguments is broken, one a line.
	maxColumns = 140
)

type printer struct {
	file   *source.File
	tokens []token
	next   int // the token to print next
	index      // what the tree says about tokens

	comments []comment
	noted    int   // the comment to print next
	faults   []int // where the faults of syntax are, in order

	lines  []line
	cur    line // the current line; its text is in buf
	buf    strings.Builder
	column int    // at which the current line ends
	last   string // what was printed last on the current line, "" at its start
	must   bool   // a comment ended the current line
	opened bool   // a bracket was the last thing printed: no empty line follows

	apart []mark // parts that an empty line sets apart

	base  int   // the indentation of the statement, or part of one, that the current line belongs to
	hang  int   // columns by which further lines of the statement hang
	limit int   // the token that begins another line in any case, when a list is printed in lines; 0 without
	pens  []pen // open brackets whose line breaks are kept
}

// pen is an open bracket whose line breaks are kept.
type pen struct {
	line   int  // the indentation of the line that it stands on
	broken bool // a line break follows it
	base   int  // that of the statement around
}

// put prints the next token on the current line, unless a comment ended that line.
func (p *printer) put() { p.place(false, p.hanging(), p.hanging(), false) }

// putLine prints the next token as the first of a line.
func (p *printer) putLine(at int) {
	p.place(true, at, at, true)
	p.base = at
}

// putHanging prints the next token as the first of a further line of its statement.
func (p *printer) putHanging() {
	at := p.hanging()
	p.place(true, at, at, false)
	if len(p.pens) > 0 {
		p.base = at
	}
}

// putClosing prints a bracket that closes a list of lines; comments before it belong to the list.
func (p *printer) putClosing(at int) {
	p.place(true, at, at+indent, false)
	p.base = at
}

// place prints the next token, with the comments before it.
func (p *printer) place(newLine bool, at, comments int, blank bool) {
	t := &p.tokens[p.next]
	p.flush(t.start, comments)
	switch {
	case newLine || p.must:
		p.breakLine(at, blank && p.emptyLine(p.printed(), t.start))
	case p.last != "" && (p.spaced(p.next) || strings.HasSuffix(p.last, "*/")):
		p.write(" ")
	}
	p.write(t.text)
	p.next++
}

// hanging is the indentation of the next token where it begins a further line of its statement.
func (p *printer) hanging() int {
	if len(p.pens) == 0 {
		return p.base + p.hang
	}
	pen := p.pens[len(p.pens)-1]
	switch {
	case p.tokens[p.next].is(")", "]", "}"):
		return pen.line
	case pen.broken:
		return pen.line + indent
	}
	return pen.line + p.hang
}

func (p *printer) write(text string) {
	if text == "" {
		return
	}
	p.buf.WriteString(text)
	if i := strings.LastIndexByte(text, '\n'); i >= 0 {
		p.column = utf8.RuneCountInString(text[i+1:])
	} else {
		p.column += utf8.RuneCountInString(text)
	}
	p.last, p.opened = text, false
}

// breakLine ends the current line and begins another.
func (p *printer) breakLine(at int, blank bool) {
	if p.last != "" {
		p.cur.text = strings.TrimRight(p.buf.String(), " ")
		p.lines = append(p.lines, p.cur)
	}
	p.cur = line{indent: at, blank: blank && !p.opened}
	p.buf.Reset()
	p.column, p.last, p.must = at, "", false
}

// flush prints the comments before the offset: behind the last token where they began on its line, else on lines of their own.
func (p *printer) flush(offset, at int) {
	for p.noted < len(p.comments) && p.comments[p.noted].start < offset {
		c := &p.comments[p.noted]
		trails := p.last != "" && p.cur.comment == "" && p.sameLine(p.printed(), c.start)
		switch {
		case trails && c.line:
			p.cur.comment = c.text
		case trails:
			if p.last != "(" && p.last != "[" {
				p.write(" ")
			}
			p.write(c.text)
		default:
			p.breakLine(at, p.emptyLine(p.printed(), c.start))
			p.write(c.text)
		}
		p.must = c.line || !trails && !p.sameLine(c.end, p.upcoming())
		p.noted++
	}
}

// upcoming is where the next token or comment after the one at hand begins.
func (p *printer) upcoming() int {
	at := len(p.file.Text)
	if p.next < len(p.tokens) {
		at = p.tokens[p.next].start
	}
	if p.noted+1 < len(p.comments) {
		at = min(at, p.comments[p.noted+1].start)
	}
	return at
}

// printed is the offset up to which the source has been printed.
func (p *printer) printed() int {
	at := 0
	if p.next > 0 {
		at = p.tokens[p.next-1].end
	}
	if p.noted > 0 {
		at = max(at, p.comments[p.noted-1].end)
	}
	return at
}

// sameLine tells whether no line break stands between the two offsets.
func (p *printer) sameLine(from, to int) bool {
	return from >= to || !strings.Contains(p.file.Text[from:to], "\n")
}

// emptyLine tells whether an empty line stands between the two offsets.
func (p *printer) emptyLine(from, to int) bool {
	newline := false
	for _, c := range []byte(p.file.Text[min(from, to):to]) {
		switch c {
		case '\n':
			if newline {
				return true
			}
			newline = true
		case ' ', '\t', '\r':
		default:
			newline = false
		}
	}
	return false
}

// pending tells whether a comment stands before the next token.
func (p *printer) pending() bool {
	return p.noted < len(p.comments) && (p.next == len(p.tokens) || p.comments[p.noted].start < p.tokens[p.next].start)
}

// faulty tells whether a fault of syntax lies between the two offsets or at one of them.
func (p *printer) faulty(from, to int) bool {
	i, _ := slices.BinarySearch(p.faults, from)
	return i < len(p.faults) && p.faults[i] <= to
}

// broken tells whether the writer began a line with the token.
func (p *printer) broken(i int) bool {
	return i > 0 && i < len(p.tokens) && !p.joined[p.tokens[i].start] && !p.sameLine(p.tokens[i-1].end, p.tokens[i].start)
}

// more tells whether tokens are left before the offset.
func (p *printer) more(offset int) bool {
	return p.next < len(p.tokens) && p.tokens[p.next].start < offset
}

// flow prints the tokens before the offset with the line breaks of the writer.
func (p *printer) flow(offset int) {
	for p.more(offset) {
		p.flowOne()
	}
}

func (p *printer) flowOne() {
	i := p.next
	t := &p.tokens[i]
	if g, ok := p.groupAt(i); ok {
		p.group(g)
		return
	}
	if p.broken(i) {
		p.putHanging()
	} else {
		p.put()
	}
	switch {
	case t.is("(", "[", "{"):
		p.pens = append(p.pens, pen{line: p.cur.indent, broken: p.broken(i + 1), base: p.base})
	case t.is(")", "]", "}") && len(p.pens) > 0:
		p.base = p.pens[len(p.pens)-1].base
		p.pens = p.pens[:len(p.pens)-1]
	}
}
