// Command dbos runs the comparison workload on dbos-transact-golang with SQLite: a condition, two property updates, a
// durable timer of 1 ms, and one more update, each step recorded. It prints one JSON line with what it measured.
package main

import (
	"context"
	"database/sql"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"sort"
	"sync"
	"time"

	"github.com/dbos-inc/dbos-transact-golang/dbos"
	_ "github.com/dbos-inc/dbos-transact-golang/dbos/driver/sqlite"
)

// records is the property table that the steps update.
var records *sql.DB

func update(ctx context.Context, property string, id int, value string) (int, error) {
	_, err := records.ExecContext(ctx, "INSERT INTO property (record, name, value) VALUES (?, ?, ?) ON CONFLICT (record, name) DO UPDATE SET value = excluded.value", id, property, value)
	return 0, err
}

func instance(ctx dbos.Context, id int) (int, error) {
	industry := []string{"Accounting", "Software"}[id%2]
	segment := "other"
	if industry == "Accounting" {
		segment = "finance"
	}
	for _, step := range [][2]string{{"segment", segment}, {"status", "open"}} {
		if _, err := dbos.RunAsStep(ctx, func(c context.Context) (int, error) { return update(c, step[0], id, step[1]) }); err != nil {
			return 0, err
		}
	}
	if _, err := dbos.Sleep(ctx, time.Millisecond); err != nil {
		return 0, err
	}
	return dbos.RunAsStep(ctx, func(c context.Context) (int, error) { return update(c, "status", id, "done") })
}

func main() {
	n := flag.Int("n", 20000, "instances")
	inflight := flag.Int("inflight", 0, "instances at a time; 0 gives all at once")
	flag.Parse()
	if err := run(*n, *inflight); err != nil {
		fmt.Fprintln(os.Stderr, "dbos:", err)
		os.Exit(1)
	}
}

func run(n, inflight int) error {
	dir, err := os.MkdirTemp("", "dbos")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	records, err = sql.Open("sqlite", filepath.Join(dir, "records.db")+"?_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)&_pragma=busy_timeout(60000)")
	if err != nil {
		return err
	}
	records.SetMaxOpenConns(1)
	if _, err := records.Exec("CREATE TABLE property (record INTEGER, name TEXT, value TEXT, PRIMARY KEY (record, name))"); err != nil {
		return err
	}
	ctx, err := dbos.NewContext(context.Background(), dbos.Config{
		AppName:     "bench",
		DatabaseURL: "sqlite:" + filepath.Join(dir, "dbos.db"),
		Logger:      slog.New(slog.NewTextHandler(io.Discard, nil)),
	})
	if err != nil {
		return err
	}
	dbos.RegisterWorkflow(ctx, instance)
	if err := dbos.Launch(ctx); err != nil {
		return err
	}
	defer dbos.Shutdown(ctx, time.Second)

	if inflight <= 0 {
		inflight = n
	}
	slots := make(chan struct{}, inflight)
	took := make([]time.Duration, n)
	errs := make(chan error, n)
	var group sync.WaitGroup
	begin := time.Now()
	for i := range n {
		slots <- struct{}{}
		group.Go(func() {
			defer func() { <-slots }()
			t := time.Now()
			h, err := dbos.RunWorkflow(ctx, instance, i)
			if err == nil {
				_, err = h.GetResult()
			}
			if err != nil {
				errs <- err
			}
			took[i] = time.Since(t)
		})
	}
	group.Wait()
	all := time.Since(begin)
	close(errs)
	if err := <-errs; err != nil {
		return err
	}
	sort.Slice(took, func(i, j int) bool { return took[i] < took[j] })
	return json.NewEncoder(os.Stdout).Encode(map[string]any{
		"peer": "dbos-transact-golang on SQLite", "n": n, "inflight": inflight, "per_second": float64(n) / all.Seconds(),
		"p50_ms": float64(took[n/2].Microseconds()) / 1000, "p99_ms": float64(took[n*99/100].Microseconds()) / 1000,
	})
}
