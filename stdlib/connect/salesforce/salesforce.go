// Package salesforce creates tasks and campaign members in a Salesforce organization.
package salesforce

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/stdlib/connect/api"
)

// version of the REST API, one that every organization has.
const version = "/services/data/v59.0"

// Sender sends the messages of the channel "salesforce". People are found by their addresses. Salesforce knows no
// idempotency keys: a task whose answer got lost is made twice; a campaign has a member once. It is safe for concurrent use.
type Sender struct {
	Base    string // address of the organization, without a slash at its end
	Account *api.Account
}

// Send does what the field "method" says: "task" or "campaign". The one output of both is the id of what was made.
func (s *Sender) Send(ctx context.Context, m *schema.Message) (schema.Sent, error) {
	if len(m.To) != 1 {
		return schema.Sent{}, fmt.Errorf("a message to Salesforce is about one person")
	}
	switch method := m.Fields["method"].Text(); method {
	case "task":
		return s.task(ctx, m)
	case "campaign":
		return s.campaign(ctx, m)
	default:
		return schema.Sent{}, s.Account.Client.Errorf("`%s` is nothing that can be done there", method)
	}
}

func made(id, more string) schema.Sent {
	return schema.Sent{Text: id + more, Outputs: []schema.Value{schema.TextValue(id)}}
}

// call makes a request and reads its answer, if it has one, into a value. code is Salesforce's of a refusal.
func (s *Sender) call(ctx context.Context, method, path, key string, body, into any) (code string, err error) {
	answer, err := s.Account.Do(ctx, func() *api.Request {
		r := &api.Request{Method: method, URL: s.Base + version + path, Key: key}
		if body != nil {
			r.JSON(body)
		}
		return r
	})
	if err != nil {
		return "", err
	}
	if !answer.OK() {
		return s.refusal(answer)
	}
	if answer.Status == http.StatusNoContent {
		return "", nil
	}
	return "", answer.Read(into)
}

// refusal reads why Salesforce refuses: a list of faults with codes.
func (s *Sender) refusal(answer *api.Answer) (code string, err error) {
	var said []struct {
		Code    string `json:"errorCode"`
		Message string `json:"message"`
	}
	answer.Peek(&said)
	list := make([]string, len(said))
	for i, e := range said {
		list[i] = e.Message
		if e.Code != "" {
			list[i] += " (" + e.Code + ")"
		}
	}
	words := strings.Join(list, "; ")
	if len(said) > 0 {
		code = said[0].Code
	}
	switch code {
	case "REQUEST_LIMIT_EXCEEDED", "SERVER_UNAVAILABLE", "UNABLE_TO_LOCK_ROW":
		// The first comes with 403, and is over when 24 hours are.
		return code, answer.Later(words)
	}
	return code, answer.Judge(words)
}

// find returns the id of the first record that a query gives; "" when there is none.
func (s *Sender) find(ctx context.Context, query string) (string, error) {
	var found struct {
		Records []struct {
			ID string `json:"Id"`
		} `json:"records"`
	}
	if _, err := s.call(ctx, http.MethodGet, "/query?q="+url.QueryEscape(query), "", nil, &found); err != nil {
		return "", err
	}
	if len(found.Records) == 0 {
		return "", nil
	}
	return found.Records[0].ID, nil
}

// create makes a record and returns its id.
func (s *Sender) create(ctx context.Context, object, key string, fields map[string]string) (id, code string, err error) {
	var answer struct {
		ID string `json:"id"`
	}
	code, err = s.call(ctx, http.MethodPost, "/sobjects/"+object, key, fields, &answer)
	return answer.ID, code, err
}

// person finds who has an address: a contact, else a lead that is none yet.
func (s *Sender) person(ctx context.Context, email string) (field, id string, err error) {
	if id, err = s.find(ctx, "SELECT Id FROM Contact WHERE Email = "+quoted(email)+" ORDER BY CreatedDate LIMIT 1"); err != nil || id != "" {
		return "ContactId", id, err
	}
	if id, err = s.find(ctx, "SELECT Id FROM Lead WHERE Email = "+quoted(email)+" AND IsConverted = false ORDER BY CreatedDate LIMIT 1"); err != nil || id != "" {
		return "LeadId", id, err
	}
	return "", "", s.Account.Client.Errorf("nobody there has the address `%s`", email)
}

// quoted is a text as a literal of SOQL.
func quoted(text string) string {
	return "'" + strings.NewReplacer(`\`, `\\`, `'`, `\'`, "\n", `\n`, "\r", `\r`).Replace(text) + "'"
}
