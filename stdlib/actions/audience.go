package actions

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"

	"github.com/wflang/wf/lang/schema"
)

// AudienceAdd declares `audience.add`.
func AudienceAdd() *schema.Action {
	return &schema.Action{
		Name: "audience.add", Title: "Add to ads audience", Family: "Lists, audiences, consent", Kind: schema.MessageAction, Retry: retry(), On: []string{"contact"},
		Doc: "Adds the contact to an audience of an advertising network, which is made if it does not exist. Only hashes of its e-mail address and phone number leave. " +
			"The network is told each time, so that a contact whose address changed, or whom it did not take, gets there by the next.",
		Params:  audienceParams(),
		Example: `audience.add(name: "Lookalikes", network: "meta")`,
		Run:     runAudienceAdd,
	}
}

// AudienceRemove declares `audience.remove`.
func AudienceRemove() *schema.Action {
	return &schema.Action{
		Name: "audience.remove", Title: "Remove from ads audience", Family: "Lists, audiences, consent", Kind: schema.MessageAction, Retry: retry(), On: []string{"contact"},
		Doc:     "Takes the contact out of an audience of an advertising network, when a workflow put it in.",
		Params:  audienceParams(),
		Example: `audience.remove(name: "Lookalikes", network: "meta")`,
		Run:     runAudienceRemove,
	}
}

func audienceParams() []*schema.Param {
	return []*schema.Param{
		{Name: "name", Type: schema.Of(schema.Text), Required: true, Names: "audience", Doc: "name of the audience"},
		{Name: "network", Type: schema.Of(schema.Text), Required: true, Check: checkNetwork, Doc: "\"meta\" or \"google\""},
	}
}

func runAudienceAdd(t *schema.Turn, c *schema.Call) schema.Result {
	return syncAudience(t, c, "add")
}

func runAudienceRemove(t *schema.Turn, c *schema.Call) schema.Result {
	return syncAudience(t, c, "remove")
}

// syncAudience tells the network, also what it was told before: whether it ever took it is known only after the turn. The
// set that the project keeps is of those whom a workflow put in, for nobody else is taken out.
func syncAudience(t *schema.Turn, c *schema.Call, method string) schema.Result {
	name, network := c.Arg("name"), c.Arg("network")
	if err := checkNetwork(network); err != nil {
		return schema.Fail(err.Error())
	}
	if name.Text() == "" {
		return schema.Fail("the audience has no name")
	}
	fields := map[string]schema.Value{"method": schema.TextValue(method), "network": network, "audience": name}
	if email := property(t.Enrolled, "email").Text(); email != "" {
		fields["email_sha256"] = schema.TextValue(hashed(strings.ToLower(strings.TrimSpace(email))))
	}
	if number := schema.E164(contactNumber(t.Enrolled)); number != "" {
		fields["phone_sha256"] = schema.TextValue(hashed(audienceNumber(network.Text(), number)))
	}
	if len(fields) == 3 {
		return schema.Fail("the contact has neither an address nor a phone number in international form")
	}
	set, member := "audience:"+network.Text()+":"+name.Text(), t.Enrolled.Ref().String()
	switch {
	case method == "add":
		t.Sets.Add(set, member)
	case !t.Sets.Has(set, member):
		return schema.Result{Text: fmt.Sprintf("not in the audience `%s` of %s", name.Text(), network.Text())}
	}
	return schema.Result{
		Text:     fmt.Sprintf("%s: the audience `%s` of %s", method, name.Text(), network.Text()),
		Messages: []schema.Message{{Channel: "audience", To: []string{network.Text()}, Subject: name.Text(), Fields: fields}},
	}
}

func contactNumber(r *schema.Record) string {
	if mobile := property(r, "mobile").Text(); mobile != "" {
		return mobile
	}
	return property(r, "phone").Text()
}

// audienceNumber is a number as the network wants it hashed: Meta takes digits alone, Google the plus sign too.
func audienceNumber(network, number string) string {
	if network == "meta" {
		return strings.TrimPrefix(number, "+")
	}
	return number
}

func hashed(s string) string {
	sum := sha256.Sum256([]byte(s))
	return hex.EncodeToString(sum[:])
}
