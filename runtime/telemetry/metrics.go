// Package telemetry tells measuring systems what an engine does: Prometheus, and OpenTelemetry. No name or text of a
// record or message is among it.
package telemetry

import (
	"net/http"
	"sync/atomic"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"github.com/wflang/wf/runtime"
)

// Metrics counts what engines do, for Prometheus. It is a runtime.Observer: give it to runtime.Config, then the engine to
// Watch, so that its queues and enrollments are told as well.
type Metrics struct {
	registry *prometheus.Registry
	engine   atomic.Pointer[runtime.Engine]

	commits, failures, inputs, turns, bytes prometheus.Counter
	commitTime, batchTurns                  prometheus.Histogram
	messages                                *prometheus.CounterVec
	messageTime                             *prometheus.HistogramVec
}

var (
	queueDesc = prometheus.NewDesc("wf_queue_inputs", "Inputs that wait for the writer, by lane.", []string{"lane"}, nil)
	insideOf  = prometheus.NewDesc("wf_enrollments_inside", "Enrollments that are inside a workflow now.", []string{"workflow"}, nil)
	everOf    = prometheus.NewDesc("wf_enrollments_total", "Enrollments, by workflow and what became of them: enrolled ones are all that ever began, failed ones have a failed action.", []string{"workflow", "outcome"}, nil)
	readyDesc = prometheus.NewDesc("wf_ready", "1 while changes are taken, 0 while they are refused: the disk is full, or the store failed.", nil, nil)
	onOf      = prometheus.NewDesc("wf_workflow_on", "1 for a workflow that is on, 0 for one that is off.", []string{"workflow"}, nil)
)

// NewMetrics returns metrics with nothing counted yet.
func NewMetrics() *Metrics {
	counter := func(name, help string) prometheus.Counter {
		return prometheus.NewCounter(prometheus.CounterOpts{Name: name, Help: help})
	}
	m := &Metrics{
		registry: prometheus.NewRegistry(),
		commits:  counter("wf_commits_total", "Batches that were made durable."),
		failures: counter("wf_commit_failures_total", "Batches that could not be stored."),
		inputs:   counter("wf_inputs_total", "Changes, events and commands of callers that were made durable."),
		turns:    counter("wf_turns_total", "Turns that were made durable: inputs, steps of enrollments, timers."),
		bytes:    counter("wf_written_bytes_total", "Bytes that were given to the store."),
		commitTime: prometheus.NewHistogram(prometheus.HistogramOpts{Name: "wf_commit_seconds", Help: "How long a commit takes.",
			Buckets: prometheus.ExponentialBuckets(0.0005, 2, 14)}),
		batchTurns: prometheus.NewHistogram(prometheus.HistogramOpts{Name: "wf_batch_turns", Help: "Turns of one batch.",
			Buckets: prometheus.ExponentialBuckets(1, 4, 7)}),
		messages: prometheus.NewCounterVec(prometheus.CounterOpts{Name: "wf_messages_total",
			Help: "Attempts to send a message, by channel and outcome: sent, later (told later), again (tried again), failed."}, []string{"channel", "outcome"}),
		messageTime: prometheus.NewHistogramVec(prometheus.HistogramOpts{Name: "wf_message_seconds", Help: "How long an attempt to send a message takes.",
			Buckets: prometheus.ExponentialBuckets(0.005, 2, 13)}, []string{"channel"}),
	}
	m.registry.MustRegister(m.commits, m.failures, m.inputs, m.turns, m.bytes, m.commitTime, m.batchTurns, m.messages, m.messageTime,
		(*world)(m), collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return m
}

// Watch tells the queues and enrollments of an engine from now on.
func (m *Metrics) Watch(e *runtime.Engine) { m.engine.Store(e) }

// Handler answers Prometheus.
func (m *Metrics) Handler() http.Handler {
	return promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{})
}

// Committed counts a batch.
func (m *Metrics) Committed(b runtime.BatchReport) {
	m.commitTime.Observe(b.Commit.Seconds())
	if b.Err != nil {
		m.failures.Inc()
		return
	}
	m.commits.Inc()
	m.inputs.Add(float64(b.Inputs))
	m.turns.Add(float64(b.Turns))
	m.bytes.Add(float64(b.Bytes))
	m.batchTurns.Observe(float64(b.Turns))
}

// Handed counts an attempt to send a message.
func (m *Metrics) Handed(r runtime.MessageReport) {
	m.messages.WithLabelValues(r.Channel, r.Outcome).Inc()
	m.messageTime.WithLabelValues(r.Channel).Observe(r.Took.Seconds())
}

// world asks the engine when Prometheus asks.
type world Metrics

// Describe names what Collect tells.
func (w *world) Describe(ch chan<- *prometheus.Desc) {
	for _, d := range []*prometheus.Desc{queueDesc, readyDesc, insideOf, everOf, onOf} {
		ch <- d
	}
}

// Collect asks the engine.
func (w *world) Collect(ch chan<- prometheus.Metric) {
	e := w.engine.Load()
	if e == nil {
		return
	}
	ready := 1.0
	if e.Ready() != nil {
		ready = 0
	}
	ch <- prometheus.MustNewConstMetric(readyDesc, prometheus.GaugeValue, ready)
	live, bulk := e.Queues()
	ch <- prometheus.MustNewConstMetric(queueDesc, prometheus.GaugeValue, float64(live), "live")
	ch <- prometheus.MustNewConstMetric(queueDesc, prometheus.GaugeValue, float64(bulk), "bulk")
	status, err := e.Status()
	if err != nil {
		ch <- prometheus.NewInvalidMetric(insideOf, err)
		return
	}
	for _, s := range status {
		on := 0.0
		if s.On {
			on = 1
		}
		ch <- prometheus.MustNewConstMetric(onOf, prometheus.GaugeValue, on, s.Workflow)
		ch <- prometheus.MustNewConstMetric(insideOf, prometheus.GaugeValue, float64(s.Waiting), s.Workflow)
		for outcome, n := range map[string]int{"enrolled": s.Enrolled, "finished": s.Finished, "reached": s.Reached, "left": s.Left, "failed": s.Failed} {
			ch <- prometheus.MustNewConstMetric(everOf, prometheus.CounterValue, float64(n), s.Workflow, outcome)
		}
	}
}
