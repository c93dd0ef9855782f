package actions

import (
	"fmt"
	"slices"
	"time"

	"github.com/wflang/wf/lang/calendar"
	"github.com/wflang/wf/lang/schema"
)

// NotifySMS declares `notify.sms`.
func NotifySMS() *schema.Action {
	return &schema.Action{
		Name: "notify.sms", Title: "Send internal SMS", Family: "Internal communication", Kind: schema.MessageAction, Retry: retry(), Waits: true, Counts: true,
		Expires: calendar.Delay{Nanos: 72 * time.Hour},
		Doc:     "Sends a text message to the phones of users and teams, or to numbers in international form. The record waits for the outcome.",
		Params: []*schema.Param{
			{Name: "to", Type: schema.Of(schema.User), Accepts: []schema.Type{schema.Of(schema.Team), schema.Of(schema.Phone), schema.Of(schema.Text)},
				Many: true, Required: true, Doc: "who gets it: users, teams, or numbers such as \"+33612345678\""},
			{Name: "text", Type: schema.Of(schema.Text), Required: true, Doc: "what it says"},
		},
		Outputs: outputs(
			&schema.Field{Name: "id", Type: schema.Of(schema.Text), Doc: "the provider's id of the message"},
			&schema.Field{Name: "status", Type: schema.Of(schema.Text), Doc: "the provider's last status"},
		),
		Example: `notify.sms(to: contact.owner, text: "{{contact.firstname}} asked for a call")`,
		Run:     runNotifySMS,
	}
}

// smsPerMonth is how many text messages a project may send in a calendar month unless it says otherwise.
const smsPerMonth = 1000

func runNotifySMS(t *schema.Turn, c *schema.Call) schema.Result {
	to := peopleOf(t, c.Arg("to"))
	for _, p := range to.people {
		number := schema.E164(p.Phone)
		switch {
		case p.Phone == "":
			to.left = append(to.left, fmt.Sprintf("`%s` has no phone number", p.Email))
		case number == "":
			to.left = append(to.left, fmt.Sprintf("`%s`, the number of `%s`, is not in international form", p.Phone, p.Email))
		case !slices.Contains(to.numbers, number):
			to.numbers = append(to.numbers, number)
		}
	}
	if len(to.numbers) == 0 {
		return to.none()
	}
	if reason := countSMS(t, len(to.numbers)); reason != "" {
		return schema.Fail(reason)
	}
	result := schema.Result{Text: to.text(to.numbers)}
	for _, number := range to.numbers {
		result.Messages = append(result.Messages, schema.Message{Channel: "sms", To: []string{number}, Body: c.Arg("text").Text()})
	}
	return result
}

// countSMS counts messages against the month's limit, in the project's time zone; when they do not fit it counts nothing and says why.
func countSMS(t *schema.Turn, n int) string {
	zone := t.Project
	if zone == nil {
		zone = t.Zone
	}
	now := t.Now.In(zone)
	counter := "sms:" + now.Format("2006-01")
	sent := t.Sets.Counter(counter)
	most := t.SMSPerMonth
	if most == 0 {
		most = smsPerMonth
	}
	if sent+int64(n) > int64(max(most, 0)) {
		next := time.Date(now.Year(), now.Month()+1, 1, 0, 0, 0, 0, time.UTC).Format("2006-01-02")
		return fmt.Sprintf("%d SMS were sent this month, and %d is the most: no more until %s", sent, max(most, 0), next)
	}
	t.Sets.SetCounter(counter, sent+int64(n))
	return ""
}
