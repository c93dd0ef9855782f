// Addresses under which the world reaches the engine again. What they stand for is signed with a key of the store, so that
// nobody can make one up, and nothing has to be kept for them.

package runtime

import (
	"bytes"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"strings"

	"github.com/wflang/wf/runtime/store"
)

// secretSize is how many random bytes sign the addresses of a store; markSize is how many bytes of a signature they carry.
const (
	secretSize = 32
	markSize   = 16
)

// ErrNoSuchCallback is the error for a token that this engine never gave out.
var ErrNoSuchCallback = errors.New("this address is not known here")

// settleSecret reads the key that signs addresses, or makes it.
func (e *Engine) settleSecret(tx store.Tx) (made bool, err error) {
	found, err := tx.Get([]byte(keySecret))
	if err == nil {
		e.secret = bytes.Clone(found)
		return false, nil
	}
	if !errors.Is(err, store.ErrNotFound) {
		return false, err
	}
	e.secret = e.config.Secret
	if e.secret == nil {
		e.secret = make([]byte, secretSize)
		if _, err := rand.Read(e.secret); err != nil {
			return false, err
		}
	}
	return true, tx.Set([]byte(keySecret), e.secret)
}

// token is a text as part of an address: what it stands for, and a signature that holds for this use alone.
func (e *Engine) token(use string, payload []byte) string {
	return base64.RawURLEncoding.EncodeToString(append(e.mark(use, payload), payload...))
}

// open reads a token of one use; false when this engine did not make it.
func (e *Engine) open(use, token string) (payload []byte, ok bool) {
	data, err := base64.RawURLEncoding.Strict().DecodeString(token)
	if err != nil || len(data) < markSize {
		return nil, false
	}
	payload = data[markSize:]
	return payload, hmac.Equal(data[:markSize], e.mark(use, payload))
}

func (e *Engine) mark(use string, payload []byte) []byte {
	m := hmac.New(sha256.New, e.secret)
	// Writing to a hash never fails.
	_, _ = m.Write(append([]byte(use+"\n"), payload...))
	return m.Sum(make([]byte, 0, sha256.Size))[:markSize]
}

// address is where a token is handed in; "" when the project has no address, or the store has nothing to sign it with yet.
func (e *Engine) address(use string, payload []byte) string {
	if e.config.URL == "" || len(e.secret) == 0 {
		return ""
	}
	return strings.TrimRight(e.config.URL, "/") + "/" + use + "/" + e.token(use, payload)
}

// The uses of addresses: the first part of their path.
const (
	useCallback    = "callback"
	useUnsubscribe = "unsubscribe"
	useInbox       = "inbox"
)

func (e *Engine) callbackOf(seq uint64) string { return e.address(useCallback, append64(nil, seq)) }
