package actions

import (
	"strings"

	"github.com/wflang/wf/lang/schema"
)

// Webhook declares `webhook`.
func Webhook() *schema.Action {
	return &schema.Action{
		Name: "webhook", Title: "Trigger a webhook", Family: "Flow", Kind: schema.MessageAction, Retry: retry(),
		Doc: "Calls another system over HTTP with a JSON body: the enrolled record unless `body` says otherwise. " +
			"A 2xx answer is done, 4xx failed except 429, and 429, 5xx and network faults are tried again for three days. Redirects are not followed.",
		Params: []*schema.Param{
			{Name: "url", Type: schema.Of(schema.URL), Accepts: []schema.Type{schema.Of(schema.Text)}, Required: true, Check: checkWebAddress, Doc: "address to call"},
			{Name: "method", Type: schema.Of(schema.Text), Default: schema.TextValue("POST"), Check: checkMethod, Doc: "GET, POST, PUT, PATCH or DELETE"},
			{Name: "headers", Type: schema.MapOf(schema.Of(schema.Text)), Accepts: []schema.Type{schema.MapOf(schema.Of(schema.Secret))},
				Doc: "further headers of the request; a secret may be the value of one: `Authorization: secret(\"CRM_TOKEN\")`"},
			{Name: "body", Type: schema.Of(schema.Any), Doc: "what is sent as JSON, instead of the record"},
			{Name: "secret", Type: schema.Of(schema.Secret), Doc: "signs the request by the Standard Webhooks scheme"},
			{Name: "signature", Type: schema.Of(schema.Text), Check: checkSignature, Doc: "a signature of HubSpot's in addition: \"v1\", \"v2\" or \"v3\""},
			{Name: "include", Type: schema.Of(schema.Text), Check: checkInclude, Doc: "\"record\" adds the enrolled record to a body of one's own"},
		},
		Outputs: outputs(
			&schema.Field{Name: "status", Type: schema.Of(schema.Number), Doc: "HTTP status of the answer"},
			&schema.Field{Name: "headers", Type: schema.MapOf(schema.Of(schema.Text)), Doc: "headers of the answer, names in lower case"},
			&schema.Field{Name: "body", Type: schema.Of(schema.Any), Doc: "the answer: JSON read into values, or text; at most 1 MiB"},
		),
		Example: "let r = webhook(url: \"https://example.com/hook\", body: { email: contact.email, score: contact.score }, secret: secret(\"HOOK_KEY\"))\nif not r.ok then notify(to: contact.owner, text: \"The hook failed: {{r.error}}\")",
		Run:     runWebhook,
	}
}

func runWebhook(t *schema.Turn, c *schema.Call) schema.Result {
	url, method := c.Arg("url"), strings.ToUpper(c.Arg("method").Text())
	if err := checkWebAddress(url); err != nil {
		return schema.Fail(err.Error())
	}
	if err := checkMethod(schema.TextValue(method)); err != nil {
		return schema.Fail(err.Error())
	}
	fields := map[string]schema.Value{"url": url, "method": schema.TextValue(method)}
	for _, name := range [...]string{"headers", "secret", "signature"} {
		if v := c.Arg(name); !v.IsNil() {
			fields[name] = v
		}
	}
	body := webhookBody(t, c, method)
	if !body.IsNil() {
		fields["body"] = body
	}
	return schema.Result{
		Text:     method + " " + url.Text(),
		Messages: []schema.Message{{Channel: "webhook", To: []string{url.Text()}, Body: string(schema.ToJSON(body)), Fields: fields}},
	}
}

// webhookBody is what is sent: the record by default, nothing with GET, the body given otherwise, with the record in it
// under the name of its object when `include` asks for that.
func webhookBody(t *schema.Turn, c *schema.Call, method string) schema.Value {
	body := schema.Freeze(c.Arg("body"))
	switch {
	case body.IsNil() && method == "GET":
		return body
	case body.IsNil():
		return schema.Freeze(schema.RecordValue(t.Enrolled))
	case c.Arg("include").Text() == "record" && body.Kind() == schema.Map:
		m := body.Pairs()
		return schema.MapValue(&schema.Pairs{
			Keys:   append([]string{t.Enrolled.Object.Name}, m.Keys...),
			Values: append([]schema.Value{schema.Freeze(schema.RecordValue(t.Enrolled))}, m.Values...),
		})
	}
	return body
}
