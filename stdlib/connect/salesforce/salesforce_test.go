package salesforce

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/stdlib/connect/api"
	"github.com/wflang/wf/stdlib/connect/apitest"
)

const token = "00D-s3cret"

func sender(t *testing.T, base string, o api.Options) *Sender {
	t.Helper()
	o.Provider, o.Settings = "Salesforce", "salesforce"
	client, err := api.New(o)
	if err != nil {
		t.Fatal(err)
	}
	return &Sender{Base: base, Account: &api.Account{Client: client, URL: base + "/services/oauth2/token", Given: func() (string, error) { return token, nil }}}
}

func task() *schema.Message {
	return &schema.Message{Channel: "salesforce", To: []string{"o'hara@ledger.example"}, Subject: "Call", Body: "soon", Key: "e1-4", Fields: map[string]schema.Value{
		"method": schema.TextValue("task"), "priority": schema.TextValue("High"), "owner": schema.TextValue("ana@acme.example"),
		"due": schema.DayValue(time.Date(2026, 3, 5, 0, 0, 0, 0, time.UTC))}}
}

func campaign(status string) *schema.Message {
	m := &schema.Message{Channel: "salesforce", To: []string{"ann@ledger.example"}, Key: "e1-5", Fields: map[string]schema.Value{
		"method": schema.TextValue("campaign"), "campaign": schema.TextValue("701000000000001AAA")}}
	if status != "" {
		m.Fields["status"] = schema.TextValue(status)
	}
	return m
}

func TestFaults(t *testing.T) {
	for _, m := range []*schema.Message{task(), campaign("Responded")} {
		t.Run(m.Fields["method"].Text(), func(t *testing.T) {
			apitest.Run(t, apitest.Subject{Provider: "Salesforce", Settings: "salesforce", Secret: token, Message: m,
				Sender:  func(t *testing.T, base string, o api.Options) schema.Sender { return sender(t, base, o) },
				Refusal: func(words string) string { return fmt.Sprintf(`[{"message": %q}]`, words) }})
		})
	}
}

// organization is a Salesforce that answers what a test says: to queries by the object, to others by method and path.
// It notes each call.
func organization(t *testing.T, answers map[string]string) (*Sender, *[]string) {
	var calls []string
	base := apitest.Serve(t, func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			t.Error(err)
		}
		path := strings.TrimPrefix(r.URL.Path, version)
		key := r.Method + " " + path
		if query := r.URL.Query().Get("q"); query != "" {
			key = strings.Fields(query)[3]
			calls = append(calls, query)
		} else {
			calls = append(calls, strings.TrimSpace(key+" "+string(body)))
		}
		answer := answers[key]
		if limited, ok := answers[r.Header.Get("Authorization")]; ok && path != "/services/oauth2/token" {
			answer = limited
		}
		status, text, ok := strings.Cut(answer, " ")
		if !ok {
			status, text = "200", `{"totalSize": 0, "done": true, "records": []}`
		}
		code := 0
		if _, err := fmt.Sscan(status, &code); err != nil {
			t.Error(err)
		}
		w.WriteHeader(code)
		if code != http.StatusNoContent {
			fmt.Fprint(w, text)
		}
	})
	return sender(t, base, apitest.Options()), &calls
}

func found(id string) string {
	return `200 {"totalSize": 1, "done": true, "records": [{"Id": "` + id + `"}]}`
}

func TestTask(t *testing.T) {
	s, calls := organization(t, map[string]string{"Contact": found("003A"), "User": found("005A"), "POST /sobjects/Task": `201 {"id": "00TA", "success": true, "errors": []}`})
	sent, err := s.Send(context.Background(), task())
	if err != nil || sent.Text != "00TA" || sent.Outputs[0].Text() != "00TA" {
		t.Fatalf("%+v %v", sent, err)
	}
	want := []string{
		`SELECT Id FROM Contact WHERE Email = 'o\'hara@ledger.example' ORDER BY CreatedDate LIMIT 1`,
		`SELECT Id FROM User WHERE Email = 'ana@acme.example' AND IsActive = true LIMIT 1`,
		`POST /sobjects/Task {"ActivityDate":"2026-03-05","Description":"soon","OwnerId":"005A","Priority":"High","Status":"Not Started","Subject":"Call","WhoId":"003A"}`,
	}
	if diff := cmp.Diff(want, *calls); diff != "" {
		t.Error(diff)
	}

	s, _ = organization(t, map[string]string{"Lead": found("00QA"), "POST /sobjects/Task": `201 {"id": "00TB"}`})
	if sent, err = s.Send(context.Background(), task()); err != nil || sent.Text != "00TB; `ana@acme.example` is no user there, it is for the integration user" {
		t.Errorf("%+v %v", sent, err)
	}
	s, _ = organization(t, nil)
	_, err = s.Send(context.Background(), task())
	apitest.Want(t, err, "Salesforce: nobody there has the address `o'hara@ledger.example`", false, 0)
}

func TestCampaign(t *testing.T) {
	const member, mutation = "CampaignMember", "POST /sobjects/CampaignMember"
	for _, c := range []struct {
		name, status string
		answers      map[string]string
		text         string
		calls        []string
	}{
		{"a new member", "Responded", map[string]string{mutation: `201 {"id": "00vA", "success": true}`}, "00vA",
			[]string{mutation + ` {"CampaignId":"701000000000001AAA","ContactId":"003A","Status":"Responded"}`}},
		{"with the default status", "", map[string]string{mutation: `201 {"id": "00vA"}`}, "00vA",
			[]string{mutation + ` {"CampaignId":"701000000000001AAA","ContactId":"003A"}`}},
		{"a member already", "", map[string]string{member: found("00vB")}, "00vB; a member already", nil},
		{"another status", "Responded", map[string]string{member: found("00vB"), "PATCH /sobjects/CampaignMember/00vB": "204 -"}, "00vB",
			[]string{`PATCH /sobjects/CampaignMember/00vB {"Status":"Responded"}`}},
	} {
		t.Run(c.name, func(t *testing.T) {
			c.answers["Contact"] = found("003A")
			s, calls := organization(t, c.answers)
			sent, err := s.Send(context.Background(), campaign(c.status))
			if err != nil || sent.Text != c.text {
				t.Errorf("%+v %v", sent, err)
			}
			want := append([]string{"SELECT Id FROM Contact WHERE Email = 'ann@ledger.example' ORDER BY CreatedDate LIMIT 1",
				"SELECT Id FROM CampaignMember WHERE CampaignId = '701000000000001AAA' AND ContactId = '003A'"}, c.calls...)
			if diff := cmp.Diff(want, *calls); diff != "" {
				t.Error(diff)
			}
		})
	}
	s, _ := organization(t, map[string]string{"Contact": found("003A"), mutation: `400 [{"message": "Already a campaign member.", "errorCode": "DUPLICATE_VALUE", "fields": []}]`})
	_, err := s.Send(context.Background(), campaign(""))
	apitest.Want(t, err, "Salesforce answered 400 Bad Request: Already a campaign member. (DUPLICATE_VALUE)", false, 0)
}

func TestLimitOfTheOrganization(t *testing.T) {
	s, _ := organization(t, map[string]string{"Contact": `403 [{"message": "TotalRequests Limit exceeded.", "errorCode": "REQUEST_LIMIT_EXCEEDED"}]`})
	_, err := s.Send(context.Background(), task())
	apitest.Want(t, err, "Salesforce: TotalRequests Limit exceeded. (REQUEST_LIMIT_EXCEEDED)", true, 0)
}

// A token that is over is fetched anew, once, and only where there is something to fetch it with.
func TestRefresh(t *testing.T) {
	expired := `401 [{"message": "Session expired or invalid", "errorCode": "INVALID_SESSION_ID"}]`
	answers := map[string]string{"Bearer " + token: expired, "POST /services/oauth2/token": `200 {"access_token": "00D-new", "instance_url": "https://x"}`,
		"Contact": found("003A"), "CampaignMember": found("00vB")}
	s, _ := organization(t, answers)
	_, err := s.Send(context.Background(), campaign(""))
	apitest.Want(t, err, "Salesforce answered 401 Unauthorized: Session expired or invalid (INVALID_SESSION_ID); see `salesforce` in wf.yaml", false, 0)

	grant := func() (url.Values, error) {
		return url.Values{"grant_type": {"refresh_token"}, "client_id": {"3MV"}, "client_secret": {"cl-s3cret"}, "refresh_token": {"rf-s3cret"}}, nil
	}
	s, calls := organization(t, answers)
	s.Account.Grant = grant
	for range 2 {
		if sent, err := s.Send(context.Background(), campaign("")); err != nil || sent.Text != "00vB; a member already" {
			t.Errorf("%+v %v", sent, err)
		}
	}
	if got := strings.Count(strings.Join(*calls, "\n"), "POST /services/oauth2/token client_id=3MV&client_secret=cl-s3cret&grant_type=refresh_token&refresh_token=rf-s3cret"); got != 1 {
		t.Errorf("a token was fetched %d times: %q", got, *calls)
	}

	answers["POST /services/oauth2/token"] = `400 {"error": "invalid_grant", "error_description": "expired access/refresh token rf-s3cret"}`
	s, _ = organization(t, answers)
	s.Account.Grant = grant
	_, err = s.Send(context.Background(), campaign(""))
	apitest.Want(t, err, "Salesforce answered 400 Bad Request: expired access/refresh token ***; see `salesforce` in wf.yaml", false, 0)

	answers["POST /services/oauth2/token"] = `200 {}`
	s, _ = organization(t, answers)
	s.Account.Grant, s.Account.Given = grant, nil
	_, err = s.Send(context.Background(), campaign(""))
	apitest.Want(t, err, "Salesforce: an access token was asked for, and none came; see `salesforce` in wf.yaml", false, 0)
}
