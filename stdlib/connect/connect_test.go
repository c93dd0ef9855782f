package connect

import (
	"context"
	"errors"
	"maps"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/wflang/wf/lang/project"
	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/lang/source"
	"github.com/wflang/wf/stdlib/connect/salesforce"
	"github.com/wflang/wf/stdlib/connect/slack"
	"github.com/wflang/wf/stdlib/connect/smtp"
)

func env(pairs map[string]string) func(string) (string, bool) {
	return func(name string) (string, bool) {
		content, ok := pairs[name]
		return content, ok
	}
}

func TestChannels(t *testing.T) {
	c := project.Default()
	senders, err := Senders(c, env(nil))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"webhook"}, slices.Sorted(maps.Keys(senders))); diff != "" {
		t.Error(diff)
	}
	c.SMTP = &project.SMTP{URL: "smtps://wf%40acme.example@mail.acme.example:2465", From: project.Text{Value: "a@acme.example"}, Password: project.Secret{Env: "SMTP_PASSWORD"}}
	pairs := map[string]string{}
	if senders, err = Senders(c, env(pairs)); err != nil {
		t.Fatal(err)
	}
	s, ok := senders["email"].(*paced).sender.(*smtp.Sender)
	if !ok || s.Host != "mail.acme.example" || s.Port != 2465 || !s.Implicit || s.From != "a@acme.example" || s.Username != "wf@acme.example" {
		t.Fatalf("got %+v", s)
	}
	if _, err := s.Password(); err == nil || err.Error() != "the environment variable `SMTP_PASSWORD` is not set, nor `SMTP_PASSWORD_FILE`" {
		t.Errorf("got %v", err)
	}
	// The password is looked up when it is needed, not when the project is opened.
	pairs["SMTP_PASSWORD"] = "x"
	if content, err := s.Password(); err != nil || content != "x" {
		t.Errorf("got %q, %v", content, err)
	}
}

// Every channel that an action of the list sends through has a connector.
func TestAllChannels(t *testing.T) {
	c, found := project.ParseConfig(source.NewFile("wf.yaml", `
smtp: { url: "smtp://mail.acme.example", parallel: 8 }
slack: { token: { env: A }, installer: boss@acme.example, url: "https://slack-gov.com/api/" }
twilio: { account: AC1, token: { env: A }, from: "+15017122661" }
asana: { token: { env: A }, per_second: 1 }
salesforce: { url: "https://acme.my.salesforce.com/", client_id: 3MV, client_secret: { env: A } }
meta: { account: act_12, token: { env: A } }
google: { customer: 123-456-7890, developer_token: { env: A }, client_id: x, client_secret: { env: A }, refresh_token: { env: A } }
`))
	if len(found) > 0 {
		t.Fatal(found)
	}
	senders, err := Senders(c, env(nil))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"asana", "audience", "email", "salesforce", "slack", "sms", "webhook"}, slices.Sorted(maps.Keys(senders))); diff != "" {
		t.Error(diff)
	}
	if s := senders["slack"].(*slack.Sender); s.Base != "https://slack-gov.com/api" || s.Installer != "boss@acme.example" {
		t.Errorf("slack %+v", s)
	}
	if s := senders["salesforce"].(*salesforce.Sender); s.Account.URL != "https://acme.my.salesforce.com/services/oauth2/token" || s.Account.Given != nil || s.Account.Grant == nil {
		t.Errorf("salesforce %+v", s.Account)
	}
}

func TestGrant(t *testing.T) {
	b := &builder{getenv: env(map[string]string{"SECRET": "s", "REFRESH": "r"})}
	for refresh, want := range map[string]string{
		"":        "client_id=3MV&client_secret=s&grant_type=client_credentials",
		"REFRESH": "client_id=3MV&client_secret=s&grant_type=refresh_token&refresh_token=r",
	} {
		form, err := b.grant("3MV", project.Secret{Env: "SECRET"}, project.Secret{Env: refresh})()
		if err != nil || form.Encode() != want {
			t.Errorf("%s %v, want %s", form.Encode(), err, want)
		}
	}
}

func TestPace(t *testing.T) {
	var now, most atomic.Int32
	s := newPaced(senderFunc(func() {
		most.Store(max(most.Load(), now.Add(1)))
		time.Sleep(time.Millisecond)
		now.Add(-1)
	}), 1000, 2)
	var all sync.WaitGroup
	begin := time.Now()
	for range 20 {
		all.Go(func() {
			if _, err := s.Send(context.Background(), nil); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	// Slowness can only make it longer.
	if took := time.Since(begin); most.Load() > 2 || took < 18*time.Millisecond {
		t.Errorf("%d at once, 20 in %s", most.Load(), took)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	var later *schema.RetryLater
	if _, err := s.Send(ctx, nil); !errors.As(err, &later) || !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

type senderFunc func()

func (f senderFunc) Send(context.Context, *schema.Message) (schema.Sent, error) {
	f()
	return schema.Sent{}, nil
}

func TestMoreSettingsThatMakeNoSense(t *testing.T) {
	for text, want := range map[string]string{
		"slack: { token: { env: A }, parallel: 9 }":       "slack: parallel: at most 8 messages leave at once",
		"smtp: { url: 'smtp://h', parallel: 9 }":          "smtp: parallel: at most 8 messages leave at once",
		"salesforce: { url: 'https://x.salesforce.com' }": "salesforce: neither `token` nor `client_id` is there",
	} {
		c, _ := project.ParseConfig(source.NewFile("wf.yaml", text))
		if _, err := Senders(c, env(nil)); err == nil || err.Error() != want {
			t.Errorf("%s: %v, want %s", text, err, want)
		}
	}
}

func TestSettingsThatMakeNoSense(t *testing.T) {
	for _, c := range []struct {
		url   project.URL
		allow string
		want  string
	}{
		{url: "https://mail.acme.example", want: "smtp: url: the address of a mail server is smtp://HOST:PORT or smtps://HOST:PORT"},
		{url: "smtp://mail.acme.example:70000", want: "smtp: url: there is no port 70000"},
		{url: "smtp://mail.acme.example", allow: "10.0.0.0/64", want: `webhooks: allow: "10.0.0.0/64" is no host name, address or network`},
	} {
		config := project.Default()
		config.SMTP = &project.SMTP{URL: c.url}
		if c.allow != "" {
			config.Webhooks.Allow = []project.Text{{Value: c.allow}}
		}
		if _, err := Senders(config, env(nil)); err == nil || err.Error() != c.want {
			t.Errorf("%s: %v, want %s", c.url, err, c.want)
		}
	}
}

func TestSecretsOfWebhooks(t *testing.T) {
	var authorization string
	server := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { authorization = r.Header.Get("Authorization") }))
	defer server.Close()
	c := project.Default()
	c.Webhooks.Allow = []project.Text{{Value: "127.0.0.0/8"}}
	c.Secrets = project.SecretMap{"TOKEN": {Env: "CRM_TOKEN"}}
	senders, err := Senders(c, env(map[string]string{"CRM_TOKEN": "renamed", "PLAIN": "direct", "TOKEN": "hidden by wf.yaml"}))
	if err != nil {
		t.Fatal(err)
	}
	send := func(secret string) error {
		_, err := senders["webhook"].Send(context.Background(), &schema.Message{Fields: map[string]schema.Value{
			"url": schema.TextValue(server.URL), "method": schema.TextValue("GET"),
			"headers": schema.MapValue(&schema.Pairs{Keys: []string{"Authorization"}, Values: []schema.Value{schema.SecretValue(secret)}})}})
		return err
	}
	for name, want := range map[string]string{"TOKEN": "renamed", "PLAIN": "direct"} {
		if err := send(name); err != nil || authorization != want {
			t.Errorf("%s: %q, %v", name, authorization, err)
		}
	}
	var later *schema.RetryLater
	if err := send("MISSING"); !errors.As(err, &later) || !strings.HasSuffix(err.Error(), "the environment variable `MISSING` is not set, nor `MISSING_FILE`") {
		t.Errorf("got %v", err)
	}
}
