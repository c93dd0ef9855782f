// Package connect gives a project the senders that its wf.yaml asks for.
package connect

import (
	"fmt"
	"net/url"
	"strconv"

	"github.com/wflang/wf/lang/project"
	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/stdlib/connect/smtp"
	"github.com/wflang/wf/stdlib/connect/webhook"
)

// Senders are the senders of a project by channel: webhook always, email with an smtp in wf.yaml. getenv is
// os.LookupEnv; the content of a secret is looked up when a message is sent, and kept nowhere. An error names the
// setting that makes no sense.
func Senders(c *project.Config, getenv func(string) (string, bool)) (map[string]schema.Sender, error) {
	senders := map[string]schema.Sender{}
	allow := make([]string, len(c.Webhooks.Allow))
	for i, entry := range c.Webhooks.Allow {
		allow[i] = entry.Value
	}
	hooks, err := webhook.New(webhook.Options{Allow: allow, PerSecond: int(c.Webhooks.PerSecond), Secret: func(name string) (string, error) {
		secret, known := c.Secrets[name]
		if !known {
			secret = project.Secret{Env: name}
		}
		return lookup(secret, getenv)
	}})
	if err != nil {
		return nil, err
	}
	senders["webhook"] = hooks
	if c.SMTP != nil {
		if senders["email"], err = mail(c.SMTP, getenv); err != nil {
			return nil, err
		}
	}
	return senders, nil
}

func mail(c *project.SMTP, getenv func(string) (string, bool)) (*smtp.Sender, error) {
	at, err := url.Parse(string(c.URL))
	if err != nil || at.Scheme != "smtp" && at.Scheme != "smtps" || at.Hostname() == "" {
		return nil, fmt.Errorf("smtp: url: the address of a mail server is smtp://HOST:PORT or smtps://HOST:PORT")
	}
	s := &smtp.Sender{Host: at.Hostname(), Implicit: at.Scheme == "smtps", From: c.From.Value, Username: c.Username.Value,
		Password: func() (string, error) { return lookup(c.Password, getenv) }}
	if port := at.Port(); port != "" {
		if s.Port, err = strconv.Atoi(port); err != nil || s.Port > 65535 {
			return nil, fmt.Errorf("smtp: url: there is no port %s", port)
		}
	}
	if s.Username == "" {
		s.Username = at.User.Username()
	}
	return s, nil
}

// lookup gets the content of a secret.
func lookup(s project.Secret, getenv func(string) (string, bool)) (string, error) {
	content, ok := s.Lookup(getenv)
	switch {
	case ok && content != "":
		return content, nil
	case s.Env == "":
		return "", fmt.Errorf("there is no password for the account in wf.yaml")
	}
	return "", fmt.Errorf("the environment variable `%s` is not set", s.Env)
}
