// Package smtp hands e-mail to a mail server.
package smtp

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net/textproto"
	"strconv"
	"strings"
	"time"

	"github.com/wneessen/go-mail"

	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/stdlib/connect/hide"
)

// Sender sends the messages of the channel "email" through one mail server, each over a connection of its own. A
// message that the server refuses for good (5xx) has failed; all else is a *schema.RetryLater. A message is sent with
// the same Message-ID every time, so that a repeat can be told. It is safe for concurrent use.
type Sender struct {
	Host     string
	Port     int           // 0: 25, with Implicit 465
	Implicit bool          // TLS from the first byte; otherwise STARTTLS where the server offers it, always with a Username
	From     string        // sender of mails that name none
	Username string        // "": no AUTH
	TLS      *tls.Config   // nil: certificates must be good for Host by the roots of the system
	Timeout  time.Duration // of connecting and of each part of the conversation; 0: 30 s

	// Password looks the password up, at the time of sending. Needed with a Username only.
	Password func() (string, error)
}

// Send sends the message.
func (s *Sender) Send(ctx context.Context, m *schema.Message) (schema.Sent, error) {
	letter, err := s.letter(m)
	if err != nil {
		return schema.Sent{}, err
	}
	var password string
	if s.Username != "" {
		if password, err = s.Password(); err != nil {
			return schema.Sent{}, &schema.RetryLater{Err: fmt.Errorf("mail server: %w", err)}
		}
	}
	refused, err := s.deliver(ctx, password, letter)
	if err != nil {
		return schema.Sent{}, s.fault(err, password)
	}
	if len(refused) > 0 {
		return schema.Sent{Text: hide.In("not to "+strings.Join(refused, ", "), password)}, nil
	}
	return schema.Sent{}, nil
}

// deliver hands the letter over, and returns who of several recipients was refused for good.
func (s *Sender) deliver(ctx context.Context, password string, letter *mail.Msg) (refused []string, err error) {
	client, err := mail.NewClient(s.Host, s.options(password)...)
	if err != nil {
		return nil, err
	}
	line, err := client.DialToSMTPClientWithContext(ctx)
	if err != nil {
		return nil, err
	}
	// The library looks at ctx while it connects, not afterwards.
	stop := context.AfterFunc(ctx, func() { _ = line.Close() })
	defer stop()
	// Once the server took the mail, how the conversation ends no longer matters.
	defer func() { _ = client.CloseWithSMTPClient(line) }()
	send := func() error { return untaken(client.SendWithSMTPClient(line, letter)) }
	err = send()
	if to := letter.GetTo(); len(to) > 1 && recipientRefused(err) {
		// Nobody got it so far: one address that is gone must not silence the mail for the others.
		return each(letter, send)
	}
	if ctx.Err() != nil && err != nil {
		return nil, ctx.Err()
	}
	return nil, err
}

// each sends the letter to one recipient after the other. It fails when nobody takes it.
func each(letter *mail.Msg, send func() error) (refused []string, err error) {
	to := letter.GetTo()
	for _, one := range to {
		letter.SetAddrHeaderFromMailAddress(mail.HeaderTo, one)
		err = send()
		if err != nil && !recipientRefused(err) {
			return nil, err
		}
		if err != nil {
			refused = append(refused, one.Address+": "+words(err))
		}
	}
	if len(refused) == len(to) {
		return nil, err
	}
	return refused, nil
}

// untaken is an error of sending, unless it came when the server had taken the mail: the library then says RSET, which a
// server that hangs up at once does not answer.
func untaken(err error) error {
	var fault *mail.SendError
	if errors.As(err, &fault) && fault.Reason == mail.ErrSMTPReset {
		return nil
	}
	return err
}

// recipientRefused reports whether a recipient was refused for good.
func recipientRefused(err error) bool {
	var fault *mail.SendError
	return errors.As(err, &fault) && fault.Reason == mail.ErrSMTPRcptTo && fault.ErrorCode() >= 500
}

func (s *Sender) options(password string) []mail.Option {
	timeout, port := s.Timeout, s.Port
	if timeout == 0 {
		timeout = 30 * time.Second
	}
	if port == 0 && s.Implicit {
		port = 465
	} else if port == 0 {
		port = 25
	}
	config := &tls.Config{ServerName: s.Host, MinVersion: tls.VersionTLS12}
	if s.TLS != nil {
		config = s.TLS
	}
	list := []mail.Option{mail.WithPort(port), mail.WithTimeout(timeout), mail.WithTLSConfig(config), mail.WithoutNoop()}
	policy := mail.TLSOpportunistic
	if s.Username != "" {
		list = append(list, mail.WithSMTPAuth(mail.SMTPAuthAutoDiscover), mail.WithUsername(s.Username), mail.WithPassword(password))
		// A password never travels in the open.
		policy = mail.TLSMandatory
	}
	if s.Implicit {
		return append(list, mail.WithSSL())
	}
	return append(list, mail.WithTLSPolicy(policy))
}

// fault is an error in words, tried again later unless the server said that this has no sense.
func (s *Sender) fault(err error, password string) error {
	said := errors.New(hide.In(fmt.Sprintf("mail server %s: %s", s.Host, words(err)), password))
	if code(err) >= 500 {
		return said
	}
	return &schema.RetryLater{Err: said}
}

// code is what the server answered; 0 when it did not.
func code(err error) int {
	var fault *mail.SendError
	var answer *textproto.Error
	switch {
	case errors.As(err, &fault):
		return fault.ErrorCode()
	case errors.As(err, &answer):
		return answer.Code
	}
	return 0
}

// words are the server's own where it answered, without what the library adds for programs.
func words(err error) string {
	text, _, _ := strings.Cut(err.Error(), ", affected ")
	if n := code(err); n != 0 {
		if i := strings.Index(text, strconv.Itoa(n)); i >= 0 {
			text = text[i:]
		}
		// Newer versions of net/textproto quote what the server said.
		if said, err := strconv.Unquote(strings.TrimPrefix(text, strconv.Itoa(n)+" ")); err == nil {
			text = fmt.Sprintf("%d %s", n, said)
		}
	}
	return strings.Join(strings.Fields(text), " ")
}
