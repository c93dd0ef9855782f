package audience

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"slices"

	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/stdlib/connect/api"
)

// Meta keeps custom audiences of an ad account by Meta's Marketing API.
type Meta struct {
	Base    string // address of the API with its version; "": Meta's own, v25.0
	Account string // number of the ad account, without act_
	Token   func() (string, error)
	Client  *api.Client
}

// metaAudience is what Meta says of an audience.
type metaAudience struct {
	ID          string `json:"id"`
	Name        string `json:"name"`
	Description string `json:"description"`
}

// Find looks through all audiences of the account.
func (n *Meta) Find(ctx context.Context, name string) (string, error) {
	query := url.Values{"fields": {"id,name,description"}, "limit": {"500"}}
	// An account has far fewer pages than that.
	for range 100 {
		var page struct {
			Data   []metaAudience `json:"data"`
			Paging struct {
				Cursors struct {
					After string `json:"after"`
				} `json:"cursors"`
				Next string `json:"next"`
			} `json:"paging"`
		}
		if err := n.call(ctx, http.MethodGet, "act_"+n.Account+"/customaudiences", query, "", &page); err != nil {
			return "", err
		}
		for _, found := range page.Data {
			switch {
			case found.Name == name && found.Description == mark:
				return found.ID, nil
			case found.Name == name:
				return "", foreign("Meta", name)
			}
		}
		if page.Paging.Next == "" {
			break
		}
		query.Set("after", page.Paging.Cursors.After)
	}
	return "", nil
}

// Make makes a custom audience of customer data.
func (n *Meta) Make(ctx context.Context, name, key string) (string, error) {
	var made metaAudience
	err := n.call(ctx, http.MethodPost, "act_"+n.Account+"/customaudiences",
		url.Values{"name": {name}, "description": {mark}, "subtype": {"CUSTOM"}, "customer_file_source": {"USER_PROVIDED_ONLY"}}, key, &made)
	return made.ID, err
}

// Change sends people by hash of address and number.
func (n *Meta) Change(ctx context.Context, id string, remove bool, people []Person, key string) error {
	payload := struct {
		Schema []string   `json:"schema"`
		Data   [][]string `json:"data"`
	}{Schema: []string{"EMAIL", "PHONE"}}
	for _, p := range people {
		payload.Data = append(payload.Data, []string{p.Email, p.Phone})
	}
	text, err := json.Marshal(payload)
	if err != nil {
		return err
	}
	method := http.MethodPost
	if remove {
		method = http.MethodDelete
	}
	var done struct {
		Received int `json:"num_received"`
		Invalid  int `json:"num_invalid_entries"`
	}
	if err := n.call(ctx, method, id+"/users", url.Values{"payload": {string(text)}}, key, &done); err != nil {
		return err
	}
	if done.Invalid > 0 {
		return fmt.Errorf("Meta took %d of %d", done.Received-done.Invalid, done.Received)
	}
	return nil
}

func (n *Meta) call(ctx context.Context, method, path string, fields url.Values, key string, into any) error {
	token, err := n.Token()
	if err != nil {
		return &schema.RetryLater{Err: fmt.Errorf("Meta: %w", err)}
	}
	r := &api.Request{Method: method, URL: cmp.Or(n.Base, "https://graph.facebook.com/v25.0") + "/" + path, Key: key}
	if method == http.MethodGet {
		r.URL += "?" + fields.Encode()
	} else {
		r.Form(fields)
	}
	answer, err := n.Client.Do(ctx, r.Bearer(token))
	if err != nil {
		return err
	}
	if !answer.OK() {
		return metaRefusal(answer)
	}
	return answer.Read(into)
}

// metaRefusal reads why Meta refuses: limits and passing faults come as 400 or 403 with a code of their own.
// Source: developers.facebook.com/docs/graph-api/guides/error-handling and …/marketing-api/overview/rate-limiting.
func metaRefusal(answer *api.Answer) error {
	var said struct {
		Error struct {
			Message   string `json:"message"`
			Code      int    `json:"code"`
			Transient bool   `json:"is_transient"`
		} `json:"error"`
	}
	answer.Peek(&said)
	words := said.Error.Message
	if said.Error.Code != 0 {
		words = fmt.Sprintf("%s (code %d)", words, said.Error.Code)
	}
	switch {
	case said.Error.Transient, slices.Contains([]int{1, 2, 4, 17, 32, 613, 80000, 80003, 80004}, said.Error.Code):
		return answer.Later(words)
	case said.Error.Code == 190 || said.Error.Code == 102:
		return answer.RefuseAccount(words)
	}
	return answer.Judge(words)
}
