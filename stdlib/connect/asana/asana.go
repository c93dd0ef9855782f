// Package asana creates tasks in Asana.
package asana

import (
	"cmp"
	"context"
	"net/http"
	"strings"
	"time"

	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/stdlib/connect/api"
)

// Sender sends the messages of the channel "asana". Asana knows no idempotency keys: a task whose answer got lost is
// made twice. It is safe for concurrent use.
type Sender struct {
	Base      string // address of the API; "": Asana's own
	Workspace string // id, for tasks of an account with several; "": that of the project
	Token     func() (string, error)
	Client    *api.Client
}

// task is a new task, in Asana's form.
type task struct {
	Name      string   `json:"name"`
	Notes     string   `json:"notes,omitempty"`
	Projects  []string `json:"projects"`
	Workspace string   `json:"workspace,omitempty"`
	Assignee  string   `json:"assignee,omitempty"`
	Due       string   `json:"due_on,omitempty"`
}

// Send creates the task. Outputs are those of the action `asana.task`: id, url.
func (s *Sender) Send(ctx context.Context, m *schema.Message) (schema.Sent, error) {
	token, err := s.Token()
	if err != nil {
		return schema.Sent{}, s.Client.Missing(err)
	}
	todo := task{Name: m.Subject, Notes: m.Body, Projects: []string{m.Fields["project"].Text()}, Workspace: s.Workspace, Assignee: m.Fields["assignee"].Text()}
	if due := m.Fields["due"]; !due.IsNil() {
		todo.Due = schema.Plain(due, time.UTC)
	}
	r := &api.Request{Method: http.MethodPost, URL: cmp.Or(s.Base, "https://app.asana.com/api/1.0") + "/tasks?opt_fields=permalink_url", Key: m.Key}
	answer, err := s.Client.Do(ctx, r.JSON(map[string]task{"data": todo}).Bearer(token))
	if err != nil {
		return schema.Sent{}, err
	}
	if !answer.OK() {
		return schema.Sent{}, answer.Judge(words(answer))
	}
	var made struct {
		Data struct {
			ID  string `json:"gid"`
			URL string `json:"permalink_url"`
		} `json:"data"`
	}
	if err := answer.Read(&made); err != nil {
		return schema.Sent{}, err
	}
	sent := schema.Sent{Text: made.Data.ID, Outputs: []schema.Value{schema.TextValue(made.Data.ID), {}}}
	if made.Data.URL != "" {
		sent.Outputs[1] = schema.TextValue(made.Data.URL)
	}
	return sent, nil
}

// words are Asana's about a refusal.
func words(answer *api.Answer) string {
	var said struct {
		Errors []struct {
			Message string `json:"message"`
		} `json:"errors"`
	}
	answer.Peek(&said)
	list := make([]string, len(said.Errors))
	for i, e := range said.Errors {
		list[i] = e.Message
	}
	return strings.Join(list, "; ")
}
