package audience

import (
	"cmp"
	"context"
	"fmt"
	"net/http"
	"strings"

	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/stdlib/connect/api"
)

// Google keeps Customer Match lists of a Google Ads account.
type Google struct {
	Base      string // address of the API with its version; "": Google's own, v21
	Customer  string // number of the account, without dashes
	Manager   string // number of the manager account that the access goes through; "": none
	Consent   bool   // the people consented to the use of their data for ads and their personalization
	Developer func() (string, error)
	Account   *api.Account
}

// Find looks an audience up by name.
func (n *Google) Find(ctx context.Context, name string) (string, error) {
	query := "SELECT user_list.resource_name, user_list.description FROM user_list WHERE user_list.name = " + quoted(name) + " AND user_list.membership_status = 'OPEN'"
	var found struct {
		Results []struct {
			List struct {
				Resource    string `json:"resourceName"`
				Description string `json:"description"`
			} `json:"userList"`
		} `json:"results"`
	}
	if err := n.call(ctx, "/googleAds:search", map[string]string{"query": query}, "", &found); err != nil {
		return "", err
	}
	for _, r := range found.Results {
		if r.List.Description == mark {
			return r.List.Resource, nil
		}
	}
	if len(found.Results) > 0 {
		return "", foreign("Google", name)
	}
	return "", nil
}

// Make makes a Customer Match list. Members stay for 540 days, the longest time there is.
func (n *Google) Make(ctx context.Context, name, key string) (string, error) {
	list := map[string]any{"name": name, "description": mark, "membershipLifeSpan": 540, "crmBasedUserList": map[string]string{"uploadKeyType": "CONTACT_INFO"}}
	var made struct {
		Results []struct {
			Resource string `json:"resourceName"`
		} `json:"results"`
	}
	if err := n.call(ctx, "/userLists:mutate", map[string]any{"operations": []any{map[string]any{"create": list}}}, key, &made); err != nil {
		return "", err
	}
	if len(made.Results) == 0 {
		return "", fmt.Errorf("Google made no audience `%s`, and does not say why", name)
	}
	return made.Results[0].Resource, nil
}

// Change sends people by hash of address and number.
func (n *Google) Change(ctx context.Context, id string, remove bool, people []Person, key string) error {
	operation := "create"
	if remove {
		operation = "remove"
	}
	var operations []any
	for _, p := range people {
		var identifiers []map[string]string
		if p.Email != "" {
			identifiers = append(identifiers, map[string]string{"hashedEmail": p.Email})
		}
		if p.Phone != "" {
			identifiers = append(identifiers, map[string]string{"hashedPhoneNumber": p.Phone})
		}
		operations = append(operations, map[string]any{operation: map[string]any{"userIdentifiers": identifiers}})
	}
	metadata := map[string]any{"userList": id}
	if n.Consent && !remove {
		metadata["consent"] = map[string]string{"adUserData": "GRANTED", "adPersonalization": "GRANTED"}
	}
	var done struct{}
	return n.call(ctx, ":uploadUserData", map[string]any{"customerMatchUserListMetadata": metadata, "operations": operations}, key, &done)
}

func (n *Google) call(ctx context.Context, path string, body any, key string, into any) error {
	developer, err := n.Developer()
	if err != nil {
		return &schema.RetryLater{Err: fmt.Errorf("Google: %w", err)}
	}
	answer, err := n.Account.Do(ctx, func() *api.Request {
		r := &api.Request{Method: http.MethodPost, URL: cmp.Or(n.Base, "https://googleads.googleapis.com/v21") + "/customers/" + n.Customer + path, Key: key,
			Header: map[string]string{"developer-token": developer}, Secret: []string{developer}}
		if n.Manager != "" {
			r.Header["login-customer-id"] = n.Manager
		}
		return r.JSON(body)
	})
	if err != nil {
		return err
	}
	if !answer.OK() {
		return answer.Judge(googleWords(answer))
	}
	return answer.Read(into)
}

// googleWords are Google's about a refusal: those of its details where it gives some, which say more.
func googleWords(answer *api.Answer) string {
	var said struct {
		Error struct {
			Message string `json:"message"`
			Details []struct {
				Errors []struct {
					Message string `json:"message"`
				} `json:"errors"`
			} `json:"details"`
		} `json:"error"`
	}
	answer.Peek(&said)
	var list []string
	for _, detail := range said.Error.Details {
		for _, e := range detail.Errors {
			list = append(list, e.Message)
		}
	}
	if len(list) == 0 {
		return said.Error.Message
	}
	return strings.Join(list, "; ")
}

// quoted is a text as a literal of Google's query language.
func quoted(text string) string {
	return "'" + strings.NewReplacer(`\`, `\\`, `'`, `\'`).Replace(text) + "'"
}
