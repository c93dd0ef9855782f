// The list of actions that people know from HubSpot's page of workflow actions (its state of October 2020), and what each
// of them is here. docs/actions.md shows it, and tests hold it against the catalog and run every form.

package stdlib

// row is one action of the list.
type row struct {
	family, title string
	wf            string // written here: steps on the object
	object        string // of the workflow; "" is contact
	entry         string // action of the catalog that does it; "" of a declaration
}

func rows() []row {
	return []row{
		{"Flow", "Wait for a set amount of time", `delay 2 days 3 hours`, "", "delay"},
		{"Flow", "Wait for a day or time", `delay until tuesday at 11:00`, "", "delay"},
		{"Flow", "Wait until something happens", `let e = delay until event form_submitted up to 3 days`, "", "delay"},
		{"Flow", "If/then branch", `if contact.score > 50 then set contact.lead_status = "open" else stop`, "", "if"},
		{"Flow", "Branch by a value", "match contact.country {\n  \"France\" => set contact.language = \"fr\"\n  default => stop\n}", "", "match"},
		{"Flow", "Random split", "split {\n  50% => set contact.source = \"a\"\n  default => set contact.source = \"b\"\n}", "", "split"},
		{"Flow", "Go to another action", "if contact.score > 50 then goto call\nset contact.source = \"web\"\ncall: set contact.lead_status = \"open\"", "", "goto"},
		{"Flow", "Enroll in another workflow", `enroll in nurture`, "", "enroll"},
		{"Flow", "Trigger a webhook", `let r = webhook(url: "https://example.com/hook", secret: secret("HOOK_KEY"))`, "", "webhook"},

		{"Internal communication", "Internal e-mail", `notify.email(to: team("Sales"), subject: "A lead", body: "{{contact.email}}")`, "", "notify.email"},
		{"Internal communication", "Internal SMS", `notify.sms(to: contact.owner, text: "Call {{contact.firstname}}")`, "", "notify.sms"},
		{"Internal communication", "In-app notification", `notify(to: contact.owner, text: "{{contact.firstname}} is new")`, "", "notify"},

		{"External communication", "Marketing e-mail", `email(template: "welcome")`, "", "email"},
		{"External communication", "Marketing e-mail to the contacts of a record", `email(template: "welcome", to: filter(contacts, .score > 1))`, "company", "email"},
		{"External communication", "Marketing e-mail to given addresses", `email(template: "welcome", to: ["boss@acme.example", contact.email])`, "", "email"},

		{"Integrations", "Slack message", `slack.message(channel: "#deals", text: "{{deal.name}} is won")`, "deal", "slack.message"},
		{"Integrations", "Slack channel", `slack.channel(name: "deal-{{deal.id}}", private: true)`, "deal", "slack.channel"},
		{"Integrations", "Asana task", `asana.task(project: "1200000000000001", name: "Call {{contact.firstname}}", due: today() + days(3))`, "", "asana.task"},
		{"Integrations", "Salesforce task", `salesforce.task(subject: "Call {{contact.firstname}}", due: today() + days(2))`, "", "salesforce.task"},
		{"Integrations", "Salesforce campaign", `salesforce.campaign(id: "701000000000001AAA", status: "Responded")`, "", "salesforce.campaign"},
		{"Integrations", "Actions of extensions", `let s = crm.score(model: "v2")`, "", ""},

		{"Assignment", "Rotate record to owner", `rotate(among: team("Sales"), property: contact.owner, overwrite: true)`, "", "rotate"},

		{"Create", "Create deal", `create deal { name: "For {{contact.firstname}}", amount: 1200 } with company`, "", "create"},
		{"Create", "Create ticket", `create ticket { subject: "Hello from {{contact.email}}", priority: "urgent" }`, "", "create"},
		{"Create", "Create task", `create task { title: "Call", due: now() + days(1), reminder: now(), priority: "high", owner: contact.owner, queue: "Leads" }`, "", "create"},
		{"Create", "Create any other record", `create company { name: "{{contact.lastname}} & Co" }`, "", "create"},

		{"Properties", "Set a property", `set contact.lead_status = "open"`, "", "set"},
		{"Properties", "Set a property of the primary associated record", `set company.lead_status = "open"`, "", "set"},
		{"Properties", "Set a property of all associated records", `set deals.priority = "high" where .amount > 100`, "", "set"},
		{"Properties", "Copy a property", `copy company.phone to contacts.phone`, "company", "copy"},
		{"Properties", "Clear a property", `clear contact.lead_status`, "", "clear"},
		{"Properties", "Increase a number", `increase contact.score by 5`, "", "increase"},
		{"Properties", "Decrease a number", `decrease contact.score`, "", "decrease"},

		{"Lists, audiences, consent", "Add to static list", `list.add(name: "VIP")`, "", "list.add"},
		{"Lists, audiences, consent", "Remove from static list", `list.remove(name: "VIP")`, "", "list.remove"},
		{"Lists, audiences, consent", "Add to ads audience", `audience.add(name: "Lookalikes", network: "meta")`, "", "audience.add"},
		{"Lists, audiences, consent", "Remove from ads audience", `audience.remove(name: "Lookalikes", network: "meta")`, "", "audience.remove"},
		{"Lists, audiences, consent", "Manage subscriptions", `subscription.set(type: "Newsletter", status: "subscribed", basis: "consent_with_notice")`, "", "subscription.set"},
	}
}

// rule is what the same page says of enrollment, and how it is said here: by a setting of the workflow, a verb of the
// command, or nothing, because it is always so.
type rule struct {
	title, setting, verb, always string
}

func rules() []rule {
	return []rule{
		{title: "Enroll when a condition turns true", setting: `enroll when contact.lifecycle_stage == "lead"`},
		{title: "Enroll when something happens", setting: `enroll on event form_submitted where event.form == "demo"`},
		{title: "Enroll around a date", setting: `center on contact.birthday every year`},
		{title: "Enroll again", setting: `reenroll after 30 days`},
		{title: "Enroll what matches already, as a workflow is switched on", verb: "wf deploy --existing"},
		{title: "Enroll by hand", verb: "wf enroll"},
		{title: "Suppression", setting: `suppress when contact in list("Staff")`},
		{title: "Unenroll", setting: `unenroll when contact.bounced`},
		{title: "Goal", setting: `goal on event meeting_booked`},
		{title: "Act on certain days and hours only", setting: `during monday..friday 09:00..18:00`},
		{title: "Do not act on certain dates", setting: `pause on 12-25, 2027-01-02`},
		{title: "Switch a workflow off and on", verb: "wf off", always: "records inside keep their place, and their delays keep running; actions are skipped"},
		{title: "Change a workflow", verb: "wf deploy --migrate", always: "a record inside finishes on the version that it entered, unless it is moved"},
		{title: "Delete a record", always: "it leaves every workflow, and restoring it does not bring it back"},
	}
}
