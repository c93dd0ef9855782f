package slack

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	client "github.com/slack-go/slack"
	"github.com/slack-go/slack/slacktest"

	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/stdlib/connect/api"
	"github.com/wflang/wf/stdlib/connect/apitest"
)

const token = "xoxb-s3cret"

func sender(t *testing.T, base string, o api.Options) *Sender {
	t.Helper()
	o.Provider, o.Settings = "Slack", "slack"
	client, err := api.New(o)
	if err != nil {
		t.Fatal(err)
	}
	return &Sender{Base: base, Token: func() (string, error) { return token, nil }, Client: client}
}

func message(method, to, body string, more ...any) *schema.Message {
	fields := map[string]schema.Value{"method": schema.TextValue(method)}
	for i := 0; i < len(more); i += 2 {
		fields[more[i].(string)] = more[i+1].(schema.Value)
	}
	return &schema.Message{Channel: "slack", To: []string{to}, Body: body, Key: "e1-4", Fields: fields}
}

func opening() *schema.Message {
	return message("channel", "ana@acme.example", "", "name", schema.TextValue("deal-3"), "private", schema.BoolValue(true))
}

func TestFaults(t *testing.T) {
	for _, m := range []*schema.Message{message("message", "#deals", "Won"), message("direct", "ana@acme.example", "Won"), opening()} {
		t.Run(m.Fields["method"].Text(), func(t *testing.T) {
			apitest.Run(t, apitest.Subject{Provider: "Slack", Settings: "slack", Secret: token, Message: m,
				Sender:  func(t *testing.T, base string, o api.Options) schema.Sender { return sender(t, base, o) },
				Refusal: func(words string) string { return fmt.Sprintf(`{"ok": false, "error": %q}`, words) }})
		})
	}
}

// The counterpart of slack-go, which its own clients are tested with.
func TestAgainstSlacktest(t *testing.T) {
	var created, invited, purpose string
	server := slacktest.NewTestServer(func(c slacktest.Customize) {
		c.Handle("/conversations.create", func(w http.ResponseWriter, r *http.Request) {
			created = r.FormValue("name") + " " + r.FormValue("is_private") + " " + r.Header.Get("Authorization")
			fmt.Fprint(w, `{"ok": true, "channel": {"id": "C7", "name": "deal-3"}}`)
		})
		c.Handle("/conversations.invite", func(w http.ResponseWriter, r *http.Request) {
			invited = r.FormValue("channel") + " " + r.FormValue("users")
			fmt.Fprint(w, `{"ok": true, "channel": {"id": "C7"}}`)
		})
		c.Handle("/conversations.setPurpose", func(w http.ResponseWriter, r *http.Request) {
			purpose = r.FormValue("purpose")
			fmt.Fprint(w, `{"ok": true}`)
		})
	})
	server.Start()
	t.Cleanup(server.Stop)
	s := sender(t, strings.TrimSuffix(server.GetAPIURL(), "/"), apitest.Options())
	for _, m := range []*schema.Message{message("message", "#deals", "Won by Zoë & Co"), message("direct", "ana@acme.example", "Call her")} {
		if _, err := s.Send(context.Background(), m); err != nil {
			t.Fatal(err)
		}
	}
	// Whoever is connected to the workspace sees them.
	rtm := server.GetTestRTMInstance()
	go rtm.ManageConnection()
	defer func() {
		if err := rtm.Disconnect(); err != nil {
			t.Error(err)
		}
	}()
	seen := map[string]string{}
	for timeout := time.After(3 * time.Minute); len(seen) < 2; {
		select {
		case event := <-rtm.IncomingEvents:
			if m, ok := event.Data.(*client.MessageEvent); ok {
				seen[m.Channel] = m.Text
			}
		case <-timeout:
			t.Fatalf("Slack saw %v", seen)
		}
	}
	if diff := cmp.Diff(map[string]string{"#deals": "Won by Zoë & Co", "W012A3CDE": "Call her"}, seen); diff != "" {
		t.Error(diff)
	}
	s.Installer = "Ana@Acme.example"
	sent, err := s.Send(context.Background(), opening())
	if err != nil || sent.Text != "C7" || sent.Outputs[0].Text() != "C7" {
		t.Fatalf("%+v %v", sent, err)
	}
	want := []string{"deal-3 true Bearer " + token, "C7 W012A3CDE", "Opened by a workflow (e1-4)"}
	if diff := cmp.Diff(want, []string{created, invited, purpose}); diff != "" {
		t.Error(diff)
	}
}

// workspace is a Slack whose answers a test says, by method.
func workspace(t *testing.T, answers map[string]string, calls *[]string) *Sender {
	return sender(t, apitest.Serve(t, func(w http.ResponseWriter, r *http.Request) {
		method := strings.TrimPrefix(r.URL.Path, "/")
		*calls = append(*calls, strings.TrimSpace(method+" "+r.FormValue("email")+r.FormValue("users")+r.FormValue("cursor")))
		answer, ok := answers[strings.TrimSpace(method+" "+r.FormValue("cursor")+r.FormValue("email"))]
		if !ok {
			answer = `{"ok": true, "user": {"id": "U1"}, "channel": {"id": "C7"}}`
		}
		if wait, limited := strings.CutPrefix(answer, "429 "); limited {
			w.Header().Set("Retry-After", wait)
			w.WriteHeader(http.StatusTooManyRequests)
			answer = `{"ok": false, "error": "ratelimited"}`
		}
		fmt.Fprint(w, answer)
	}), apitest.Options())
}

func TestWhatSlackRefuses(t *testing.T) {
	for code, want := range map[string]string{
		"channel_not_found": "Slack: there is no such channel, or the app is not in it (channel_not_found)",
		"not_in_channel":    "Slack: the app is not in the channel: somebody has to invite it (not_in_channel)",
		"is_archived":       "Slack: the channel is archived (is_archived)",
		"invalid_auth":      "Slack: invalid_auth; see `slack` in wf.yaml",
		"token_revoked":     "Slack: token_revoked; see `slack` in wf.yaml",
		"no_text":           "Slack: no_text",
		"ratelimited":       "again Slack: ratelimited",
		"internal_error":    "again Slack: internal_error",
	} {
		var calls []string
		s := workspace(t, map[string]string{"chat.postMessage": fmt.Sprintf(`{"ok": false, "error": %q}`, code)}, &calls)
		_, err := s.Send(context.Background(), message("message", "#deals", "x"))
		words, again := strings.CutPrefix(want, "again ")
		apitest.Want(t, err, words, again, 0)
	}
	var calls []string
	s := workspace(t, map[string]string{"users.lookupByEmail ana@acme.example": `{"ok": false, "error": "users_not_found"}`}, &calls)
	for _, m := range []*schema.Message{message("direct", "ana@acme.example", "x"), opening()} {
		_, err := s.Send(context.Background(), m)
		apitest.Want(t, err, "Slack: `ana@acme.example` has no account in the workspace", false, 0)
	}
	if diff := cmp.Diff([]string{"users.lookupByEmail ana@acme.example", "users.lookupByEmail ana@acme.example"}, calls); diff != "" {
		t.Error(diff)
	}
	s.Token = func() (string, error) { return "", errors.New("the environment variable `SLACK_TOKEN` is not set") }
	_, err := s.Send(context.Background(), opening())
	apitest.Want(t, err, "Slack: the environment variable `SLACK_TOKEN` is not set", true, 0)
}

func TestNameTaken(t *testing.T) {
	taken := `{"ok": false, "error": "name_taken"}`
	var calls []string
	s := workspace(t, map[string]string{"conversations.create": taken,
		"conversations.list": `{"ok": true, "channels": [{"id": "C1", "name": "deal-3", "purpose": {"value": "Talk"}}]}`}, &calls)
	_, err := s.Send(context.Background(), opening())
	apitest.Want(t, err, "Slack: there is a channel of that name already (name_taken)", false, 0)

	// The channel that an earlier try opened, on the second page: the invitation is still to be made.
	calls = nil
	s = workspace(t, map[string]string{"conversations.create": taken,
		"conversations.list":    `{"ok": true, "channels": [{"id": "C1", "name": "deal-2"}], "response_metadata": {"next_cursor": "p2"}}`,
		"conversations.list p2": `{"ok": true, "channels": [{"id": "C9", "name": "deal-3", "purpose": {"value": "Opened by a workflow (e1-4)"}}]}`}, &calls)
	s.Installer = "boss@acme.example"
	sent, err := s.Send(context.Background(), opening())
	if err != nil || sent.Text != "C9" {
		t.Errorf("%+v %v", sent, err)
	}
	want := []string{"users.lookupByEmail ana@acme.example", "users.lookupByEmail boss@acme.example", "conversations.create",
		"conversations.list", "conversations.list p2", "conversations.invite U1,U1"}
	if diff := cmp.Diff(want, calls); diff != "" {
		t.Error(diff)
	}
}

func TestInvitationIsLimited(t *testing.T) {
	var calls []string
	s := workspace(t, map[string]string{"conversations.invite": "429 30"}, &calls)
	_, err := s.Send(context.Background(), opening())
	apitest.Want(t, err, "Slack answered 429 Too Many Requests: ratelimited", true, 30*time.Second)
	s = workspace(t, map[string]string{"conversations.invite": `{"ok": false, "error": "already_in_channel"}`}, &calls)
	if _, err := s.Send(context.Background(), opening()); err != nil {
		t.Error(err)
	}
}
