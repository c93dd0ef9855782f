package smtp

import (
	"bufio"
	"context"
	"crypto/x509"
	"encoding/pem"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/wflang/wf/lang/schema"
)

// aiosmtpd says its port, then sender, recipients and subject of each mail. It wants STARTTLS and AUTH.
const aiosmtpd = `
import email, socket, ssl, sys
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult
context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
context.load_cert_chain(sys.argv[1], sys.argv[2])
class Handler:
    async def handle_DATA(self, server, session, envelope):
        subject = email.message_from_bytes(envelope.content)["Subject"]
        print(envelope.mail_from, ",".join(envelope.rcpt_tos), session.authenticated, subject, sep="|", flush=True)
        return "250 OK"
def authenticate(server, session, envelope, mechanism, data):
    return AuthResult(success=data.login == sys.argv[3].encode() and data.password == sys.argv[4].encode(), handled=False)
probe = socket.socket(); probe.bind(("127.0.0.1", 0)); port = probe.getsockname()[1]; probe.close()
controller = Controller(Handler(), hostname="127.0.0.1", port=port, tls_context=context, require_starttls=True, authenticator=authenticate, auth_required=True)
controller.start()
print(port, flush=True)
sys.stdin.read()
controller.stop()
`

// A mail into Python's server, run by the interpreter that WF_AIOSMTPD names.
func TestAiosmtpd(t *testing.T) {
	python := os.Getenv("WF_AIOSMTPD")
	if python == "" {
		t.Skip("WF_AIOSMTPD names no Python that has aiosmtpd")
	}
	of, trusting := selfSigned(t)
	dir := t.TempDir()
	file := func(name, kind string, content []byte) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: content}), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	key, err := x509.MarshalPKCS8PrivateKey(of.Certificates[0].PrivateKey)
	if err != nil {
		t.Fatal(err)
	}
	run := exec.Command(python, "-c", aiosmtpd, file("cert.pem", "CERTIFICATE", of.Certificates[0].Certificate[0]), file("key.pem", "PRIVATE KEY", key), account, password)
	run.Stderr = os.Stderr
	in, err := run.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := run.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := run.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = in.Close()
		_ = run.Wait()
	})
	said := bufio.NewScanner(out)
	if !said.Scan() {
		t.Fatal("the server said no port")
	}
	port, err := strconv.Atoi(said.Text())
	if err != nil {
		t.Fatal(err)
	}
	s := &Sender{Host: "127.0.0.1", Port: port, From: "Acme <hello@acme.example>", Timeout: 3 * time.Minute, TLS: trusting,
		Username: account, Password: func() (string, error) { return password, nil }}
	m := &schema.Message{To: []string{"ann@ledger.example", "bo@ledger.example"}, Subject: "Hello", Body: "x", Key: "e1-4"}
	if _, err := s.Send(context.Background(), m); err != nil {
		t.Fatal(err)
	}
	if want := fmt.Sprintf("hello@acme.example|%s|True|Hello", strings.Join(m.To, ",")); !said.Scan() || said.Text() != want {
		t.Errorf("the server took %s, want %s", said.Text(), want)
	}
	s.Password = func() (string, error) { return "wrong", nil }
	if _, err := s.Send(context.Background(), m); err == nil || !strings.Contains(err.Error(), "535") {
		t.Errorf("got %v with a wrong password", err)
	}
}
