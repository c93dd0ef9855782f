package folder

import (
	"bytes"
	"fmt"
	"mime"
	"mime/quotedprintable"
	"net/mail"
	"strings"
	"time"

	"github.com/wflang/wf/lang/schema"
)

// sender is who the mail is from where neither the project nor the template says.
const sender = "workflow@localhost"

// mailText is a message in the form of RFC 5322, as mail programs open it.
func mailText(m *schema.Message, at time.Time) []byte {
	var out bytes.Buffer
	line := func(name, value string) { fmt.Fprintf(&out, "%s: %s\r\n", name, oneLine(value)) }
	line("From", address(orElse(m.Fields["from"].Text(), sender)))
	to := make([]string, len(m.To))
	for i, a := range m.To {
		to[i] = address(a)
	}
	// One address a line: a header line has at most 998 characters.
	out.WriteString("To: " + strings.Join(to, ",\r\n ") + "\r\n")
	line("Subject", mime.QEncoding.Encode("utf-8", oneLine(m.Subject)))
	line("Date", at.Format("Mon, 02 Jan 2006 15:04:05 -0700"))
	line("Message-ID", "<"+mark(m)+"@outbox.localhost>")
	line("MIME-Version", "1.0")
	kind := "text/plain"
	if m.Fields["html"].Bool() {
		kind = "text/html"
	}
	line("Content-Type", kind+"; charset=utf-8")
	line("Content-Transfer-Encoding", "quoted-printable")
	for _, name := range [...]string{"template", "subscription", "kind", "contact"} {
		if v := m.Fields[name].Text(); v != "" {
			line("X-Workflow-"+strings.ToUpper(name[:1])+name[1:], mime.QEncoding.Encode("utf-8", oneLine(v)))
		}
	}
	for _, header := range m.Headers {
		out.WriteString(oneLine(header) + "\r\n")
	}
	out.WriteString("\r\n")
	body := quotedprintable.NewWriter(&out)
	// A buffer takes every byte.
	_, _ = body.Write([]byte(m.Body))
	_ = body.Close()
	out.WriteString("\r\n")
	return out.Bytes()
}

// address is written as given when mail programs cannot read it either.
func address(text string) string {
	a, err := mail.ParseAddress(text)
	if err != nil {
		return oneLine(text)
	}
	return a.String()
}

// oneLine keeps a value from beginning a header of its own.
func oneLine(text string) string {
	return strings.Join(strings.FieldsFunc(text, func(r rune) bool { return r == '\r' || r == '\n' }), " ")
}

func orElse(text, otherwise string) string {
	if text == "" {
		return otherwise
	}
	return text
}
