package salesforce

import (
	"context"
	"time"

	"github.com/wflang/wf/lang/schema"
)

// task makes a task about the person, for the owner of the contact where Salesforce has such a user.
func (s *Sender) task(ctx context.Context, m *schema.Message) (schema.Sent, error) {
	_, person, err := s.person(ctx, m.To[0])
	if err != nil {
		return schema.Sent{}, err
	}
	fields := map[string]string{"Subject": m.Subject, "Status": "Not Started", "WhoId": person}
	if m.Body != "" {
		fields["Description"] = m.Body
	}
	if priority := m.Fields["priority"].Text(); priority != "" {
		fields["Priority"] = priority
	}
	if due := m.Fields["due"]; !due.IsNil() {
		fields["ActivityDate"] = schema.Plain(due, time.UTC)
	}
	more := ""
	if email := m.Fields["owner"].Text(); email != "" {
		owner, err := s.find(ctx, "SELECT Id FROM User WHERE Email = "+quoted(email)+" AND IsActive = true LIMIT 1")
		if err != nil {
			return schema.Sent{}, err
		}
		if owner != "" {
			fields["OwnerId"] = owner
		} else {
			more = "; `" + email + "` is no user there, it is for the integration user"
		}
	}
	id, _, err := s.create(ctx, "Task", m.Key, fields)
	if err != nil {
		return schema.Sent{}, err
	}
	return made(id, more), nil
}
