// Package connect gives a project the senders that its wf.yaml asks for.
package connect

import (
	"cmp"
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/wflang/wf/lang/project"
	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/stdlib/connect/api"
	"github.com/wflang/wf/stdlib/connect/asana"
	"github.com/wflang/wf/stdlib/connect/audience"
	"github.com/wflang/wf/stdlib/connect/salesforce"
	"github.com/wflang/wf/stdlib/connect/slack"
	"github.com/wflang/wf/stdlib/connect/smtp"
	"github.com/wflang/wf/stdlib/connect/twilio"
	"github.com/wflang/wf/stdlib/connect/webhook"
)

// Senders are the senders of a project by channel: webhook always, the others where wf.yaml has their settings. getenv
// is os.LookupEnv; the content of a secret is looked up when a message is sent, and kept nowhere. An error names the
// setting that makes no sense.
func Senders(c *project.Config, getenv func(string) (string, bool)) (map[string]schema.Sender, error) {
	b := &builder{config: c, getenv: getenv, senders: map[string]schema.Sender{}}
	for _, entry := range c.Webhooks.Allow {
		b.allow = append(b.allow, entry.Value)
	}
	for _, add := range []func() error{b.webhooks, b.email, b.slack, b.sms, b.asana, b.salesforce, b.audiences} {
		if err := add(); err != nil {
			return nil, err
		}
	}
	return b.senders, nil
}

// builder makes the senders, one method for each channel.
type builder struct {
	config  *project.Config
	getenv  func(string) (string, bool)
	allow   []string
	senders map[string]schema.Sender
}

// secret is a lookup for the time of sending.
func (b *builder) secret(s project.Secret) func() (string, error) {
	return func() (string, error) { return Lookup(s, b.getenv) }
}

func (b *builder) webhooks() error {
	hooks, err := webhook.New(webhook.Options{Allow: b.allow, PerSecond: int(b.config.Webhooks.PerSecond), Secret: func(name string) (string, error) {
		secret, known := b.config.Secrets[name]
		if !known {
			secret = project.Secret{Env: name}
		}
		return Lookup(secret, b.getenv)
	}})
	b.senders["webhook"] = hooks
	return err
}

func (b *builder) email() error {
	c := b.config.SMTP
	if c == nil {
		return nil
	}
	at, err := url.Parse(string(c.URL))
	if err != nil || at.Scheme != "smtp" && at.Scheme != "smtps" || at.Hostname() == "" {
		return fmt.Errorf("smtp: url: the address of a mail server is smtp://HOST:PORT or smtps://HOST:PORT")
	}
	s := &smtp.Sender{Host: at.Hostname(), Implicit: at.Scheme == "smtps", From: c.From.Value, Username: c.Username.Value, Password: b.secret(c.Password)}
	if port := at.Port(); port != "" {
		if s.Port, err = strconv.Atoi(port); err != nil || s.Port > 65535 {
			return fmt.Errorf("smtp: url: there is no port %s", port)
		}
	}
	if s.Username == "" {
		s.Username = at.User.Username()
	}
	parallel, err := atOnce("smtp", c.Parallel)
	b.senders["email"] = newPaced(s, int(cmp.Or(c.PerSecond, 20)), parallel)
	return err
}

// mostAtOnce is how many messages of a channel the engine sends at once.
const mostAtOnce = 8

func atOnce(settings string, parallel project.Count) (int, error) {
	if parallel > mostAtOnce {
		return mostAtOnce, fmt.Errorf("%s: parallel: at most %d messages leave at once", settings, mostAtOnce)
	}
	return int(cmp.Or(parallel, 4)), nil
}

// client is the client of a provider.
func (b *builder) client(provider, settings string, perSecond, usual, parallel project.Count) (*api.Client, error) {
	slots, err := atOnce(settings, parallel)
	if err != nil {
		return nil, err
	}
	return api.New(api.Options{Provider: provider, Settings: settings, Allow: b.allow, PerSecond: int(cmp.Or(perSecond, usual)), Parallel: slots, Clock: time.Now})
}

func base(u project.URL) string { return strings.TrimSuffix(string(u), "/") }

func (b *builder) slack() error {
	c := b.config.Slack
	if c == nil {
		return nil
	}
	client, err := b.client("Slack", "slack", c.PerSecond, 1, c.Parallel)
	b.senders["slack"] = &slack.Sender{Base: base(c.URL), Installer: c.Installer.Value, Token: b.secret(c.Token), Client: client}
	return err
}

func (b *builder) sms() error {
	c := b.config.Twilio
	if c == nil {
		return nil
	}
	client, err := b.client("Twilio", "twilio", c.PerSecond, 10, c.Parallel)
	b.senders["sms"] = &twilio.Sender{Base: base(c.URL), Account: c.Account.Value, From: c.From.Value, Token: b.secret(c.Token), Client: client}
	return err
}

func (b *builder) asana() error {
	c := b.config.Asana
	if c == nil {
		return nil
	}
	client, err := b.client("Asana", "asana", c.PerSecond, 2, c.Parallel)
	b.senders["asana"] = &asana.Sender{Base: base(c.URL), Workspace: c.Workspace.Value, Token: b.secret(c.Token), Client: client}
	return err
}

func (b *builder) salesforce() error {
	c := b.config.Salesforce
	if c == nil {
		return nil
	}
	if c.ClientID.Value == "" && !c.Token.Given() {
		return fmt.Errorf("salesforce: neither `token` nor `client_id` is there")
	}
	client, err := b.client("Salesforce", "salesforce", c.PerSecond, 10, c.Parallel)
	account := &api.Account{Client: client, URL: base(c.URL) + "/services/oauth2/token"}
	if c.Token.Given() {
		account.Given = b.secret(c.Token)
	}
	if c.ClientID.Value != "" {
		account.Grant = b.grant(c.ClientID.Value, c.ClientSecret, c.RefreshToken)
	}
	b.senders["salesforce"] = &salesforce.Sender{Base: base(c.URL), Account: account}
	return err
}

// grant is what an access token is asked for with: a refresh token where there is one, else the client itself.
func (b *builder) grant(id string, secret, refresh project.Secret) func() (url.Values, error) {
	return func() (url.Values, error) {
		form := url.Values{"grant_type": {"client_credentials"}, "client_id": {id}}
		content, err := Lookup(secret, b.getenv)
		if err != nil {
			return nil, err
		}
		form.Set("client_secret", content)
		if refresh.Given() {
			if content, err = Lookup(refresh, b.getenv); err != nil {
				return nil, err
			}
			form.Set("grant_type", "refresh_token")
			form.Set("refresh_token", content)
		}
		return form, nil
	}
}

func (b *builder) audiences() error {
	var meta, google audience.Network
	if c := b.config.Meta; c != nil {
		client, err := b.client("Meta", "meta", c.PerSecond, 5, c.Parallel)
		if err != nil {
			return err
		}
		meta = &audience.Meta{Base: base(c.URL), Account: strings.TrimPrefix(c.Account.Value, "act_"), Token: b.secret(c.Token), Client: client}
	}
	if c := b.config.Google; c != nil {
		client, err := b.client("Google", "google", c.PerSecond, 5, c.Parallel)
		if err != nil {
			return err
		}
		google = &audience.Google{Base: base(c.URL), Customer: strings.ReplaceAll(c.Customer.Value, "-", ""), Manager: strings.ReplaceAll(c.Manager.Value, "-", ""),
			Consent: c.Consent, Developer: b.secret(c.DeveloperToken), Account: &api.Account{Client: client,
				URL: cmp.Or(base(c.TokenURL), "https://oauth2.googleapis.com/token"), Grant: b.grant(c.ClientID.Value, c.ClientSecret, c.RefreshToken)}}
	}
	if meta != nil || google != nil {
		b.senders["audience"] = audience.New(meta, google)
	}
	return nil
}
