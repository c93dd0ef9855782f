package smtp

import (
	"context"
	"crypto/tls"
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"net"
	"net/mail"
	"regexp"
	"strings"
	"testing"
	"time"

	"mime/quotedprintable"

	server "github.com/emersion/go-smtp"
	"github.com/google/go-cmp/cmp"

	"github.com/wflang/wf/lang/schema"
)

func welcome() *schema.Message {
	return &schema.Message{Channel: "email", To: []string{"zoë@ledger.example"}, Subject: "Élan\r\nBcc: all@x.example", Key: "e1-4",
		Body:    "Bonjour **Zoë**,\n\n<script>x</script>\n.\nend\n",
		Headers: []string{"List-Unsubscribe: <https://acme.example/u?c=1>", "List-Unsubscribe-Post: List-Unsubscribe=One-Click"}}
}

// parts are the bodies of a mail by type.
func parts(t *testing.T, text string) (mail.Header, map[string]string) {
	t.Helper()
	m, err := mail.ReadMessage(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	kind, params, err := mime.ParseMediaType(m.Header.Get("Content-Type"))
	if err != nil || kind != "multipart/alternative" {
		t.Fatalf("content type %q %v", kind, err)
	}
	found := map[string]string{}
	for r := multipart.NewReader(m.Body, params["boundary"]); ; {
		p, err := r.NextRawPart()
		if errors.Is(err, io.EOF) {
			return m.Header, found
		}
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(quotedprintable.NewReader(p))
		if err != nil {
			t.Fatal(err)
		}
		kind, _, _ := strings.Cut(p.Header.Get("Content-Type"), ";")
		found[kind] = strings.ReplaceAll(string(body), "\r\n", "\n")
	}
}

func TestPlain(t *testing.T) {
	p := &post{}
	s := p.start(t, nil)
	m := welcome()
	m.To = []string{"ann@ledger.example"}
	for range 2 {
		if _, err := s.Send(context.Background(), m); err != nil {
			t.Fatal(err)
		}
	}
	mails := p.got()
	if len(mails) != 2 || mails[0].from != "hello@acme.example" || !cmp.Equal(mails[0].to, m.To) || mails[0].tls {
		t.Fatalf("got %+v", mails)
	}
	header, bodies := parts(t, mails[0].text)
	again, _ := parts(t, mails[1].text)
	if id := header.Get("Message-ID"); !regexp.MustCompile(`^<[0-9a-f]{32}@acme\.example>$`).MatchString(id) || id != again.Get("Message-ID") {
		t.Errorf("Message-ID %q, then %q", id, again.Get("Message-ID"))
	}
	subject, err := new(mime.WordDecoder).DecodeHeader(header.Get("Subject"))
	if err != nil || subject != "Élan Bcc: all@x.example" || header.Get("Bcc") != "" {
		t.Errorf("subject %q, Bcc %q, %v", subject, header.Get("Bcc"), err)
	}
	if header.Get("List-Unsubscribe") != "<https://acme.example/u?c=1>" || header.Get("List-Unsubscribe-Post") != "List-Unsubscribe=One-Click" {
		t.Errorf("headers %v", header)
	}
	want := map[string]string{
		"text/plain": "Bonjour **Zoë**,\n\n<script>x</script>\n.\nend\n",
		"text/html":  "<p>Bonjour <strong>Zoë</strong>,</p>\n<!-- raw HTML omitted -->\n<p>.\nend</p>\n",
	}
	if diff := cmp.Diff(want, bodies); diff != "" {
		t.Error(diff)
	}
}

func TestHTML(t *testing.T) {
	p := &post{}
	s := p.start(t, nil)
	page := `<html><head><title>T</title><style>p{}</style></head><body><h1>Hello&nbsp;&amp; welcome</h1><p>See <a class="x" href="https://acme.example/a?b=1">the
 guide</a>.<br>Bye</p></body></html>`
	_, err := s.Send(context.Background(), &schema.Message{To: []string{"ann@ledger.example"}, Body: page,
		Fields: map[string]schema.Value{"html": schema.BoolValue(true), "from": schema.TextValue("Bo <bo@acme.example>")}})
	if err != nil {
		t.Fatal(err)
	}
	header, bodies := parts(t, p.got()[0].text)
	if header.Get("From") != `"Bo" <bo@acme.example>` || bodies["text/html"] != page {
		t.Errorf("from %q, page %q", header.Get("From"), bodies["text/html"])
	}
	if got, want := bodies["text/plain"], "Hello\u00a0& welcome\nSee the guide (https://acme.example/a?b=1).\nBye\n"; got != want {
		t.Errorf("text %q, want %q", got, want)
	}
}

func TestStartTLSAndAuth(t *testing.T) {
	of, trusting := selfSigned(t)
	p := &post{asks: true}
	s := p.start(t, of)
	s.Username, s.Password, s.TLS = account, func() (string, error) { return password, nil }, trusting
	m := &schema.Message{To: []string{"ann@ledger.example"}, Body: "x"}
	if _, err := s.Send(context.Background(), m); err != nil {
		t.Fatal(err)
	}
	if mails := p.got(); len(mails) != 1 || !mails[0].tls || mails[0].user != account {
		t.Fatalf("got %+v", mails)
	}

	s.Password = func() (string, error) { return "wrong-Tr0ub4dor", nil }
	wantFault(t, s, m, false, "mail server 127.0.0.1: 535 5.7.8 no such account with password ***")

	s.Password = func() (string, error) { return "", errors.New("the environment variable `SMTP_PASSWORD` is not set") }
	wantFault(t, s, m, true, "mail server: the environment variable `SMTP_PASSWORD` is not set")

	s.Password, s.TLS = func() (string, error) { return password, nil }, nil
	wantFault(t, s, m, true, "mail server 127.0.0.1: tls: failed to verify certificate: x509: certificate signed by unknown authority")
}

func TestAPasswordNeedsTLS(t *testing.T) {
	p := &post{asks: true}
	s := p.start(t, nil)
	s.Username, s.Password = account, func() (string, error) { return password, nil }
	wantFault(t, s, &schema.Message{To: []string{"ann@ledger.example"}}, true,
		`mail server 127.0.0.1: STARTTLS mode set to: "TLSMandatory", but target host does not support STARTTLS`)
	if len(p.got()) != 0 {
		t.Error("a mail was taken")
	}
}

func TestImplicitTLS(t *testing.T) {
	of, trusting := selfSigned(t)
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	p := &post{asks: true}
	s := p.serve(t, tls.NewListener(l, of), nil)
	s.Implicit, s.TLS = true, trusting
	s.Username, s.Password = account, func() (string, error) { return password, nil }
	if _, err := s.Send(context.Background(), &schema.Message{To: []string{"ann@ledger.example"}}); err != nil {
		t.Fatal(err)
	}
	if mails := p.got(); len(mails) != 1 || !mails[0].tls {
		t.Fatalf("got %+v", mails)
	}
}

func TestRefusals(t *testing.T) {
	gone := &server.SMTPError{Code: 550, EnhancedCode: server.EnhancedCode{5, 1, 1}, Message: "no such mailbox"}
	busy := &server.SMTPError{Code: 451, EnhancedCode: server.EnhancedCode{4, 3, 0}, Message: "try again later"}
	t.Run("recipient gone", func(t *testing.T) {
		s := (&post{refuse: map[string]error{"ann@ledger.example": gone}}).start(t, nil)
		wantFault(t, s, &schema.Message{To: []string{"ann@ledger.example"}}, false, "mail server 127.0.0.1: 550 5.1.1 no such mailbox")
	})
	t.Run("recipient later", func(t *testing.T) {
		s := (&post{refuse: map[string]error{"ann@ledger.example": busy}}).start(t, nil)
		wantFault(t, s, &schema.Message{To: []string{"ann@ledger.example"}}, true, "mail server 127.0.0.1: 451 4.3.0 try again later")
	})
	t.Run("text later", func(t *testing.T) {
		s := (&post{onData: busy}).start(t, nil)
		wantFault(t, s, &schema.Message{To: []string{"ann@ledger.example"}}, true, "mail server 127.0.0.1: 451 4.3.0 try again later")
	})
	t.Run("text refused", func(t *testing.T) {
		s := (&post{onData: &server.SMTPError{Code: 554, EnhancedCode: server.EnhancedCode{5, 6, 0}, Message: "looks like spam"}}).start(t, nil)
		wantFault(t, s, &schema.Message{To: []string{"ann@ledger.example"}}, false, "mail server 127.0.0.1: 554 5.6.0 looks like spam")
	})
	t.Run("one of three", func(t *testing.T) {
		p := &post{refuse: map[string]error{"bo@acme.example": gone}}
		s := p.start(t, nil)
		sent, err := s.Send(context.Background(), &schema.Message{To: []string{"ann@acme.example", "bo@acme.example", "cy@acme.example"}})
		if err != nil || sent.Text != "not to bo@acme.example: 550 5.1.1 no such mailbox" {
			t.Errorf("%q, %v", sent.Text, err)
		}
		if mails := p.got(); len(mails) != 2 || mails[0].to[0] != "ann@acme.example" || mails[1].to[0] != "cy@acme.example" {
			t.Errorf("got %+v", mails)
		}
	})
	t.Run("all of two", func(t *testing.T) {
		s := (&post{refuse: map[string]error{"ann@acme.example": gone, "bo@acme.example": gone}}).start(t, nil)
		wantFault(t, s, &schema.Message{To: []string{"ann@acme.example", "bo@acme.example"}}, false, "mail server 127.0.0.1: 550 5.1.1 no such mailbox")
	})
}

func TestNetworkFaults(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	port := l.Addr().(*net.TCPAddr).Port
	s := &Sender{Host: "127.0.0.1", Port: port, From: "a@acme.example", Timeout: 3 * time.Minute}
	m := &schema.Message{To: []string{"ann@ledger.example"}}
	t.Run("silent server", func(t *testing.T) {
		short := *s
		short.Timeout = 50 * time.Millisecond
		wantFault(t, &short, m, true, "i/o timeout")
	})
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	t.Run("refused", func(t *testing.T) { wantFault(t, s, m, true, "connection refused") })
	t.Run("canceled", func(t *testing.T) {
		ctx, cancel := context.WithCancel(context.Background())
		cancel()
		var later *schema.RetryLater
		if _, err := s.Send(ctx, m); !errors.As(err, &later) {
			t.Errorf("got %v", err)
		}
	})
}

func TestWhatIsNoMail(t *testing.T) {
	s := &Sender{Host: "127.0.0.1", From: "a@acme.example"}
	wantFault(t, s, &schema.Message{}, false, "the mail has no recipient")
	wantFault(t, s, &schema.Message{To: []string{"ann"}}, false, `the recipient "ann" is no e-mail address`)
	wantFault(t, s, &schema.Message{To: []string{"ann@x.example"}, Headers: []string{"no header"}}, false, `"no header" is no header of a mail`)
	s.From = ""
	wantFault(t, s, &schema.Message{To: []string{"ann@x.example"}}, false, "the mail has no sender: neither its template nor `smtp` in wf.yaml says `from`")
}

// wantFault sends and demands a fault that ends in these words and never holds a password.
func wantFault(t *testing.T, s *Sender, m *schema.Message, again bool, words string) {
	t.Helper()
	_, err := s.Send(context.Background(), m)
	if err == nil {
		t.Fatalf("no fault, want %s", words)
	}
	var later *schema.RetryLater
	if got := errors.As(err, &later); got != again || !strings.HasSuffix(err.Error(), words) {
		t.Errorf("tried again %v: %v\nwant %v: %s", got, err, again, words)
	}
	for _, secret := range []string{password, "Tr0ub4dor"} {
		if strings.Contains(err.Error(), secret) {
			t.Errorf("the fault tells the password: %v", err)
		}
	}
}
