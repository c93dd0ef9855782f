package audience

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/stdlib/connect/api"
	"github.com/wflang/wf/stdlib/connect/apitest"
)

const token, developer = "EAA-s3cret", "dev-s3cret"

func metaSender(t *testing.T, base string, o api.Options) *Sender {
	t.Helper()
	o.Provider, o.Settings = "Meta", "meta"
	client, err := api.New(o)
	if err != nil {
		t.Fatal(err)
	}
	return New(&Meta{Base: base, Account: "12", Token: func() (string, error) { return token, nil }, Client: client}, nil)
}

func googleSender(t *testing.T, base string, o api.Options) *Sender {
	t.Helper()
	o.Provider, o.Settings = "Google", "google"
	client, err := api.New(o)
	if err != nil {
		t.Fatal(err)
	}
	account := &api.Account{Client: client, Given: func() (string, error) { return token, nil }}
	return New(nil, &Google{Base: base, Customer: "12", Manager: "34", Consent: true, Developer: func() (string, error) { return developer, nil }, Account: account})
}

// change is a message as the actions write it: hashes of ann@ledger.example, and of 33612345678 where there is a number.
func change(method, network string, phone bool) *schema.Message {
	m := &schema.Message{Channel: "audience", To: []string{network}, Key: "e1-4", Fields: map[string]schema.Value{"method": schema.TextValue(method),
		"network": schema.TextValue(network), "audience": schema.TextValue("Look'alikes"), "email_sha256": schema.TextValue("e5e5")}}
	if phone {
		m.Fields["phone_sha256"] = schema.TextValue("a0a0")
	}
	return m
}

func TestFaults(t *testing.T) {
	for _, method := range []string{"add", "remove"} {
		t.Run(method+" meta", func(t *testing.T) {
			apitest.Run(t, apitest.Subject{Provider: "Meta", Settings: "meta", Secret: token, Message: change(method, "meta", true),
				Sender: func(t *testing.T, base string, o api.Options) schema.Sender { return metaSender(t, base, o) },
				Refusal: func(words string) string {
					return fmt.Sprintf(`{"error": {"message": %q, "type": "OAuthException"}}`, words)
				}})
		})
		for _, secret := range []string{token, developer} {
			t.Run(method+" google "+secret, func(t *testing.T) {
				apitest.Run(t, apitest.Subject{Provider: "Google", Settings: "google", Secret: secret, Message: change(method, "google", true),
					Sender: func(t *testing.T, base string, o api.Options) schema.Sender { return googleSender(t, base, o) },
					Refusal: func(words string) string {
						return fmt.Sprintf(`{"error": {"code": 400, "message": %q, "status": "X"}}`, words)
					}})
			})
		}
	}
}

// network answers what a test says by method and path, and notes each call.
func network(t *testing.T, answers map[string]string) (base string, calls *[]string) {
	calls = &[]string{}
	return apitest.Serve(t, func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			t.Error(err)
		}
		key := r.Method + " " + r.URL.Path
		if after := r.URL.Query().Get("after"); after != "" {
			key += " " + after
		}
		*calls = append(*calls, strings.TrimSpace(key+" "+string(body)))
		if r.Header.Get("Authorization") != "Bearer "+token {
			t.Errorf("headers %v", r.Header)
		}
		if strings.HasPrefix(r.URL.Path, "/customers") && (r.Header.Get("developer-token") != developer || r.Header.Get("login-customer-id") != "34") {
			t.Errorf("headers %v", r.Header)
		}
		answer := answers[key]
		if code, text, ok := strings.Cut(answer, " {"); ok && len(code) == 3 {
			status := 0
			if _, err := fmt.Sscan(code, &status); err != nil {
				t.Error(err)
			}
			w.WriteHeader(status)
			answer = "{" + text
		}
		if answer == "" {
			answer = "{}"
		}
		fmt.Fprint(w, answer)
	}), calls
}

func send(t *testing.T, s *Sender, m *schema.Message, want string) {
	t.Helper()
	if sent, err := s.Send(context.Background(), m); err != nil || sent.Text != want {
		t.Errorf("%+v %v, want %s", sent, err, want)
	}
}

func wantCalls(t *testing.T, calls *[]string, want ...string) {
	t.Helper()
	if diff := cmp.Diff(want, *calls); diff != "" {
		t.Error(diff)
	}
	*calls = nil
}

func TestMeta(t *testing.T) {
	const list, users = "/act_12/customaudiences", "/99/users"
	const payload = "payload=%7B%22schema%22%3A%5B%22EMAIL%22%2C%22PHONE%22%5D%2C%22data%22%3A%5B%5B%22e5e5%22%2C%22a0a0%22%5D%5D%7D"
	taken := `{"audience_id": "99", "session_id": "1", "num_received": 1, "num_invalid_entries": 0, "invalid_entry_samples": {}}`
	base, calls := network(t, map[string]string{
		"GET " + list:     `{"data": [{"id": "1", "name": "Other"}], "paging": {"cursors": {"after": "p2"}, "next": "https://x"}}`,
		"POST " + list:    `{"id": "99"}`,
		"POST " + users:   taken,
		"DELETE " + users: taken,
	})
	s := metaSender(t, base, apitest.Options())
	send(t, s, change("remove", "meta", true), "there is no such audience")
	wantCalls(t, calls, "GET "+list, "GET "+list+" p2")
	send(t, s, change("add", "meta", true), "audience 99")
	wantCalls(t, calls, "GET "+list, "GET "+list+" p2",
		"POST "+list+" customer_file_source=USER_PROVIDED_ONLY&description=Kept+by+workflows+of+wf&name=Look%27alikes&subtype=CUSTOM", "POST "+users+" "+payload)
	// Its id is known now.
	send(t, s, change("remove", "meta", true), "audience 99")
	wantCalls(t, calls, "DELETE "+users+" "+payload)
	// An unknown number is left blank.
	send(t, s, change("add", "meta", false), "audience 99")
	wantCalls(t, calls, "POST "+users+" "+strings.Replace(payload, "a0a0", "", 1))
}

func TestAudienceOfSomebodyElse(t *testing.T) {
	base, _ := network(t, map[string]string{"GET /act_12/customaudiences": `{"data": [{"id": "99", "name": "Look'alikes", "description": "by hand"}]}`})
	_, err := metaSender(t, base, apitest.Options()).Send(context.Background(), change("add", "meta", true))
	apitest.Want(t, err, "Meta: the audience `Look'alikes` was not made by a workflow, and is left alone", false, 0)
	base, _ = network(t, map[string]string{"POST /customers/12/googleAds:search": `{"results": [{"userList": {"resourceName": "customers/12/userLists/9", "description": "by hand"}}]}`})
	_, err = googleSender(t, base, apitest.Options()).Send(context.Background(), change("add", "google", true))
	apitest.Want(t, err, "Google: the audience `Look'alikes` was not made by a workflow, and is left alone", false, 0)
}

func TestCodesOfMeta(t *testing.T) {
	for answer, want := range map[string]string{
		`400 {"error": {"message": "User request limit reached", "code": 17}}`:                   "again Meta: User request limit reached (code 17)",
		`403 {"error": {"message": "There have been too many calls", "code": 80003}}`:            "again Meta: There have been too many calls (code 80003)",
		`400 {"error": {"message": "Something", "code": 99, "is_transient": true}}`:              "again Meta: Something (code 99)",
		`400 {"error": {"message": "Error validating access token ` + token + `", "code": 190}}`: "Meta: Error validating access token *** (code 190); see `meta` in wf.yaml",
		`400 {"error": {"message": "Invalid parameter", "code": 100}}`:                           "Meta answered 400 Bad Request: Invalid parameter (code 100)",
		`200 {"audience_id": "99", "num_received": 1, "num_invalid_entries": 1}`:                 "Meta took 0 of 1",
	} {
		base, _ := network(t, map[string]string{"GET /act_12/customaudiences": `{"data": [{"id": "99", "name": "Look'alikes", "description": "` + mark + `"}]}`, "POST /99/users": answer})
		_, err := metaSender(t, base, apitest.Options()).Send(context.Background(), change("add", "meta", true))
		words, again := strings.CutPrefix(want, "again ")
		apitest.Want(t, err, words, again, 0)
	}
}

func TestGoogle(t *testing.T) {
	const search, mutate, upload = "POST /customers/12/googleAds:search", "POST /customers/12/userLists:mutate", "POST /customers/12:uploadUserData"
	base, calls := network(t, map[string]string{mutate: `{"results": [{"resourceName": "customers/12/userLists/9"}]}`, upload: `{"receivedOperationsCount": 1}`})
	s := googleSender(t, base, apitest.Options())
	send(t, s, change("add", "google", true), "audience customers/12/userLists/9")
	wantCalls(t, calls,
		search+` {"query":"SELECT user_list.resource_name, user_list.description FROM user_list WHERE user_list.name = 'Look\\'alikes' AND user_list.membership_status = 'OPEN'"}`,
		mutate+` {"operations":[{"create":{"crmBasedUserList":{"uploadKeyType":"CONTACT_INFO"},"description":"Kept by workflows of wf","membershipLifeSpan":540,"name":"Look'alikes"}}]}`,
		upload+` {"customerMatchUserListMetadata":{"consent":{"adPersonalization":"GRANTED","adUserData":"GRANTED"},"userList":"customers/12/userLists/9"},"operations":[{"create":{"userIdentifiers":[{"hashedEmail":"e5e5"},{"hashedPhoneNumber":"a0a0"}]}}]}`)
	send(t, s, change("remove", "google", false), "audience customers/12/userLists/9")
	wantCalls(t, calls, upload+` {"customerMatchUserListMetadata":{"userList":"customers/12/userLists/9"},"operations":[{"remove":{"userIdentifiers":[{"hashedEmail":"e5e5"}]}}]}`)

	base, _ = network(t, map[string]string{search: `400 {"error": {"code": 400, "message": "Request contains an invalid argument.", "details": [{"errors": [{"message": "The customer is not allowed to use Customer Match"}]}]}}`})
	_, err := googleSender(t, base, apitest.Options()).Send(context.Background(), change("add", "google", true))
	apitest.Want(t, err, "Google answered 400 Bad Request: The customer is not allowed to use Customer Match", false, 0)
}

func TestNetworkWithoutAccount(t *testing.T) {
	_, err := metaSender(t, "", apitest.Options()).Send(context.Background(), change("add", "google", true))
	apitest.Want(t, err, "wf.yaml has no account for audiences of google; it has meta", false, 0)
	_, err = New(nil, nil).Send(context.Background(), change("add", "meta", true))
	apitest.Want(t, err, "wf.yaml has no account for audiences of meta; it has none", false, 0)
	missing := func() (string, error) { return "", errors.New("the environment variable `META_TOKEN` is not set") }
	_, err = New(&Meta{Token: missing}, nil).Send(context.Background(), change("add", "meta", true))
	apitest.Want(t, err, "Meta: the environment variable `META_TOKEN` is not set", true, 0)
}
