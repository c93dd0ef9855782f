package slack

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/wflang/wf/lang/schema"
)

// channel is what Slack says of a channel.
type channel struct {
	ID      string `json:"id"`
	Name    string `json:"name"`
	Purpose struct {
		Value string `json:"value"`
	} `json:"purpose"`
}

// open opens a channel and invites the record's owner and who installed the app. The purpose of the channel holds the
// idempotency key: when the answer got lost, a repeat finds the channel that it opened before.
func (c *conversation) open(ctx context.Context, m *schema.Message) (schema.Sent, error) {
	// People first: when they cannot be found, nothing was begun.
	members, err := c.members(ctx, m.To[0])
	if err != nil {
		return schema.Sent{}, err
	}
	name := m.Fields["name"].Text()
	made, err := c.create(ctx, name, m.Fields["private"].Bool())
	if err != nil {
		return schema.Sent{}, err
	}
	sent := schema.Sent{Text: made.ID, Outputs: []schema.Value{schema.TextValue(made.ID)}}
	var done struct{}
	err = c.call(ctx, "conversations.invite", true, url.Values{"channel": {made.ID}, "users": {strings.Join(members, ",")}}, &done)
	var refused *refusedError
	switch {
	case errors.As(err, &refused) && slices.Contains([]string{"already_in_channel", "cant_invite_self"}, refused.code):
	case err != nil && c.key == "":
		// Without a key a repeat could not tell its channel from another's.
		sent.Text += "; nobody could be invited: " + err.Error()
	case err != nil:
		return schema.Sent{}, err
	}
	return sent, nil
}

// members are the ids of the owner and of the installer.
func (c *conversation) members(ctx context.Context, owner string) ([]string, error) {
	id, err := c.member(ctx, owner)
	if err != nil {
		return nil, err
	}
	members := []string{id}
	if c.sender.Installer != "" && !strings.EqualFold(c.sender.Installer, owner) {
		installer, err := c.member(ctx, c.sender.Installer)
		if err != nil {
			return nil, err
		}
		members = append(members, installer)
	}
	return members, nil
}

func (c *conversation) create(ctx context.Context, name string, private bool) (*channel, error) {
	var made struct {
		Channel channel `json:"channel"`
	}
	err := c.call(ctx, "conversations.create", true, url.Values{"name": {name}, "is_private": {strconv.FormatBool(private)}}, &made)
	var refused *refusedError
	if errors.As(err, &refused) && refused.code == "name_taken" && c.key != "" {
		return c.mine(ctx, name, private, err)
	}
	if err != nil || c.key == "" {
		return &made.Channel, err
	}
	var done struct{}
	return &made.Channel, c.call(ctx, "conversations.setPurpose", true, url.Values{"channel": {made.Channel.ID}, "purpose": {c.purpose()}}, &done)
}

// purpose is what the channel says of itself.
func (c *conversation) purpose() string { return fmt.Sprintf("Opened by a workflow (%s)", c.key) }

// mine is the channel of that name if this very message opened it; otherwise the name is taken.
func (c *conversation) mine(ctx context.Context, name string, private bool, taken error) (*channel, error) {
	kind := "public_channel"
	if private {
		kind = "private_channel"
	}
	fields := url.Values{"types": {kind}, "limit": {"1000"}, "exclude_archived": {"true"}}
	// A workspace has far fewer pages than that.
	for range 100 {
		var page struct {
			Channels []channel `json:"channels"`
			Metadata struct {
				Next string `json:"next_cursor"`
			} `json:"response_metadata"`
		}
		if err := c.call(ctx, "conversations.list", false, fields, &page); err != nil {
			return nil, err
		}
		for _, found := range page.Channels {
			if found.Name != name {
				continue
			}
			if found.Purpose.Value == c.purpose() {
				return &found, nil
			}
			return nil, taken
		}
		if page.Metadata.Next == "" {
			break
		}
		fields.Set("cursor", page.Metadata.Next)
	}
	return nil, taken
}
