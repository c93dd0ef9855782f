package actions

import "github.com/wflang/wf/lang/schema"

// AudienceAdd declares `audience.add`.
func AudienceAdd() *schema.Action {
	return &schema.Action{
		Name: "audience.add", Title: "Add to ads audience", Kind: schema.MessageAction, Retry: retry(), On: []string{"contact"},
		Doc:     "Adds the contact to an audience of an advertising network, which is made if it does not exist. Only hashes of its e-mail address and phone number leave.",
		Params:  audienceParams(),
		Example: `audience.add(name: "Lookalikes", network: "meta")`,
	}
}

// AudienceRemove declares `audience.remove`.
func AudienceRemove() *schema.Action {
	return &schema.Action{
		Name: "audience.remove", Title: "Remove from ads audience", Kind: schema.MessageAction, Retry: retry(), On: []string{"contact"},
		Doc:     "Takes the contact out of an audience of an advertising network that a workflow made.",
		Params:  audienceParams(),
		Example: `audience.remove(name: "Lookalikes", network: "meta")`,
	}
}

func audienceParams() []*schema.Param {
	return []*schema.Param{
		{Name: "name", Type: schema.Of(schema.Text), Required: true, Names: "audience", Doc: "name of the audience"},
		{Name: "network", Type: schema.Of(schema.Text), Required: true, Check: checkNetwork, Doc: "\"meta\" or \"google\""},
	}
}
