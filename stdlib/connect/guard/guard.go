// Package guard dials for connectors: nothing that a workflow or an answer names leads them into one's own network.
package guard

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"strings"
	"time"

	"code.dny.dev/ssrf"
)

// Client is an HTTP client that reaches nothing private but what allow names: host names, addresses, networks as 10.0.0.0/8.
// An entry that is none of these is a fault; an address that it may not reach, a *RefusedError. Connecting takes at most
// limit. The client uses no proxy, behind which only the proxy's address would be seen, and follows no redirect: that could
// carry a token to another host.
func Client(allow []string, limit time.Duration) (*http.Client, error) {
	g, err := newGuard(allow, limit)
	if err != nil {
		return nil, err
	}
	return &http.Client{
		Transport: &http.Transport{
			DialContext: g.dial, TLSHandshakeTimeout: limit, ForceAttemptHTTP2: true,
			IdleConnTimeout: 30 * time.Second, MaxResponseHeaderBytes: 1 << 18,
		},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}, nil
}

// guard dials what a workflow may reach: not this machine, not its network, not the metadata service of its cloud. It
// looks at the address after the name was resolved, at the moment of connecting, so that a name cannot change in between.
type guard struct {
	names map[string]bool // hosts that may be anywhere
	open  net.Dialer
	safe  net.Dialer
}

// newGuard returns a guard that lets through, of private addresses, those that allow names: host names, addresses, networks
// as 10.0.0.0/8. An entry that is none of these is a fault. limit is how long connecting may take.
func newGuard(allow []string, limit time.Duration) (*guard, error) {
	g := &guard{names: map[string]bool{}, open: net.Dialer{Timeout: limit}, safe: net.Dialer{Timeout: limit}}
	var v4, v6 []netip.Prefix
	for _, entry := range allow {
		network, err := prefix(entry)
		switch {
		case err != nil && strings.ContainsAny(entry, "/: \t"):
			return nil, fmt.Errorf("webhooks: allow: %q is no host name, address or network", entry)
		case err != nil:
			g.names[strings.ToLower(strings.TrimSuffix(entry, "."))] = true
		case network.Addr().Is4():
			v4 = append(v4, network)
		default:
			v6 = append(v6, network)
		}
	}
	g.safe.Control = ssrf.New(ssrf.WithAnyPort(), ssrf.WithAllowedV4Prefixes(v4...), ssrf.WithAllowedV6Prefixes(v6...)).Safe
	return g, nil
}

// prefix reads a network, or an address as the network of itself alone.
func prefix(entry string) (netip.Prefix, error) {
	if address, err := netip.ParseAddr(entry); err == nil {
		return address.Prefix(address.BitLen())
	}
	return netip.ParsePrefix(entry)
}

// RefusedError is an address that connectors may not reach.
type RefusedError struct{ Host string }

func (e *RefusedError) Error() string {
	return fmt.Sprintf("`%s` is an address of a private network; `webhooks: allow` in wf.yaml can permit it", e.Host)
}

// dial connects, or answers with a *RefusedError. It fits http.Transport.DialContext.
func (g *guard) dial(ctx context.Context, network, address string) (net.Conn, error) {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return nil, err
	}
	if g.names[strings.ToLower(strings.TrimSuffix(host, "."))] {
		return g.open.DialContext(ctx, network, address)
	}
	conn, err := g.safe.DialContext(ctx, network, address)
	if errors.Is(err, ssrf.ErrProhibitedIP) {
		return nil, &RefusedError{Host: host}
	}
	return conn, err
}
