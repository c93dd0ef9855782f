package connect

import (
	"context"
	"errors"
	"maps"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/wflang/wf/lang/project"
	"github.com/wflang/wf/lang/schema"
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
	s, ok := senders["email"].(*smtp.Sender)
	if !ok || s.Host != "mail.acme.example" || s.Port != 2465 || !s.Implicit || s.From != "a@acme.example" || s.Username != "wf@acme.example" {
		t.Fatalf("got %+v", s)
	}
	if _, err := s.Password(); err == nil || err.Error() != "the environment variable `SMTP_PASSWORD` is not set" {
		t.Errorf("got %v", err)
	}
	// The password is looked up when it is needed, not when the project is opened.
	pairs["SMTP_PASSWORD"] = "x"
	if content, err := s.Password(); err != nil || content != "x" {
		t.Errorf("got %q, %v", content, err)
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
	if err := send("MISSING"); !errors.As(err, &later) || !strings.HasSuffix(err.Error(), "the environment variable `MISSING` is not set") {
		t.Errorf("got %v", err)
	}
}
