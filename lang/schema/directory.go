package schema

// Directory is who and what wf.yaml says that programs may name. A nil Directory knows nothing, and nothing is checked
// against it; an empty list in one says nothing about its names either.
type Directory struct {
	Users []string // e-mail addresses
	Teams []string
	Zone  string // IANA name of the project's time zone; "" is UTC
}
