package main

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/wflang/wf/lang/diag"
	"github.com/wflang/wf/runtime"
	"github.com/wflang/wf/runtime/control"
)

func newInbox(a *app) *cobra.Command {
	var data string
	var unread, asJSON, link bool
	c := &cobra.Command{
		Use:   "inbox [folder] [user]",
		Short: "Show the notification center: what notify told each user",
		Long: `Without a user: how many notifications each user has, and how many are unread. With a user, named by e-mail address: the
notifications, oldest first; * marks those that are unread. With --link: the address of the page on which that user reads
them while wf serve runs; whoever has it reads along.`,
		Example: `  wf inbox
  wf inbox ana@acme.example --unread
  wf inbox ana@acme.example --link
  wf inbox read ana@acme.example`,
		Args: arguments(0, 2),
		RunE: func(c *cobra.Command, args []string) error {
			dir, rest := a.folder(args)
			if len(rest) > 1 {
				return arguments(0, 1)(c, rest)
			}
			s, err := a.session(c.Context(), dir, sessionOptions{data: data})
			if err != nil {
				return err
			}
			defer s.close()
			user := ""
			if len(rest) == 1 {
				user = rest[0]
			}
			list, err := s.notifications(user)
			if err != nil {
				return err
			}
			if link {
				return s.printInboxLink(c, user)
			}
			if unread {
				list = slices.DeleteFunc(list, func(n runtime.Notification) bool { return !n.Read.IsZero() })
			}
			if user == "" {
				return a.printInboxes(inboxes(list), asJSON)
			}
			return s.printInbox(list, asJSON)
		},
	}
	c.Flags().StringVar(&data, "data", "", "folder of the store (default: that of wf.yaml)")
	c.Flags().BoolVar(&unread, "unread", false, "only what is unread")
	c.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	c.Flags().BoolVar(&link, "link", false, "print the address of the user's page")
	c.AddCommand(newInboxRead(a))
	return c
}

func newInboxRead(a *app) *cobra.Command {
	var data string
	c := &cobra.Command{
		Use:   "read [folder] user [notification...]",
		Short: "Mark notifications of a user as read",
		Long:  "Marks the notifications that are named by their IDs, or all of the user. What was read is dropped after 90 days, or as keep in wf.yaml says.",
		Example: `  wf inbox read ana@acme.example
  wf inbox read ana@acme.example n42 n57`,
		Args: arguments(1, -1),
		RunE: func(c *cobra.Command, args []string) error {
			dir, rest := a.folder(args)
			if len(rest) == 0 {
				return arguments(1, -1)(c, rest)
			}
			s, err := a.session(c.Context(), dir, sessionOptions{data: data, access: operates})
			if err != nil {
				return err
			}
			defer s.close()
			if _, err := s.notifications(rest[0]); err != nil {
				return err
			}
			n, err := do(c.Context(), s, control.MarkRead{User: rest[0], IDs: rest[1:]})
			if err != nil {
				return err
			}
			_, err = fmt.Fprintf(a.out, "marked %s of %s as read\n", count(n, "notification"), rest[0])
			return err
		},
	}
	c.Flags().StringVar(&data, "data", "", "folder of the store (default: that of wf.yaml)")
	return c
}

// notifications are those of a user, or of all. A user is one of wf.yaml, or who was told something once.
func (s *session) notifications(user string) ([]runtime.Notification, error) {
	list := []runtime.Notification{}
	for n, err := range s.engine.Notifications(user) {
		if err != nil {
			return nil, err
		}
		list = append(list, n)
	}
	if user == "" || len(list) > 0 {
		return list, nil
	}
	var names []string
	for _, u := range s.Config.Users {
		if strings.EqualFold(u.Email.Value, user) {
			return list, nil
		}
		names = append(names, u.Email.Value)
	}
	return nil, &diag.Unknown{What: "user", Name: user, Names: names}
}

// printInboxLink prints the address of a user's page.
func (s *session) printInboxLink(c *cobra.Command, user string) error {
	if user == "" {
		return usage(c, errors.New("--link needs a user"))
	}
	if s.Config.URL == "" {
		return errors.New("wf.yaml has no `url`, the address under which others reach wf serve: without it there is no link")
	}
	for _, u := range s.Config.Users {
		if strings.EqualFold(u.Email.Value, user) && !u.Inactive {
			_, err := fmt.Fprintln(s.app.out, s.engine.InboxLink(u.Email.Value))
			return err
		}
	}
	return fmt.Errorf("`%s` is no active user of wf.yaml", user)
}

// inboxJSON is what one user has, for machines.
type inboxJSON struct {
	User          string `json:"user"`
	Unread        int    `json:"unread"`
	Notifications int    `json:"notifications"`
}

func inboxes(list []runtime.Notification) []inboxJSON {
	out := []inboxJSON{}
	for _, n := range list {
		if len(out) == 0 || !strings.EqualFold(out[len(out)-1].User, n.User) {
			out = append(out, inboxJSON{User: n.User})
		}
		one := &out[len(out)-1]
		one.Notifications++
		if n.Read.IsZero() {
			one.Unread++
		}
	}
	return out
}

func (a *app) printInboxes(list []inboxJSON, asJSON bool) error {
	if asJSON {
		return a.printJSON(list)
	}
	if len(list) == 0 {
		_, err := fmt.Fprintln(a.out, "no notifications")
		return err
	}
	t := table{head: []string{"USER", "UNREAD", "ALL"}, right: []bool{false, true, true}}
	for _, one := range list {
		t.add(one.User, strconv.Itoa(one.Unread), strconv.Itoa(one.Notifications))
	}
	return t.print(a.out)
}

// notificationJSON is a notification for machines.
type notificationJSON struct {
	ID         string `json:"id"`
	User       string `json:"user"`
	At         string `json:"at"`
	Read       string `json:"read,omitempty"`
	Title      string `json:"title"`
	Text       string `json:"text"`
	Object     string `json:"object"`
	Record     string `json:"record"`
	Workflow   string `json:"workflow"`
	Enrollment string `json:"enrollment"`
	Step       string `json:"step"`
}

func (s *session) printInbox(list []runtime.Notification, asJSON bool) error {
	if asJSON {
		out := []notificationJSON{}
		for _, n := range list {
			out = append(out, notificationJSON{n.ID, n.User, jsonTime(n.At), jsonTime(n.Read), n.Title, n.Text, n.Record.Object, n.Record.ID,
				n.Workflow, n.Enrollment, n.Step})
		}
		return s.app.printJSON(out)
	}
	if len(list) == 0 {
		_, err := fmt.Fprintln(s.app.out, "no notifications")
		return err
	}
	t := table{head: []string{"", "ID", "AT", "RECORD", "TITLE", "TEXT"}, fits: s.app.columns(), give: []int{5, 3, 4}}
	for _, n := range list {
		mark := "*"
		if !n.Read.IsZero() {
			mark = " "
		}
		t.add(mark, n.ID, moment(n.At, s.zone), s.name(n.Record), brief(n.Title, 40), brief(n.Text, 80))
	}
	return t.print(s.app.out)
}
