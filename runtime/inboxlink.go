// The address of a user's notification center: whoever has it reads and marks what that user was told.

package runtime

// InboxLink is the address under which a user, named as in the directory, sees the notification center; "" when the project has no address. It stays
// valid as long as the user is an active one of the directory, and the store is the same.
func (e *Engine) InboxLink(user string) string {
	return e.address(useInbox, []byte(user))
}

// InboxUser tells whose notification center a token, the last part of an InboxLink, stands for. The error is
// ErrNoSuchCallback for a token that was made up, and for a user who is gone or inactive.
func (e *Engine) InboxUser(token string) (user string, err error) {
	payload, ok := e.open(useInbox, token)
	if !ok {
		return "", ErrNoSuchCallback
	}
	if u, _ := e.config.People.User(string(payload)); u.Active {
		return u.Email, nil
	}
	return "", ErrNoSuchCallback
}
