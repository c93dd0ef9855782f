package actions

import "github.com/wflang/wf/lang/schema"

// Webhook declares `webhook`.
func Webhook() *schema.Action {
	return &schema.Action{
		Name: "webhook", Title: "Trigger a webhook", Kind: schema.MessageAction, Retry: retry(),
		Doc: "Calls another system over HTTP with a JSON body: the enrolled record unless `body` says otherwise. " +
			"A 2xx answer is done, 4xx failed except 429, and 429, 5xx and network faults are tried again for three days. Redirects are not followed.",
		Params: []*schema.Param{
			{Name: "url", Type: schema.Of(schema.URL), Accepts: []schema.Type{schema.Of(schema.Text)}, Required: true, Check: checkWebAddress, Doc: "address to call"},
			{Name: "method", Type: schema.Of(schema.Text), Default: schema.TextValue("POST"), Check: checkMethod, Doc: "GET, POST, PUT, PATCH or DELETE"},
			{Name: "headers", Type: schema.MapOf(schema.Of(schema.Text)), Doc: "further headers of the request"},
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
		Example: "let r = webhook(url: \"https://example.com/hook\", body: {email: contact.email, score: contact.score}, secret: secret(\"HOOK_KEY\"))\nif not r.ok then notify(to: contact.owner, text: \"The hook failed: {{r.error}}\")",
	}
}
