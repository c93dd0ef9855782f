package webhook

import (
	"fmt"
	"io"
	"maps"
	"mime"
	"net/http"
	"slices"
	"strings"

	"github.com/wflang/wf/lang/schema"
)

// bodyCap is how much of an answer is kept, in bytes.
const bodyCap = 1 << 20

// read reads the answer into the outputs of the action.
func (s *Sender) read(answer *http.Response, q *request) (schema.Sent, error) {
	text, err := io.ReadAll(io.LimitReader(answer.Body, bodyCap))
	if err != nil {
		return schema.Sent{}, fmt.Errorf("the answer broke off: %w", err)
	}
	headers := &schema.Pairs{}
	for _, name := range slices.Sorted(maps.Keys(answer.Header)) {
		headers.Keys = append(headers.Keys, strings.ToLower(q.hide(name)))
		headers.Values = append(headers.Values, schema.TextValue(q.hide(strings.ToValidUTF8(strings.Join(answer.Header[name], ", "), "\uFFFD"))))
	}
	body := content(answer.Header.Get("Content-Type"), q.hide(strings.ToValidUTF8(string(text), "\uFFFD")))
	return schema.Sent{
		Text:    status(answer.StatusCode),
		Outputs: []schema.Value{schema.NumberValue(float64(answer.StatusCode)), schema.MapValue(headers), body},
	}, nil
}

// content is a body as a value: JSON where it says so and is, else text. An empty one is unknown.
func content(kind, text string) schema.Value {
	if strings.TrimSpace(text) == "" {
		return schema.Value{}
	}
	media, _, err := mime.ParseMediaType(kind)
	if err == nil && (media == "application/json" || strings.HasSuffix(media, "+json")) {
		if v, err := schema.FromJSON([]byte(text), schema.Of(schema.Any), nil); err == nil {
			return v
		}
	}
	return schema.TextValue(text)
}
