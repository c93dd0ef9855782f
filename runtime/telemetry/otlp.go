package telemetry

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/sdk/resource"
	sdk "go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/trace"
)

// Provider sends spans to a collector as OTLP over HTTP, in JSON. Shutdown sends what is left.
//
// The exporter of OpenTelemetry itself brings gRPC's and protobuf's code with it, 4.8 million bytes of the command.
func Provider(endpoint, headers string) (*sdk.TracerProvider, error) {
	e := &exporter{url: strings.TrimSuffix(endpoint, "/") + "/v1/traces", client: http.Client{Timeout: 10 * time.Second}, header: http.Header{}}
	for pair := range strings.SplitSeq(headers, ",") {
		if pair = strings.TrimSpace(pair); pair == "" {
			continue
		}
		// What is wrong is not repeated: it may be a secret.
		name, value, ok := strings.Cut(pair, "=")
		if !ok || strings.ContainsAny(strings.TrimSpace(name), " \t:;\"") {
			return nil, errors.New("OTEL_EXPORTER_OTLP_HEADERS is not NAME=VALUE, separated by commas")
		}
		e.header.Set(strings.TrimSpace(name), strings.TrimSpace(value))
	}
	if at, err := url.Parse(e.url); err != nil || at.Scheme != "http" && at.Scheme != "https" || at.Host == "" {
		return nil, errors.New("OTEL_EXPORTER_OTLP_ENDPOINT is no address such as http://localhost:4318")
	}
	return sdk.NewTracerProvider(sdk.WithBatcher(e), sdk.WithResource(resource.NewSchemaless(attribute.String("service.name", "wf")))), nil
}

// exporter is the sdk's SpanExporter.
type exporter struct {
	url    string
	header http.Header
	client http.Client
}

// ExportSpans sends spans. An error is handled by the sdk, which drops them.
func (e *exporter) ExportSpans(ctx context.Context, spans []sdk.ReadOnlySpan) error {
	body, err := json.Marshal(request(spans))
	if err != nil {
		return err
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, e.url, bytes.NewReader(body))
	if err != nil {
		return err
	}
	r.Header = e.header.Clone()
	r.Header.Set("Content-Type", "application/json")
	answer, err := e.client.Do(r)
	var wrapped *url.Error
	if errors.As(err, &wrapped) {
		err = wrapped.Err // the address may hold an account
	}
	if err != nil {
		return fmt.Errorf("the collector of traces: %w", err)
	}
	defer answer.Body.Close()
	_, _ = io.Copy(io.Discard, io.LimitReader(answer.Body, 1<<16)) // so that the connection is used again
	if answer.StatusCode/100 != 2 {
		return fmt.Errorf("the collector of traces answered %s", answer.Status)
	}
	return nil
}

// Shutdown has nothing to end.
func (e *exporter) Shutdown(context.Context) error { return nil }

// The shapes of OTLP in JSON: https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding
type (
	tracesJSON struct {
		ResourceSpans []resourceJSON `json:"resourceSpans"`
	}
	resourceJSON struct {
		Resource   attributesJSON `json:"resource"`
		ScopeSpans []scopeJSON    `json:"scopeSpans"`
	}
	attributesJSON struct {
		Attributes []attributeJSON `json:"attributes"`
	}
	scopeJSON struct {
		Scope nameJSON   `json:"scope"`
		Spans []spanJSON `json:"spans"`
	}
	nameJSON struct {
		Name string `json:"name"`
	}
	spanJSON struct {
		TraceID    string          `json:"traceId"`
		SpanID     string          `json:"spanId"`
		Parent     string          `json:"parentSpanId,omitempty"`
		Name       string          `json:"name"`
		Kind       int             `json:"kind"`
		Start      string          `json:"startTimeUnixNano"`
		End        string          `json:"endTimeUnixNano"`
		Attributes []attributeJSON `json:"attributes"`
		Status     *statusJSON     `json:"status,omitempty"`
	}
	statusJSON struct {
		Code int `json:"code"`
	}
	attributeJSON struct {
		Key   string         `json:"key"`
		Value map[string]any `json:"value"`
	}
)

// request holds spans of one resource; all of them are of one scope, the engine's.
func request(spans []sdk.ReadOnlySpan) tracesJSON {
	if len(spans) == 0 {
		return tracesJSON{ResourceSpans: []resourceJSON{}}
	}
	scope := scopeJSON{Scope: nameJSON{spans[0].InstrumentationScope().Name}}
	for _, s := range spans {
		out := spanJSON{TraceID: s.SpanContext().TraceID().String(), SpanID: s.SpanContext().SpanID().String(), Name: s.Name(), Kind: 1,
			Start: nanos(s.StartTime()), End: nanos(s.EndTime()), Attributes: attributes(s.Attributes())}
		if s.Parent().SpanID().IsValid() {
			out.Parent = s.Parent().SpanID().String()
		}
		if s.SpanKind() == trace.SpanKindClient {
			out.Kind = 3
		}
		if s.Status().Code == codes.Error {
			out.Status = &statusJSON{2}
		}
		scope.Spans = append(scope.Spans, out)
	}
	return tracesJSON{[]resourceJSON{{attributesJSON{attributes(spans[0].Resource().Attributes())}, []scopeJSON{scope}}}}
}

func nanos(t time.Time) string { return strconv.FormatInt(t.UnixNano(), 10) }

func attributes(list []attribute.KeyValue) []attributeJSON {
	out := []attributeJSON{}
	for _, kv := range list {
		v := map[string]any{"stringValue": kv.Value.Emit()}
		if kv.Value.Type() == attribute.INT64 {
			v = map[string]any{"intValue": strconv.FormatInt(kv.Value.AsInt64(), 10)}
		}
		out = append(out, attributeJSON{string(kv.Key), v})
	}
	return out
}
