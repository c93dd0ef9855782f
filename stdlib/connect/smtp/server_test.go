package smtp

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"errors"
	"io"
	"log"
	"math/big"
	"net"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-sasl"
	server "github.com/emersion/go-smtp"
)

const account, password = "wf@acme.example", "correct-horse-battery"

// post is a mail server in the test's own process.
type post struct {
	refuse map[string]error // by recipient
	onData error
	asks   bool // for AUTH
	mu     sync.Mutex
	mails  []received
}

type received struct {
	from string
	to   []string
	text string
	user string
	tls  bool
}

// start listens on loopback until the test ends.
func (p *post) start(t *testing.T, config *tls.Config) *Sender {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	return p.serve(t, l, config)
}

func (p *post) serve(t *testing.T, l net.Listener, config *tls.Config) *Sender {
	t.Helper()
	s := server.NewServer(server.BackendFunc(func(c *server.Conn) (server.Session, error) { return &session{post: p, conn: c}, nil }))
	s.Domain, s.TLSConfig, s.ErrorLog = "mx.test", config, log.New(io.Discard, "", 0)
	done := make(chan error, 1)
	go func() { done <- s.Serve(l) }()
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
		<-done
	})
	return &Sender{Host: "127.0.0.1", Port: l.Addr().(*net.TCPAddr).Port, From: "Acme <hello@acme.example>", Timeout: 3 * time.Minute}
}

func (p *post) got() []received {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.mails
}

type session struct {
	post *post
	conn *server.Conn
	mail received
}

func (s *session) Reset()        { s.mail = received{user: s.mail.user} }
func (s *session) Logout() error { return nil }

func (s *session) AuthMechanisms() []string {
	if s.post.asks {
		return []string{sasl.Plain}
	}
	return nil
}

func (s *session) Auth(string) (sasl.Server, error) {
	return sasl.NewPlainServer(func(_, user, pass string) error {
		if user != account || pass != password {
			// A careless server that repeats what it was told.
			return &server.SMTPError{Code: 535, EnhancedCode: server.EnhancedCode{5, 7, 8}, Message: "no such account with password " + pass}
		}
		s.mail.user = user
		return nil
	}), nil
}

func (s *session) Mail(from string, _ *server.MailOptions) error {
	if s.post.asks && s.mail.user == "" {
		return server.ErrAuthRequired
	}
	s.mail.from = from
	return nil
}

func (s *session) Rcpt(to string, _ *server.RcptOptions) error {
	if err := s.post.refuse[to]; err != nil {
		return err
	}
	s.mail.to = append(s.mail.to, to)
	return nil
}

func (s *session) Data(r io.Reader) error {
	text, err := io.ReadAll(r)
	if err = errors.Join(err, s.post.onData); err != nil {
		if s.post.onData != nil {
			return s.post.onData
		}
		return err
	}
	s.mail.text = string(text)
	_, s.mail.tls = s.conn.TLSConnectionState()
	s.post.mu.Lock()
	s.post.mails = append(s.post.mails, s.mail)
	s.post.mu.Unlock()
	return nil
}

// selfSigned is a certificate for 127.0.0.1, for the server and for a client that trusts it.
func selfSigned(t *testing.T) (of, trusting *tls.Config) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "mx.test"}, NotAfter: time.Now().Add(time.Hour),
		IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	certificate, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	roots := x509.NewCertPool()
	roots.AddCert(certificate)
	return &tls.Config{Certificates: []tls.Certificate{{Certificate: [][]byte{der}, PrivateKey: key}}},
		&tls.Config{RootCAs: roots, ServerName: "127.0.0.1"}
}
