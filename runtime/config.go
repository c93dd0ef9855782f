// The configuration of an engine.

package runtime

import (
	"log/slog"
	"time"

	"github.com/wflang/wf/lang/schema"
	"github.com/wflang/wf/runtime/store"
)

// Config is what an engine needs. Store and Catalog must be given; everything else has a default.
type Config struct {
	// Store keeps everything. It belongs to the engine from Open on, which closes it.
	Store store.Store
	// Catalog holds the actions and functions that programs name.
	Catalog *schema.Catalog
	// Clock is where time comes from: RealClock by default. With a *VirtualClock time passes by Advance alone, and
	// senders are called one by one while the engine holds its breath: they must not call it.
	Clock Clock
	// People are the users and teams; nil knows nobody.
	People schema.People
	// Senders bring messages to the world, by channel; Outbox takes the channels that have none. Without either, a
	// message fails with words, but for a notification: it is in the notification center already, and a sender gets a copy.
	Senders map[string]schema.Sender
	Outbox  schema.Sender
	// Zone is the time zone of the project; UTC by default.
	Zone *time.Location
	// Seed is what chance is made of: the jitter of retries. The same inputs with the same seed give the same store.
	Seed uint64
	// Logger takes what an operator should know; it is silent by default.
	Logger *slog.Logger
	// KeepEvents is how long events are remembered for conditions: 90 days by default.
	KeepEvents time.Duration
	// KeepHistory is how long the history, the messages and the failed actions of enrollments that are over are kept, and
	// notifications that were read: 90 days by default.
	KeepHistory time.Duration
	// SMSPerMonth is how many text messages may leave in a calendar month of Zone: 1000 by default, none below 0.
	SMSPerMonth int
	// Observer is told of every commit and every attempt to send a message: for metrics and traces. Nobody by default.
	Observer Observer
	// Queue is how many inputs may wait before callers have to: 4096 by default.
	Queue int
	// Parallel is how many messages of one channel are sent at once: 8 by default.
	Parallel int
	// RecordCache is how many bytes of records, in their stored form, stay in memory for the writer, the latest that were
	// written or read: 48 MiB by default, none below 0. It grows with them; where they are small, finding them takes half
	// as much again.
	RecordCache int
	// Linger is how long a batch waits for further inputs while others are about to give some: 1 ms by default.
	Linger time.Duration
	// Identity names the store when it is made: the idempotency keys of messages begin with it. By default it is drawn
	// at random; tests that compare stores give one.
	Identity string
	// Secret signs the addresses that others are given to call back, when the store is made. By default it is drawn at
	// random; tests that compare stores give one.
	Secret []byte
	// URL is the address under which others reach this engine, such as https://wf.acme.example; without it nobody can
	// call back, and mails hold no link to unsubscribe.
	URL string
	// Witness, when given, is told what happens, for simulations: what workflows do is the same, but the engine holds its
	// records and enrollments in memory alone, and keeps no history, no list of failed actions, and no enrollments that are
	// over. Messages whose outcome no record waits for are told and not sent. Such an engine needs a virtual clock and an
	// empty Store, and is read only while no other call is under way.
	Witness Witness
}

func (c Config) withDefaults() Config {
	if c.Clock == nil {
		c.Clock = RealClock{}
	}
	if c.People == nil {
		c.People = nobody{}
	}
	if c.Zone == nil {
		c.Zone = time.UTC
	}
	if c.Logger == nil {
		c.Logger = slog.New(slog.DiscardHandler)
	}
	if c.KeepEvents == 0 {
		c.KeepEvents = 90 * 24 * time.Hour
	}
	if c.KeepHistory == 0 {
		c.KeepHistory = 90 * 24 * time.Hour
	}
	if c.Queue == 0 {
		c.Queue = 4096
	}
	if c.Parallel == 0 {
		c.Parallel = 8
	}
	if c.RecordCache == 0 {
		c.RecordCache = 48 << 20
	}
	if c.Linger == 0 {
		c.Linger = time.Millisecond
	}
	return c
}

// nobody is the directory that knows no one.
type nobody struct{}

func (nobody) User(string) (schema.Person, bool)   { return schema.Person{}, false }
func (nobody) Team(string) ([]schema.Person, bool) { return nil, false }
