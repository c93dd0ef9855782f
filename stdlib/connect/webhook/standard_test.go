package webhook

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/wflang/wf/lang/schema"
)

// verify checks a request with the reference library of Standard Webhooks.
const verify = `
const { Webhook } = require("standardwebhooks");
const { secret, body, headers } = JSON.parse(require("fs").readFileSync(0, "utf8"));
try { new Webhook(secret).verify(body, headers); } catch (e) { console.error(e.message); process.exit(1); }
`

// The signature passes the npm package standardwebhooks, which the folder WF_STANDARDWEBHOOKS has in its node_modules.
func TestStandardWebhooksLibrary(t *testing.T) {
	dir := os.Getenv("WF_STANDARDWEBHOOKS")
	if dir == "" {
		t.Skip("WF_STANDARDWEBHOOKS names no folder with the npm package standardwebhooks")
	}
	const secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
	request := struct {
		Secret  string            `json:"secret"`
		Body    string            `json:"body"`
		Headers map[string]string `json:"headers"`
	}{Secret: secret, Headers: map[string]string{}}
	url := serve(t, func(_ http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			t.Error(err)
		}
		request.Body = string(body)
		for _, name := range []string{"webhook-id", "webhook-timestamp", "webhook-signature"} {
			request.Headers[name] = r.Header.Get(name)
		}
	})
	s := sender(t, func(o *Options) {
		o.Clock = time.Now
		o.Secret = func(string) (string, error) { return secret, nil }
	})
	headers := schema.MapValue(&schema.Pairs{})
	if _, err := s.Send(context.Background(), hook(url, "headers", headers)); err != nil {
		t.Fatal(err)
	}
	check := func() error {
		input, err := json.Marshal(request)
		if err != nil {
			t.Fatal(err)
		}
		script := filepath.Join(t.TempDir(), "verify.cjs")
		if err := os.WriteFile(script, []byte(verify), 0o600); err != nil {
			t.Fatal(err)
		}
		node := exec.Command("node", script)
		node.Env = append(os.Environ(), "NODE_PATH="+filepath.Join(dir, "node_modules"))
		in, err := node.StdinPipe()
		if err != nil {
			t.Fatal(err)
		}
		go func() {
			_, _ = in.Write(input)
			_ = in.Close()
		}()
		out, err := node.CombinedOutput()
		t.Logf("%s", out)
		return err
	}
	if err := check(); err != nil {
		t.Errorf("the library refuses our signature: %v", err)
	}
	request.Body += " "
	if err := check(); err == nil {
		t.Error("the library takes another body")
	}
}
