package smtp

import (
	"context"
	"errors"
	"fmt"
	"net"
	"testing"
	"time"

	server "github.com/emersion/go-smtp"

	"github.com/wflang/wf/lang/schema"
)

func TestFullMailbox(t *testing.T) {
	m := &schema.Message{To: []string{"ann@ledger.example"}}
	for code, again := range map[int]bool{421: true, 450: true, 452: true, 552: false, 553: false} {
		refusal := &server.SMTPError{Code: code, EnhancedCode: server.EnhancedCode{code / 100, 2, 2}, Message: "mailbox full"}
		words := fmt.Sprintf("mail server 127.0.0.1: %d %d.2.2 mailbox full", code, code/100)
		t.Run(fmt.Sprint("recipient ", code), func(t *testing.T) {
			wantFault(t, (&post{refuse: map[string]error{"ann@ledger.example": refusal}}).start(t, nil), m, again, words)
		})
		t.Run(fmt.Sprint("text ", code), func(t *testing.T) {
			wantFault(t, (&post{onData: refusal}).start(t, nil), m, again, words)
		})
	}
}

// rude answers each connection with a text, and then hangs up or says nothing more.
func rude(t *testing.T, greeting string, hangUp bool) *Sender {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	over := make(chan struct{})
	t.Cleanup(func() {
		close(over)
		_ = l.Close()
	})
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			_, _ = c.Write([]byte(greeting))
			if hangUp {
				// Unread bytes and no lingering: the other side sees a reset.
				_ = c.(*net.TCPConn).SetLinger(0)
				_ = c.Close()
				continue
			}
			go func() {
				<-over
				_ = c.Close()
			}()
		}
	}()
	return &Sender{Host: "127.0.0.1", Port: l.Addr().(*net.TCPAddr).Port, From: "a@acme.example", Timeout: 100 * time.Millisecond}
}

func TestRudeServers(t *testing.T) {
	m := &schema.Message{To: []string{"ann@ledger.example"}}
	for name, s := range map[string]*Sender{
		"closing":        rude(t, "421 4.3.2 closing\r\n", false),
		"reset":          rude(t, "220 mx.test ready\r\n", true),
		"slow":           rude(t, "220 mx.test ready\r\n", false),
		"half an answer": rude(t, "220-mx.test rea", true),
	} {
		t.Run(name, func(t *testing.T) {
			var later *schema.RetryLater
			if _, err := s.Send(context.Background(), m); !errors.As(err, &later) {
				t.Errorf("got %v, want a fault to try again after", err)
			}
		})
	}
}
