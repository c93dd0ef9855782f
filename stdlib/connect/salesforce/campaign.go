package salesforce

import (
	"context"
	"net/http"

	"github.com/wflang/wf/lang/schema"
)

// campaign makes the person a member of a campaign, or changes the status of who is one already.
func (s *Sender) campaign(ctx context.Context, m *schema.Message) (schema.Sent, error) {
	field, person, err := s.person(ctx, m.To[0])
	if err != nil {
		return schema.Sent{}, err
	}
	campaign, status := m.Fields["campaign"].Text(), m.Fields["status"].Text()
	existing := "SELECT Id FROM CampaignMember WHERE CampaignId = " + quoted(campaign) + " AND " + field + " = " + quoted(person)
	id, err := s.find(ctx, existing)
	if err != nil {
		return schema.Sent{}, err
	}
	if id == "" {
		fields := map[string]string{"CampaignId": campaign, field: person}
		if status != "" {
			fields["Status"] = status
		}
		var code string
		if id, code, err = s.create(ctx, "CampaignMember", m.Key, fields); err == nil {
			return made(id, ""), nil
		}
		if code != "DUPLICATE_VALUE" {
			return schema.Sent{}, err
		}
		// Somebody else was quicker.
		refused := err
		if id, err = s.find(ctx, existing); err != nil {
			return schema.Sent{}, err
		}
		if id == "" {
			return schema.Sent{}, refused
		}
	}
	if status == "" {
		return made(id, "; a member already"), nil
	}
	var nothing struct{}
	if _, err := s.call(ctx, http.MethodPatch, "/sobjects/CampaignMember/"+id, m.Key, map[string]string{"Status": status}, &nothing); err != nil {
		return schema.Sent{}, err
	}
	return made(id, ""), nil
}
