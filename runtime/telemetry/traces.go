package telemetry

import (
	"context"
	"time"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/trace"

	"github.com/wflang/wf/runtime"
)

// Traces makes a span of every batch, with one of its commit inside, and of every attempt to send a message. It is a
// runtime.Observer.
type Traces struct{ tracer trace.Tracer }

// NewTraces gives the spans to the tracers of a provider.
func NewTraces(p trace.TracerProvider) *Traces {
	return &Traces{p.Tracer("github.com/wflang/wf/runtime")}
}

// Committed makes the spans of a batch.
func (t *Traces) Committed(b runtime.BatchReport) {
	committing := b.Began.Add(b.Working)
	end := committing.Add(b.Commit)
	ctx, span := t.tracer.Start(context.Background(), "batch", trace.WithTimestamp(b.Began), trace.WithAttributes(
		attribute.Int("wf.inputs", b.Inputs), attribute.Int("wf.answers", b.Answers), attribute.Int("wf.turns", b.Turns), attribute.Int("wf.bytes", b.Bytes)))
	_, commit := t.tracer.Start(ctx, "commit", trace.WithTimestamp(committing))
	finish(commit, end, b.Err)
	finish(span, end, b.Err)
}

// Handed makes the span of an attempt to send a message.
func (t *Traces) Handed(r runtime.MessageReport) {
	_, span := t.tracer.Start(context.Background(), "message "+r.Channel, trace.WithTimestamp(r.Began), trace.WithSpanKind(trace.SpanKindClient),
		trace.WithAttributes(attribute.String("wf.channel", r.Channel), attribute.String("wf.key", r.Key), attribute.String("wf.outcome", r.Outcome)))
	finish(span, r.Began.Add(r.Took), r.Err)
}

// finish ends a span. The words of errors may hold what a provider answered, so that only their fact is told.
func finish(span trace.Span, end time.Time, err error) {
	if err != nil {
		span.SetStatus(codes.Error, "")
	}
	span.End(trace.WithTimestamp(end))
}

// Observers are several observers as one.
type Observers []runtime.Observer

// Committed tells all of them.
func (list Observers) Committed(b runtime.BatchReport) {
	for _, o := range list {
		o.Committed(b)
	}
}

// Handed tells all of them.
func (list Observers) Handed(r runtime.MessageReport) {
	for _, o := range list {
		o.Handed(r)
	}
}
