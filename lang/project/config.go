package project

// What wf.yaml holds. Each field's tags are the whole description of a setting: its name, its documentation and
// whether it must be there. The reader and the JSON Schema for editors both walk these types.

import (
	"github.com/wflang/wf/lang/calendar"
	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/lang/source"
)

// Config is wf.yaml. Every setting has a working default; without a wf.yaml all of them hold.
type Config struct {
	Timezone     Zone        `yaml:"timezone" doc:"Time zone of the project, by IANA name. Workflows may name their own. Default UTC."`
	WorkingHours Hours       `yaml:"working_hours" doc:"What working days and working hours count, such as monday..friday 09:00..18:00; a list for several windows. Default monday..friday 09:00..18:00."`
	DaysOff      []Day       `yaml:"days_off" doc:"Days that are no working days: 2026-12-24, or 12-25 for every year."`
	Store        Text        `yaml:"store" doc:"Folder of the database, relative to this file. Default .wf."`
	Existing     bool        `yaml:"existing" doc:"Records that match a workflow's trigger already when the workflow is switched on enter it. Default false."`
	URL          URL         `yaml:"url" doc:"Address under which others reach wf serve, such as https://wf.acme.example: answers of actions, outcomes of text messages, unsubscribing. Without it nobody can call back."`
	Records      Files       `yaml:"records" doc:"Record files by object type. wf run imports those that changed."`
	Users        []User      `yaml:"users" doc:"The people who use the CRM: owners, recipients of notifications."`
	UserFile     *UserFile   `yaml:"user_file" doc:"CSV file of more users, with the settings of a user as columns."`
	Teams        []Text      `yaml:"teams" doc:"All teams, also those that nobody is in yet. Default: those that the users name."`
	SMTP         *SMTP       `yaml:"smtp" doc:"Mail server. Without it mails become files in the outbox folder."`
	Slack        *Slack      `yaml:"slack" doc:"Slack workspace."`
	Twilio       *Twilio     `yaml:"twilio" doc:"Twilio account, for text messages."`
	Asana        *Asana      `yaml:"asana" doc:"Asana workspace."`
	Salesforce   *Salesforce `yaml:"salesforce" doc:"Salesforce organization."`
	Meta         *Meta       `yaml:"meta" doc:"Ad account of Meta, for audiences."`
	Google       *Google     `yaml:"google" doc:"Account of Google Ads, for audiences."`
	Webhooks     Webhooks    `yaml:"webhooks" doc:"What webhooks may reach, and how fast."`
	Limits       Limits      `yaml:"limits" doc:"How much may leave, and how long a run may last."`
	Keep         Keep        `yaml:"keep" doc:"How long the store remembers."`
	Secrets      SecretMap   `yaml:"secrets" doc:"Secrets that programs name with secret(\"NAME\"), where the environment variable has another name."`

	// Source is the text of wf.yaml; nil without one.
	Source *source.File `yaml:"-"`
}

// User is a person of the directory.
type User struct {
	Email    Address `yaml:"email" doc:"E-mail address; identifies the user." required:"true"`
	Name     Text    `yaml:"name" doc:"Name as people see it."`
	Phone    Text    `yaml:"phone" doc:"Phone number in international form, for text messages."`
	Teams    []Text  `yaml:"teams" doc:"Teams the user is in; the first is the primary one."`
	PaidSeat bool    `yaml:"paid_seat" doc:"Has a paid seat: takes part in rotation."`
	Inactive bool    `yaml:"inactive" doc:"Has left: gets nothing any more."`
	Away     bool    `yaml:"away" doc:"Is away for now: rotation passes over."`
	Manager  Text    `yaml:"manager" doc:"E-mail address of the manager."`
}

// SMTP is a mail server.
type SMTP struct {
	URL       URL    `yaml:"url" doc:"smtp://HOST:PORT, or smtps:// for TLS from the first byte." required:"true"`
	From      Text   `yaml:"from" doc:"Sender of mails whose template names none."`
	Username  Text   `yaml:"username" doc:"Account on the server, where it asks for one."`
	Password  Secret `yaml:"password" doc:"Password of the account: { env: NAME }."`
	PerSecond Count  `yaml:"per_second" doc:"Mails that leave in a second. Default 20."`
	Parallel  Count  `yaml:"parallel" doc:"Mails under way at once, at most 8. Default 4."`
}

// Slack is a Slack workspace.
type Slack struct {
	Token     Secret `yaml:"token" doc:"Bot token: { env: NAME }." required:"true"`
	Installer Text   `yaml:"installer" doc:"E-mail address of who installed the app: invited to the channels that workflows open."`
	URL       URL    `yaml:"url" doc:"Address of the API. Default https://slack.com/api."`
	PerSecond Count  `yaml:"per_second" doc:"Requests that leave in a second. Default 1."`
	Parallel  Count  `yaml:"parallel" doc:"Requests under way at once, at most 8. Default 4."`
}

// Twilio is an account for text messages.
type Twilio struct {
	Account   Text   `yaml:"account" doc:"Account SID." required:"true"`
	Token     Secret `yaml:"token" doc:"Auth token: { env: NAME }." required:"true"`
	From      Text   `yaml:"from" doc:"Number that messages come from, in international form, or the SID of a messaging service." required:"true"`
	URL       URL    `yaml:"url" doc:"Address of the API. Default https://api.twilio.com."`
	PerSecond Count  `yaml:"per_second" doc:"Requests that leave in a second. Default 10."`
	Parallel  Count  `yaml:"parallel" doc:"Requests under way at once, at most 8. Default 4."`
}

// Asana is an Asana workspace.
type Asana struct {
	Token     Secret `yaml:"token" doc:"Personal access token: { env: NAME }." required:"true"`
	Workspace Text   `yaml:"workspace" doc:"Workspace id, where the account has several."`
	URL       URL    `yaml:"url" doc:"Address of the API. Default https://app.asana.com/api/1.0."`
	PerSecond Count  `yaml:"per_second" doc:"Requests that leave in a second. Default 2."`
	Parallel  Count  `yaml:"parallel" doc:"Requests under way at once, at most 8. Default 4."`
}

// Salesforce is a Salesforce organization. It is used by an access token, or by what gets one: a client with its
// secret, and a refresh token where it acts for a user.
type Salesforce struct {
	URL          URL    `yaml:"url" doc:"Address of the organization, such as https://acme.my.salesforce.com." required:"true"`
	Token        Secret `yaml:"token" doc:"Access token: { env: NAME }. Not needed with a client that fetches one."`
	ClientID     Text   `yaml:"client_id" doc:"Consumer key of the connected app that fetches access tokens."`
	ClientSecret Secret `yaml:"client_secret" doc:"Consumer secret of the connected app: { env: NAME }."`
	RefreshToken Secret `yaml:"refresh_token" doc:"Refresh token: { env: NAME }. Without it the connected app uses its own user."`
	PerSecond    Count  `yaml:"per_second" doc:"Requests that leave in a second. Default 10."`
	Parallel     Count  `yaml:"parallel" doc:"Requests under way at once, at most 8. Default 4."`
}

// Meta is an ad account of Meta, for audiences.
type Meta struct {
	Account   Text   `yaml:"account" doc:"Number of the ad account." required:"true"`
	Token     Secret `yaml:"token" doc:"Access token of a system user: { env: NAME }." required:"true"`
	URL       URL    `yaml:"url" doc:"Address of the API with its version. Default https://graph.facebook.com/v25.0."`
	PerSecond Count  `yaml:"per_second" doc:"Requests that leave in a second. Default 5."`
	Parallel  Count  `yaml:"parallel" doc:"Requests under way at once, at most 8. Default 4."`
}

// Google is an account of Google Ads, for audiences.
type Google struct {
	Customer       Text   `yaml:"customer" doc:"Number of the account, without dashes." required:"true"`
	Manager        Text   `yaml:"manager" doc:"Number of the manager account, where access goes through one."`
	DeveloperToken Secret `yaml:"developer_token" doc:"Developer token: { env: NAME }." required:"true"`
	ClientID       Text   `yaml:"client_id" doc:"Id of the OAuth client that fetches access tokens." required:"true"`
	ClientSecret   Secret `yaml:"client_secret" doc:"Secret of the OAuth client: { env: NAME }." required:"true"`
	RefreshToken   Secret `yaml:"refresh_token" doc:"Refresh token: { env: NAME }." required:"true"`
	Consent        bool   `yaml:"consent" doc:"The contacts that workflows add consented to the use of their data for ads and for their personalization. Default false: nothing is said about it."`
	URL            URL    `yaml:"url" doc:"Address of the API with its version. Default https://googleads.googleapis.com/v21."`
	TokenURL       URL    `yaml:"token_url" doc:"Where access tokens are fetched. Default https://oauth2.googleapis.com/token."`
	PerSecond      Count  `yaml:"per_second" doc:"Requests that leave in a second. Default 5."`
	Parallel       Count  `yaml:"parallel" doc:"Requests under way at once, at most 8. Default 4."`
}

// Webhooks says what webhooks may do.
type Webhooks struct {
	Allow     []Text `yaml:"allow" doc:"Private addresses that webhooks may reach nevertheless: host names, addresses or networks such as 10.0.0.0/8."`
	PerSecond Count  `yaml:"per_second" doc:"How many leave in a second. Default 20."`
}

// Limits says how much may leave. What one run of a workflow may come to is judged before it runs.
type Limits struct {
	MaxEmails        Limit `yaml:"max_emails_per_record" doc:"Marketing e-mails that one run of a workflow may send; a workflow that can send more is an error. 0 means no limit. Default 0."`
	MaxNotifications Limit `yaml:"max_notifications_per_record" doc:"Internal e-mails, text messages and in-app notifications that one run of a workflow may send. 0 means no limit. Default 0."`
	MaxSMS           Limit `yaml:"max_sms_per_record" doc:"Internal text messages that one run of a workflow may send. 0 means no limit. Default 0."`
	MaxWebhooks      Limit `yaml:"max_webhooks_per_record" doc:"Webhooks that one run of a workflow may trigger. 0 means no limit. Default 0."`
	MaxMessages      Limit `yaml:"max_messages_per_record" doc:"Messages of all kinds that one run of a workflow may send. 0 means no limit. Default 0."`
	MaxDays          Limit `yaml:"max_days_in_workflow" doc:"Days that one run of a workflow may last. 0 means no limit. Default 0."`
	SMSPerMonth      Count `yaml:"sms_per_month" doc:"Text messages in a calendar month. Default 1000."`
}

// Keep says how long the store remembers.
type Keep struct {
	HistoryDays Count `yaml:"history_days" doc:"How many days the history and the messages of runs that are over are kept, and notifications that were read. Default 90."`
	EventDays   Count `yaml:"event_days" doc:"How many days conditions see past events. Default 90."`
}

// Default is the configuration of a project without a wf.yaml.
func Default() *Config {
	return &Config{
		WorkingHours: calendar.Office().Windows,
		Store:        Text{Value: ".wf"},
		Webhooks:     Webhooks{PerSecond: 20},
		Limits:       Limits{SMSPerMonth: 1000},
		Keep:         Keep{HistoryDays: 90, EventDays: 90},
	}
}

// Hours are the working hours of the project, its days off taken out.
func (c *Config) Hours() calendar.Hours {
	h := calendar.Hours{Windows: c.WorkingHours}
	for _, d := range c.DaysOff {
		h.Off = append(h.Off, calendar.Day(d))
	}
	return h
}

// Directory is what programs may name.
func (c *Config) Directory() *schema.Directory {
	d := &schema.Directory{Zone: string(c.Timezone), Teams: c.teamNames(), Hours: c.Hours(), Limits: c.Limits.set()}
	for _, u := range c.Users {
		d.Users = append(d.Users, u.Email.Value)
	}
	return d
}

func (c *Config) teamNames() []string {
	var names []string
	seen := map[string]bool{}
	add := func(list []Text) {
		for _, t := range list {
			if !seen[t.Value] {
				seen[t.Value] = true
				names = append(names, t.Value)
			}
		}
	}
	add(c.Teams)
	for _, u := range c.Users {
		add(u.Teams)
	}
	return names
}
