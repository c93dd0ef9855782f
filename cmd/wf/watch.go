package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"time"

	sdk "go.opentelemetry.io/otel/sdk/trace"

	"github.com/wflang/wf/runtime"
	"github.com/wflang/wf/runtime/telemetry"
)

// watching is what measures an engine while it serves.
type watching struct {
	app     *app
	address string // for Prometheus; "" for none
	metrics *telemetry.Metrics
	spans   *sdk.TracerProvider // nil: nobody wants them
	web     *http.Server
	served  chan error
}

// watch prepares what is asked for: metrics by a flag, traces by OpenTelemetry's own variables.
func (a *app) watch(address string) (*watching, error) {
	w := &watching{app: a, address: address}
	if address != "" {
		w.metrics = telemetry.NewMetrics()
	}
	if endpoint, ok := a.getenv("OTEL_EXPORTER_OTLP_ENDPOINT"); ok && endpoint != "" {
		headers, ok := a.getenv("OTEL_EXPORTER_OTLP_HEADERS")
		if !ok {
			headers = ""
		}
		var err error
		if w.spans, err = telemetry.Provider(endpoint, headers); err != nil {
			return nil, err
		}
	}
	return w, nil
}

// observers are what the engine tells; nil for nobody.
func (w *watching) observers() runtime.Observer {
	var list telemetry.Observers
	if w.metrics != nil {
		list = append(list, w.metrics)
	}
	if w.spans != nil {
		list = append(list, telemetry.NewTraces(w.spans))
	}
	if list == nil {
		return nil
	}
	return list
}

// begin answers Prometheus about an engine.
func (w *watching) begin(e *runtime.Engine) error {
	if w.metrics == nil {
		return nil
	}
	w.metrics.Watch(e)
	l, err := net.Listen("tcp", w.address)
	if err != nil {
		return err
	}
	mux := http.NewServeMux()
	mux.Handle("GET /metrics", w.metrics.Handler())
	w.web, w.served = &http.Server{Handler: mux, ReadHeaderTimeout: 10 * time.Second}, make(chan error, 1)
	go func() { w.served <- w.web.Serve(l) }()
	_, err = fmt.Fprintf(w.app.err, "wf: metrics at http://%s/metrics\n", l.Addr())
	return err
}

// stop answers Prometheus no more.
func (w *watching) stop() error {
	if w.web == nil {
		return nil
	}
	err := w.web.Close()
	if fault := <-w.served; !errors.Is(fault, http.ErrServerClosed) {
		err = errors.Join(err, fault)
	}
	return err
}

// flush sends the spans that are left.
func (w *watching) flush(ctx context.Context) error {
	if w.spans == nil {
		return nil
	}
	rest, done := context.WithTimeout(context.WithoutCancel(ctx), closing)
	defer done()
	if err := w.spans.Shutdown(rest); err != nil {
		return fmt.Errorf("the last traces were not sent: %w", err)
	}
	return nil
}
