package smtp

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	stdmail "net/mail"
	"strings"

	"github.com/wneessen/go-mail"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"

	"github.com/wflang/wf/lang/schema"
)

// letter is a message as mail: the text for programs that show no HTML, and the HTML.
func (s *Sender) letter(m *schema.Message) (*mail.Msg, error) {
	if len(m.To) == 0 {
		return nil, errors.New("the mail has no recipient")
	}
	from := m.Fields["from"].Text()
	if from == "" {
		from = s.From
	}
	if from == "" {
		return nil, errors.New("the mail has no sender: neither its template nor `smtp` in wf.yaml says `from`")
	}
	letter := mail.NewMsg()
	if err := letter.From(from); err != nil {
		return nil, fmt.Errorf("the sender %q is no e-mail address", from)
	}
	for _, to := range m.To {
		if err := letter.AddTo(to); err != nil {
			return nil, fmt.Errorf("the recipient %q is no e-mail address", to)
		}
	}
	letter.Subject(oneLine(m.Subject))
	letter.SetDate()
	if m.Key != "" {
		letter.SetMessageIDWithValue(messageID(m.Key, letter.GetFrom()[0]))
	} else {
		letter.SetMessageID()
	}
	for _, header := range m.Headers {
		name, value, ok := strings.Cut(oneLine(header), ":")
		if !ok || strings.ContainsAny(name, " \t") || name == "" {
			return nil, fmt.Errorf("%q is no header of a mail", header)
		}
		letter.SetGenHeader(mail.Header(name), strings.TrimSpace(value))
	}
	return letter, setBody(letter, m)
}

func setBody(letter *mail.Msg, m *schema.Message) error {
	if m.Fields["html"].Bool() {
		letter.SetBodyString(mail.TypeTextPlain, plainOf(m.Body))
		letter.AddAlternativeString(mail.TypeTextHTML, m.Body)
		return nil
	}
	// Markdown is readable as it is. HTML inside of it is left out: what a record holds must not become markup.
	var page bytes.Buffer
	if err := goldmark.New(goldmark.WithExtensions(extension.GFM)).Convert([]byte(m.Body), &page); err != nil {
		return fmt.Errorf("the text of the mail: %w", err)
	}
	letter.SetBodyString(mail.TypeTextPlain, m.Body)
	letter.AddAlternativeString(mail.TypeTextHTML, page.String())
	return nil
}

// messageID is the same for every try of a message.
func messageID(key string, from *stdmail.Address) string {
	sum := sha256.Sum256([]byte(key))
	return hex.EncodeToString(sum[:16]) + from.Address[strings.LastIndexByte(from.Address, '@'):]
}

// oneLine keeps a value from beginning a header of its own.
func oneLine(text string) string {
	return strings.Join(strings.FieldsFunc(text, func(r rune) bool { return r == '\r' || r == '\n' }), " ")
}
