package smtp

import (
	"html"
	"regexp"
	"strings"
)

var (
	unseen   = regexp.MustCompile(`(?is)<(style|script|head|title)\b.*?</(style|script|head|title)>|<!--.*?-->`)
	link     = regexp.MustCompile(`(?is)<a\b[^>]*?\bhref\s*=\s*["'](https?:[^"']*)["'][^>]*>(.*?)</a>`)
	newLine  = regexp.MustCompile(`(?i)<br\b[^>]*>|</(p|div|li|tr|h[1-6]|table|ul|ol|blockquote)>`)
	tag      = regexp.MustCompile(`(?s)<[a-zA-Z/!][^>]*>`)
	blank    = regexp.MustCompile(`[ \t\r\n]+`)
	manyRows = regexp.MustCompile(`\n{3,}`)
)

// plainOf is the text of an HTML page, for programs that show no HTML: its words, and the addresses of its links.
func plainOf(page string) string {
	text := blank.ReplaceAllString(unseen.ReplaceAllString(page, ""), " ")
	text = link.ReplaceAllString(text, "$2 ($1)")
	text = tag.ReplaceAllString(newLine.ReplaceAllString(text, "\n"), "")
	rows := strings.Split(html.UnescapeString(text), "\n")
	for i, row := range rows {
		rows[i] = strings.TrimSpace(row)
	}
	return strings.TrimSpace(manyRows.ReplaceAllString(strings.Join(rows, "\n"), "\n\n")) + "\n"
}
