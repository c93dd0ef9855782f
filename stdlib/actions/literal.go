// What is refused about a literal argument before the first run; the same rules hold for computed ones at run time.

package actions

import (
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"github.com/wflang/wf/lang/schema"
)

var (
	channelName  = regexp.MustCompile(`^[a-z0-9_-]{1,80}$`)
	salesforceID = regexp.MustCompile(`^[a-zA-Z0-9]{15}([a-zA-Z0-9]{3})?$`)
)

// oneOf returns a check that a text is one of the words.
func oneOf(what string, words ...string) func(schema.Value) error {
	return func(v schema.Value) error {
		if slices.Contains(words, v.Text()) {
			return nil
		}
		last := len(words) - 1
		return fmt.Errorf("`%s` is no %s: expected %s or %s", v.Text(), what, strings.Join(words[:last], ", "), words[last])
	}
}

func checkMethod(v schema.Value) error {
	return oneOf("method", "GET", "POST", "PUT", "PATCH", "DELETE")(v)
}

func checkSignature(v schema.Value) error { return oneOf("signature", "v1", "v2", "v3")(v) }

func checkInclude(v schema.Value) error {
	if v.Text() == "record" {
		return nil
	}
	return fmt.Errorf("`%s` cannot be included: expected record", v.Text())
}

func checkNetwork(v schema.Value) error { return oneOf("network", "meta", "google")(v) }

func checkSalesforcePriority(v schema.Value) error {
	return oneOf("priority", "High", "Normal", "Low")(v)
}

func checkSubscriptionStatus(v schema.Value) error {
	return oneOf("status", "subscribed", "unsubscribed", "not_specified")(v)
}

func checkBasis(v schema.Value) error {
	return oneOf("legal basis", "legitimate_interest_prospect", "legitimate_interest_client", "legitimate_interest_other",
		"performance_of_contract", "consent_with_notice", "process_and_store", "not_applicable")(v)
}

func checkWebAddress(v schema.Value) error {
	u, err := url.Parse(v.Text())
	if err != nil || (u.Scheme != "https" && u.Scheme != "http") || u.Hostname() == "" {
		return fmt.Errorf("`%s` is no web address: expected https://…", v.Text())
	}
	return nil
}

func checkChannelName(v schema.Value) error {
	name := v.Text()
	if channelName.MatchString(name) {
		return nil
	}
	return fmt.Errorf("`%s` is no channel name: expected 1 to 80 characters out of a-z 0-9 - _", name)
}

func checkSalesforceID(v schema.Value) error {
	if salesforceID.MatchString(v.Text()) {
		return nil
	}
	return fmt.Errorf("`%s` is no id of Salesforce: expected 15 or 18 letters and digits", v.Text())
}
