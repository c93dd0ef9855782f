package asana

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/stdlib/connect/api"
	"github.com/wflang/wf/stdlib/connect/apitest"
)

const token = "1/asana-s3cret"

func sender(t *testing.T, base string, o api.Options) *Sender {
	t.Helper()
	o.Provider, o.Settings = "Asana", "asana"
	client, err := api.New(o)
	if err != nil {
		t.Fatal(err)
	}
	return &Sender{Base: base, Token: func() (string, error) { return token, nil }, Client: client}
}

func todo() *schema.Message {
	return &schema.Message{Channel: "asana", To: []string{"12"}, Subject: "Welcome Zoë", Body: "soon", Key: "e1-4", Fields: map[string]schema.Value{
		"project": schema.TextValue("12"), "assignee": schema.TextValue("ana@acme.example"), "due": schema.DayValue(time.Date(2026, 3, 5, 0, 0, 0, 0, time.UTC))}}
}

func TestFaults(t *testing.T) {
	apitest.Run(t, apitest.Subject{Provider: "Asana", Settings: "asana", Secret: token, Message: todo(),
		Sender: func(t *testing.T, base string, o api.Options) schema.Sender { return sender(t, base, o) },
		Refusal: func(words string) string {
			return fmt.Sprintf(`{"errors": [{"message": %q, "help": "For more information on API status codes see the documentation"}]}`, words)
		}})
}

func TestSend(t *testing.T) {
	answer, body := `{"data": {"gid": "77", "permalink_url": "https://app.asana.com/0/12/77"}}`, ""
	base := apitest.Serve(t, func(w http.ResponseWriter, r *http.Request) {
		text, err := io.ReadAll(r.Body)
		if err != nil {
			t.Error(err)
		}
		body = string(text)
		if r.Method != "POST" || r.URL.Path != "/tasks" || r.Header.Get("Authorization") != "Bearer "+token || r.Header.Get("Content-Type") != "application/json" || r.Header.Get("Idempotency-Key") != "e1-4" {
			t.Errorf("%s %s %v", r.Method, r.URL, r.Header)
		}
		w.WriteHeader(http.StatusCreated)
		fmt.Fprint(w, answer)
	})
	s := sender(t, base, apitest.Options())
	sent, err := s.Send(context.Background(), todo())
	if err != nil || sent.Outputs[0].Text() != "77" || sent.Outputs[1].Text() != "https://app.asana.com/0/12/77" {
		t.Errorf("%+v %v", sent, err)
	}
	if diff := cmp.Diff(`{"data":{"name":"Welcome Zoë","notes":"soon","projects":["12"],"assignee":"ana@acme.example","due_on":"2026-03-05"}}`, body); diff != "" {
		t.Error(diff)
	}
	answer, s.Workspace = `{"data": {"gid": "78"}}`, "4"
	if sent, err = s.Send(context.Background(), &schema.Message{Subject: "x", Key: "e1-4", Fields: map[string]schema.Value{"project": schema.TextValue("12")}}); err != nil || !sent.Outputs[1].IsNil() {
		t.Errorf("%+v %v", sent, err)
	}
	if diff := cmp.Diff(`{"data":{"name":"x","projects":["12"],"workspace":"4"}}`, body); diff != "" {
		t.Error(diff)
	}
	s.Token = func() (string, error) { return "", errors.New("the environment variable `ASANA_TOKEN` is not set") }
	_, err = s.Send(context.Background(), todo())
	apitest.Want(t, err, "Asana: the environment variable `ASANA_TOKEN` is not set", true, 0)
}
