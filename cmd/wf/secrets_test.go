// Secrets stay inside: whatever the command prints, writes, measures or keeps is searched for them.

package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

// vault is an environment full of secrets. Each holds a word that is found nowhere else, and characters that look
// otherwise in JSON, in addresses and in HTML.
type vault struct {
	words map[string]string // by variable
	env   map[string]string
}

func newVault(t *testing.T) *vault {
	t.Helper()
	v := &vault{words: map[string]string{}, env: map[string]string{}}
	dir := t.TempDir()
	for i, name := range []string{"HOOK", "HEADER", "ANSWER", "SMTP", "SLACK", "TWILIO", "ASANA", "SF", "SF_SECRET", "SF_REFRESH", "META", "GDEV", "GCLIENT", "GREFRESH", "OTEL"} {
		word := "zq7" + strings.ReplaceAll(name, "_", "") + "w0rd"
		content := word + `"<&>/+ =` + "'"
		v.words[name] = word
		switch {
		case name == "OTEL":
			v.env["OTEL_EXPORTER_OTLP_HEADERS"] = "authorization=" + word
		case i%2 == 0:
			path := filepath.Join(dir, name)
			if err := os.WriteFile(path, []byte(content+"\n"), 0o600); err != nil {
				t.Fatal(err)
			}
			v.env[name+"_FILE"] = path
		default:
			v.env[name] = content
		}
	}
	return v
}

func (v *vault) getenv(name string) (string, bool) {
	content, ok := v.env[name]
	return content, ok
}

// leaks are the secrets that a text tells: as they are, or in base64 wherever it begins.
func (v *vault) leaks(text []byte) (found []string) {
	for name, word := range v.words {
		forms := []string{word}
		for at := range 3 {
			encoded := base64.StdEncoding.EncodeToString([]byte(strings.Repeat("x", at) + word))
			// What the neighbors have a part in differs.
			encoded = strings.TrimRight(encoded, "=")
			forms = append(forms, encoded[[3]int{0, 2, 3}[at]:len(encoded)-1])
		}
		for _, form := range forms {
			if i := bytes.Index(text, []byte(form)); i >= 0 {
				found = append(found, fmt.Sprintf("%s in %.300q", name, text[max(i-150, 0):min(i+150, len(text))]))
				break
			}
		}
	}
	slices.Sort(found)
	return found
}

// parrot is every provider at once, and a bad one: it repeats all it was sent in all it says.
type parrot struct {
	status int

	mu   sync.Mutex
	seen strings.Builder
}

func (p *parrot) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	heard := fmt.Sprintf("%s %s", r.URL, body)
	for name, values := range r.Header {
		heard += fmt.Sprintf(" %s: %s", name, strings.Join(values, " "))
	}
	if _, password, ok := r.BasicAuth(); ok {
		heard += " " + password
	}
	if form, err := url.ParseQuery(string(body)); err == nil {
		heard += " " + fmt.Sprint(form)
	}
	p.mu.Lock()
	p.seen.WriteString(heard)
	p.mu.Unlock()
	status := p.status
	if r.URL.Path == "/token" {
		status = http.StatusOK
	}
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("X-Heard", strings.Join(strings.Fields(heard), " "))
	w.WriteHeader(status)
	// json.Encoder writes < and & as escapes, others write / as one.
	answer := map[string]any{"ok": status == 200, "access_token": "fetched-token", "sid": heard, "status": heard, "id": heard, "ts": heard, "error": heard, "message": heard,
		"errors": []any{map[string]string{"message": heard}}, "user": map[string]string{"id": heard}, "channel": map[string]string{"id": heard},
		"records": []any{map[string]string{"Id": heard}}, "data": map[string]string{"gid": heard}, "heard": heard, "results": []any{map[string]string{"resourceName": heard}}}
	if status == 200 {
		delete(answer, "error")
	}
	if strings.HasSuffix(r.URL.Path, "/customaudiences") {
		answer["data"] = []any{}
	}
	var text bytes.Buffer
	_ = json.NewEncoder(&text).Encode(answer)
	said := text.String()
	if r.URL.Path == "/slashes" {
		said = strings.ReplaceAll(said, "/", `\/`)
	}
	_, _ = io.WriteString(w, said)
}

// talkative is a project that uses every connector and every secret.
func talkative(t *testing.T, base, mail string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range map[string]string{
		"wf.yaml": fmt.Sprintf(`existing: true
url: https://wf.acme.example
records: { contact: people.csv, deal: deals.csv }
users: [{ email: ana@acme.example, phone: "+33100000000", teams: [Sales] }]
webhooks: { allow: [127.0.0.1] }
secrets: { HOOK_KEY: { env: HOOK }, HEADER_KEY: { env: HEADER }, ANSWER_KEY: { env: ANSWER } }
smtp: { url: "smtp://%[2]s", from: hello@acme.example, username: wf, password: { env: SMTP } }
slack: { token: { env: SLACK }, url: "%[1]s", installer: U1, per_second: 1000 }
twilio: { account: AC1, token: { env: TWILIO }, from: "+15017122661", url: "%[1]s", per_second: 1000 }
asana: { token: { env: ASANA }, url: "%[1]s", per_second: 1000 }
salesforce: { url: "%[1]s", token: { env: SF }, client_id: x, client_secret: { env: SF_SECRET }, refresh_token: { env: SF_REFRESH }, per_second: 1000 }
meta: { account: "12", token: { env: META }, url: "%[1]s", per_second: 1000 }
google: { customer: "12", developer_token: { env: GDEV }, client_id: x, client_secret: { env: GCLIENT }, refresh_token: { env: GREFRESH }, url: "%[1]s", token_url: "%[1]s/oauth", per_second: 1000 }
`, base, mail),
		"people.csv":        "email,lastname,owner,phone\nann@ledger.example,Lee,ana@acme.example,+33611111111\n",
		"deals.csv":         "id,name,owner\n1,Big,ana@acme.example\n",
		"emails/welcome.md": "---\nsubject: Hello\nsubscription: News\n---\nWelcome.\n",
		"w.wf": fmt.Sprintf(`action crm.score(who: text) -> { heard: text }
  at "%[1]s/declared"
  with secret("ANSWER_KEY")

workflow hooks on contact {
  enroll when known(contact.lastname)

  let r = webhook(url: "%[1]s/hook", headers: { Authorization: secret("HEADER_KEY") }, secret: secret("HOOK_KEY"), signature: "v1", include: "record")
  set contact.city = "{{r.body}} {{r.headers}} {{r.error}}"
  let q = webhook(url: "%[1]s/slashes", headers: { Authorization: secret("HEADER_KEY"), "X-Key": secret("HOOK_KEY") }, body: { a: 1 })
  set contact.state = "{{q.body}} {{q.headers}} {{q.error}}"
  let s = crm.score(who: contact.email)
  set contact.country = "{{s.heard}} {{s.error}}"
}

workflow contacts on contact {
  enroll when known(contact.lastname)

  slack.message(channel: "#deals", text: "x")
  slack.message(to: contact.owner, text: "x")
  asana.task(project: "12", name: "x")
  salesforce.task(subject: "x")
  salesforce.campaign(id: "701000000000001AAA", status: "Responded")
  audience.add(name: "A", network: "meta")
  audience.add(name: "A", network: "google")
  notify(to: contact.owner, text: "x")
  notify.email(to: contact.owner, subject: "x", body: "x")
  email(template: "welcome")
  notify.sms(to: contact.owner, text: "x")
}

workflow deals on deal {
  enroll when known(deal.name)

  slack.channel(name: "deal-3")
}
`, base),
	} {
		if err := os.MkdirAll(filepath.Dir(filepath.Join(dir, name)), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// plainMail is a mail server without TLS that repeats what it hears. It takes no password, since none may come.
func plainMail(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	var busy sync.WaitGroup
	busy.Go(func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			busy.Go(func() {
				defer c.Close()
				fmt.Fprint(c, "220 mx.test\r\n")
				for lines := bufio.NewScanner(c); lines.Scan(); {
					if strings.HasPrefix(lines.Text(), "EHLO") {
						fmt.Fprint(c, "250-mx.test\r\n250 AUTH PLAIN LOGIN\r\n")
						continue
					}
					fmt.Fprintf(c, "535 what is %s\r\n", lines.Text())
				}
			})
		}
	})
	t.Cleanup(func() {
		_ = l.Close()
		busy.Wait()
	})
	return l.Addr().String()
}

func TestSecretsStayInside(t *testing.T) {
	for _, status := range []int{http.StatusOK, http.StatusBadRequest, http.StatusUnauthorized, http.StatusInternalServerError} {
		t.Run(fmt.Sprint(status), func(t *testing.T) {
			v := newVault(t)
			bird := &parrot{status: status}
			provider := httptest.NewServer(bird)
			defer provider.Close()
			dir := talkative(t, provider.URL, plainMail(t))
			var printed bytes.Buffer
			say := func(args ...string) {
				t.Helper()
				var out bytes.Buffer
				code := Main(append([]string{"-C", dir}, args...), strings.NewReader(":load\nsecret(\"HOOK_KEY\")\ncontact.city\n"), &out, &out, v.getenv)
				if code == 2 {
					t.Fatalf("wf %s: %s", strings.Join(args, " "), out.String())
				}
				fmt.Fprintf(&printed, "$ wf %s\n%s\n", strings.Join(args, " "), out.String())
			}
			say("check")
			say("run", "--history", "--messages", "0")
			serveAWhile(t, v, dir, &printed)
			say("run", "--json")
			say("history")
			say("history", "--json")
			say("issues")
			say("issues", "--json")
			say("ps")
			say("ps", "hooks")
			say("ps", "hooks", "ann@ledger.example", "--json")
			say("why", "hooks", "ann@ledger.example")
			say("inbox", "ana@acme.example", "--json")
			say("records", "get", "contact", "ann@ledger.example", "--json")
			say("records", "export", "contact")
			say("plan", "--json")
			say("disasm")
			say("graph", "--all")
			say("repl")
			say("simulate", "--for", "3d", "--json")
			say("build", "-o", filepath.Join(dir, "built.wfc"))
			say("backup", filepath.Join(dir, "copy.wfbackup"))
			if found := v.leaks(printed.Bytes()); found != nil {
				t.Errorf("printed: %s", strings.Join(found, "\n"))
			}
			kept, err := os.ReadFile(filepath.Join(dir, "copy.wfbackup"))
			if err != nil || !bytes.Contains(kept, []byte("***")) || !strings.Contains(printed.String(), "slack.message") {
				t.Errorf("the run shows too little: %v\n%s", err, printed.String())
			}
			searchFiles(t, v, dir)
			bird.mu.Lock()
			defer bird.mu.Unlock()
			for _, name := range []string{"HEADER", "SLACK", "TWILIO", "ASANA", "SF", "META", "GCLIENT", "GREFRESH"} {
				if !strings.Contains(bird.seen.String(), v.words[name]) {
					t.Errorf("nobody was sent the secret %s: the test shows nothing about it", name)
				}
			}
		})
	}
}

// serveAWhile runs wf serve with metrics and traces until it has nothing left to do, and keeps what it says and exports.
func serveAWhile(t *testing.T, v *vault, dir string, printed *bytes.Buffer) {
	t.Helper()
	var mu sync.Mutex
	var traces bytes.Buffer
	authorized := false
	collector := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		mu.Lock()
		defer mu.Unlock()
		authorized = authorized || r.Header.Get("Authorization") == v.words["OTEL"]
		_, _ = io.Copy(&traces, r.Body)
	}))
	defer collector.Close()
	v.env["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.URL
	defer delete(v.env, "OTEL_EXPORTER_OTLP_ENDPOINT")
	said, says := io.Pipe()
	a := &app{in: strings.NewReader(""), out: says, err: says, getenv: v.getenv}
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	done := make(chan error, 1)
	go func() {
		err := a.serve(ctx, dir, serveOptions{listen: "127.0.0.1:0", metrics: "127.0.0.1:0"})
		says.CloseWithError(err)
		done <- err
	}()
	lines := bufio.NewReader(said)
	metrics := ""
	for {
		line, err := lines.ReadString('\n')
		if err != nil {
			t.Fatal(err)
		}
		printed.WriteString(line)
		if at, ok := strings.CutPrefix(strings.TrimSpace(line), "wf: metrics at "); ok {
			metrics = at
		}
		if strings.Contains(line, "listening on") {
			break
		}
	}
	go func() { _, _ = io.Copy(io.Discard, lines) }()
	for ; ; time.Sleep(10 * time.Millisecond) {
		answer, err := http.Get(metrics)
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(answer.Body)
		answer.Body.Close()
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(text), "wf_enrollments_total{outcome=\"enrolled\",workflow=\"hooks\"} 1\n") && strings.Contains(string(text), "wf_commits_total ") {
			printed.Write(text)
			break
		}
	}
	cancel()
	if err := <-done; err != nil {
		t.Fatal(err)
	}
	mu.Lock()
	defer mu.Unlock()
	if !authorized || traces.Len() == 0 {
		t.Errorf("the collector got %d bytes, authorized: %v", traces.Len(), authorized)
	}
	printed.Write(traces.Bytes())
}

// searchFiles searches all that the project's folder holds: the store, its outbox, what was built and backed up.
func searchFiles(t *testing.T, v *vault, dir string) {
	t.Helper()
	files := 0
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		files++
		data, err := os.ReadFile(path)
		if found := v.leaks(data); found != nil {
			t.Errorf("%s: %s", strings.TrimPrefix(path, dir), strings.Join(found, "\n"))
		}
		return err
	})
	if err != nil || files < 10 {
		t.Errorf("%d files, %v", files, err)
	}
}

// A test that finds nothing may be blind.
func TestLeaksAreSeen(t *testing.T) {
	v := newVault(t)
	for _, text := range []string{"Bearer " + v.words["SLACK"], base64.StdEncoding.EncodeToString([]byte("AC1:" + v.words["SLACK"])), base64.StdEncoding.EncodeToString([]byte("x" + v.words["SLACK"] + "yz")),
		base64.URLEncoding.EncodeToString([]byte("AC11:" + v.words["SLACK"]))} {
		if found := v.leaks([]byte(text)); len(found) != 1 || !strings.HasPrefix(found[0], "SLACK in ") {
			t.Errorf("%s: %q", text, found)
		}
	}
	if found := v.leaks([]byte("nothing")); found != nil {
		t.Errorf("%q", found)
	}
}
