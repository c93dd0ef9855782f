package connect

import (
	"fmt"

	"github.com/wflang/wf/lang/project"
)

// Missing names the secrets of connectors that cannot be read now, each with the reason. Messages that need them are
// tried again like all others, so that nothing is lost when one was forgotten.
func Missing(c *project.Config, getenv func(string) (string, bool)) []string {
	var list []string
	need := func(settings, key string, s project.Secret) {
		if !s.Given() {
			return
		}
		if _, err := Lookup(s, getenv); err != nil {
			list = append(list, fmt.Sprintf("%s: %s: %v", settings, key, err))
		}
	}
	if c.SMTP != nil {
		need("smtp", "password", c.SMTP.Password)
	}
	if c.Slack != nil {
		need("slack", "token", c.Slack.Token)
	}
	if c.Twilio != nil {
		need("twilio", "token", c.Twilio.Token)
	}
	if c.Asana != nil {
		need("asana", "token", c.Asana.Token)
	}
	if c.Salesforce != nil {
		need("salesforce", "token", c.Salesforce.Token)
		need("salesforce", "client_secret", c.Salesforce.ClientSecret)
		need("salesforce", "refresh_token", c.Salesforce.RefreshToken)
	}
	if c.Meta != nil {
		need("meta", "token", c.Meta.Token)
	}
	if c.Google != nil {
		need("google", "developer_token", c.Google.DeveloperToken)
		need("google", "client_secret", c.Google.ClientSecret)
		need("google", "refresh_token", c.Google.RefreshToken)
	}
	return list
}
