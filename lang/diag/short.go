package diag

// The printers of one line each: for CI logs and for GitHub's annotations.

import (
	"bufio"
	"io"
	"strconv"
	"strings"
)

// WriteShort prints `file:line:column: level: message [code]` for each diagnostic.
func WriteShort(w io.Writer, list []Diagnostic) error {
	out := bufio.NewWriter(w)
	var at locator
	for i := range list {
		d := &list[i]
		if f := d.Span.File; f != nil {
			pos := at.position(f, d.Span.Start)
			out.WriteString(visible(f.Name) + ":" + strconv.Itoa(pos.Line) + ":" + strconv.Itoa(pos.Column) + ": ")
		}
		out.WriteString(d.Level.String() + ": " + visible(d.Message))
		if d.Code != "" {
			out.WriteString(" [" + d.Code + "]")
		}
		out.WriteString("\n")
	}
	return out.Flush()
}

// WriteGitHub prints workflow commands that GitHub turns into annotations of a pull request.
func WriteGitHub(w io.Writer, list []Diagnostic) error {
	out := bufio.NewWriter(w)
	var at locator
	for i := range list {
		d := &list[i]
		out.WriteString("::" + [...]string{"error", "warning", "notice"}[d.Level] + " ")
		if f := d.Span.File; f != nil {
			from, last := at.position(f, d.Span.Start), at.lastLine(d.Span)
			out.WriteString("file=" + property.Replace(f.Name) + ",line=" + strconv.Itoa(from.Line) + ",endLine=" + strconv.Itoa(last))
			if last == from.Line { // GitHub refuses columns on a place of several lines
				width := at.position(f, d.Span.End).Column - from.Column
				out.WriteString(",col=" + strconv.Itoa(from.Column) + ",endColumn=" + strconv.Itoa(from.Column+max(width, 0)))
			}
			out.WriteString(",")
		}
		text := d.Message
		for _, note := range d.Notes {
			text += "\nnote: " + note
		}
		for _, help := range d.Help {
			text += "\nhelp: " + help
		}
		out.WriteString("title=" + property.Replace(d.Code) + "::" + message.Replace(text) + "\n")
	}
	return out.Flush()
}

// What GitHub's command syntax wants escaped in a message, and in a property.
var (
	message  = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	property = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
)
