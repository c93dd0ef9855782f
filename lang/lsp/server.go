// Package lsp speaks the language server protocol: it keeps the texts that an editor holds, asks lang/ide, and translates
// the answers. Each method has a file of its own; what they share is here and in workspace.go.
//
// Requests run beside each other, each over one state of the texts. What changes the texts runs in the order in which it
// came. Every place inside is a byte; UTF-16 exists in convert.go only.
package lsp

import (
	"context"
	"fmt"
	"io"
	"log"
	"runtime/debug"
	"sync"
	"time"

	"go.lsp.dev/jsonrpc2"
	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"

	"github.com/wflang/wf/lang/diag"
	"github.com/wflang/wf/lang/schema"
)

// Config is what a server works with. The catalog is needed.
type Config struct {
	Catalog *schema.Catalog
	Codes   []diag.CodeInfo // for links from a diagnostic to its page
	Version string
	Log     io.Writer     // faults of the server itself; nil: nowhere
	Delay   time.Duration // between the last edit and the check of a whole project; 0: 200 ms
}

// Server is one server for one client.
type Server struct {
	protocol.UnimplementedServer
	config  Config
	prelude []parsed
	pages   map[string]string // of codes
	client  protocol.Client
	ctx     context.Context
	stop    context.CancelFunc
	log     *log.Logger

	mu         sync.Mutex
	docs       map[string]*document // open in the editor, by path
	folders    []string
	workspaces map[string]*workspace // by folder of the project
	watches    bool                  // the client tells of changed files
	shut       bool
}

// document is a text that the editor holds.
type document struct {
	uri     uri.URI
	version int32
	text    string
}

// wholeDelay is how long the server waits for the next edit before it checks a whole project.
const wholeDelay = 200 * time.Millisecond

// Serve answers one client until it leaves or the context ends.
func Serve(ctx context.Context, config Config, in io.Reader, out io.Writer) error {
	s := newServer(ctx, config)
	defer s.stop()
	conn := jsonrpc2.NewConn(newStream(in, out), jsonrpc2.WithCodec(codec{}))
	s.client = protocol.ClientDispatcher(conn)
	conn.Go(s.ctx, s.dispatch(s.guard(protocol.ServerHandler(s, jsonrpc2.MethodNotFoundHandler))))
	select {
	case <-conn.Done():
	case <-s.ctx.Done():
	}
	return ctx.Err()
}

func newServer(ctx context.Context, config Config) *Server {
	if config.Log == nil {
		config.Log = io.Discard
	}
	if config.Delay == 0 {
		config.Delay = wholeDelay
	}
	s := &Server{config: config, pages: map[string]string{}, docs: map[string]*document{}, workspaces: map[string]*workspace{},
		log: log.New(config.Log, "wf lsp: ", 0)}
	s.ctx, s.stop = context.WithCancel(ctx)
	for _, c := range config.Codes {
		s.pages[c.Code] = c.URL()
	}
	for _, f := range config.Catalog.Prelude {
		s.prelude = append(s.prelude, read(f, false))
	}
	return s
}

// ordered are the messages that change what requests see: they are handled one after the other.
var ordered = map[string]bool{
	protocol.MethodInitialize: true, protocol.MethodInitialized: true, protocol.MethodShutdown: true, protocol.MethodExit: true,
	protocol.MethodTextDocumentDidOpen: true, protocol.MethodTextDocumentDidChange: true, protocol.MethodTextDocumentDidClose: true,
	protocol.MethodTextDocumentDidSave: true, protocol.MethodWorkspaceDidChangeWatchedFiles: true,
	protocol.MethodWorkspaceDidChangeWorkspaceFolders: true,
}

// dispatch handles what changes the texts where it was read, and all else beside each other. Only the latter can be
// canceled: the context of a request that was handled in place is used again when it returns.
func (s *Server) dispatch(next jsonrpc2.Handler) jsonrpc2.Handler {
	beside := protocol.Handlers(next)
	return func(ctx context.Context, req *jsonrpc2.Request) (any, error) {
		if ordered[req.Method()] {
			return next(ctx, req)
		}
		return beside(ctx, req)
	}
}

// guard keeps a fault in one request from ending the server.
func (s *Server) guard(next jsonrpc2.Handler) jsonrpc2.Handler {
	return func(ctx context.Context, req *jsonrpc2.Request) (result any, err error) {
		defer func() {
			if fault := recover(); fault != nil {
				s.log.Printf("%s: %v\n%s", req.Method(), fault, debug.Stack())
				result, err = nil, jsonrpc2.NewError(jsonrpc2.ErrInternal.Code, fmt.Sprintf("%s failed inside the server", req.Method()))
			}
			if err != nil && !req.IsCall() {
				// The error of a notification would end the connection.
				s.log.Printf("%s: %v", req.Method(), err)
				result, err = nil, nil
			}
		}()
		return next(ctx, req)
	}
}

// codec lets protocol write and read what is sent.
type codec struct{}

func (codec) Marshal(v any) ([]byte, error) {
	if raw, ok := v.(jsonrpc2.RawMessage); ok && raw != nil {
		return raw, nil
	}
	return protocol.Marshal(v)
}

func (codec) Unmarshal(data []byte, v any) error {
	if raw, ok := v.(*jsonrpc2.RawMessage); ok {
		*raw = append(jsonrpc2.RawMessage(nil), data...)
		return nil
	}
	return protocol.Unmarshal(data, v)
}
