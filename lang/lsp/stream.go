package lsp

// The stream of messages. A message that is no JSON, or larger than any editor sends, is answered with an error and
// left out; the connection goes on.

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"sync"

	"go.lsp.dev/jsonrpc2"
)

// largest is the most bytes of one message.
const largest = 32 << 20

// longestHeader is the most bytes of one line of a header.
const longestHeader = 4 << 10

// stream frames messages by a Content-Length header.
type stream struct {
	in  *bufio.Reader
	out io.Writer
	mu  sync.Mutex // of out
}

var _ jsonrpc2.Stream = (*stream)(nil)

func newStream(in io.Reader, out io.Writer) *stream {
	return &stream{in: bufio.NewReaderSize(in, 64<<10), out: out}
}

// Read returns the next message that can be read.
func (s *stream) Read(ctx context.Context) (jsonrpc2.Message, int64, error) {
	for {
		if err := ctx.Err(); err != nil {
			return nil, 0, err
		}
		length, err := s.header()
		if err != nil {
			return nil, 0, err
		}
		switch {
		case length <= 0:
			s.refuse(jsonrpc2.ErrInvalidRequest.Code, "the header names no Content-Length")
			continue
		case length > largest:
			if _, err := io.CopyN(io.Discard, s.in, length); err != nil {
				return nil, 0, io.ErrUnexpectedEOF
			}
			s.refuse(jsonrpc2.ErrInvalidRequest.Code, fmt.Sprintf("a message of %d bytes is too large: the most is %d", length, largest))
			continue
		}
		body := make([]byte, length)
		if _, err := io.ReadFull(s.in, body); err != nil {
			return nil, 0, io.ErrUnexpectedEOF
		}
		if !json.Valid(body) {
			s.refuse(jsonrpc2.ErrParse.Code, "the message is no JSON")
			continue
		}
		msg, err := jsonrpc2.DecodeMessage(body)
		if err != nil {
			s.refuse(jsonrpc2.ErrInvalidRequest.Code, "the message is no request and no response")
			continue
		}
		return msg, length, nil
	}
}

// header reads up to the body of a message. Lines that are no header are passed over; 0 stands for a missing length.
func (s *stream) header() (length int64, err error) {
	seen := false
	for {
		line, err := s.line()
		if err != nil {
			return 0, err
		}
		if line == "" {
			if seen {
				return length, nil
			}
			continue
		}
		name, value, ok := strings.Cut(line, ":")
		if !ok {
			continue
		}
		seen = true
		if strings.EqualFold(strings.TrimSpace(name), "Content-Length") {
			if length, err = strconv.ParseInt(strings.TrimSpace(value), 10, 64); err != nil {
				length = 0
			}
		}
	}
}

// line reads one line, of which no more than longestHeader is kept.
func (s *stream) line() (string, error) {
	var kept []byte
	for {
		part, err := s.in.ReadSlice('\n')
		if room := longestHeader - len(kept); room > 0 {
			kept = append(kept, part[:min(room, len(part))]...)
		}
		switch {
		case err == nil:
			return strings.TrimRight(string(kept), "\r\n"), nil
		case !errors.Is(err, bufio.ErrBufferFull):
			return "", err
		}
	}
}

// refuse answers a message that has no id to answer to.
func (s *stream) refuse(code jsonrpc2.Code, message string) {
	body, _ := json.Marshal(map[string]any{"jsonrpc": "2.0", "id": nil, "error": map[string]any{"code": code, "message": message}})
	s.send(body)
}

// Write sends one message.
func (s *stream) Write(_ context.Context, msg jsonrpc2.Message) (int64, error) {
	body, err := jsonrpc2.EncodeMessage(msg)
	if err != nil {
		return 0, err
	}
	return s.send(body)
}

func (s *stream) send(body []byte) (int64, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	n, err := s.out.Write(append([]byte("Content-Length: "+strconv.Itoa(len(body))+"\r\n\r\n"), body...))
	return int64(n), err
}

// Close lets the reader end; the pipes belong to the caller.
func (s *stream) Close() error { return nil }
