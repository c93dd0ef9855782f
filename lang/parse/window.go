package parse

import "github.com/alecthomas/participle/v2/lexer"

// window lends one stretch of tokens after the other to participle without copying a file's worth of them: the tokens of
// a PeekingLexer are exchanged under it. What a production keeps of them must be used before the next stretch is filled in.
type window struct {
	lexer *lexer.PeekingLexer
	start lexer.Checkpoint
	all   []lexer.Token // of the lexer
}

// spareTokens stand behind the End of every stretch, so that a look ahead finds something that matches nothing.
const spareTokens = 3

// fill exchanges the tokens, with an End behind them, and gives the new ones.
func (w *window) fill(parts [][]lexer.Token) []lexer.Token {
	n := words(parts)
	if n+1+spareTokens > len(w.all) {
		w.grow(max(2*n, 64) + 1 + spareTokens)
	}
	n = 0
	for _, p := range parts {
		n += copy(w.all[n:], p)
	}
	w.all[n] = lexer.Token{Type: tokenEnd}
	clear(w.all[n+1 : n+1+spareTokens])
	w.lexer.LoadCheckpoint(w.start)
	return w.all[:n+1]
}

// grow makes a lexer of so many tokens. Its lexer of them cannot fail.
func (w *window) grow(n int) {
	w.lexer, _ = lexer.Upgrade(&tokenList{tokens: make([]lexer.Token, n)})
	w.start = w.lexer.MakeCheckpoint()
	w.all = w.lexer.Range(0, lexer.RawCursor(n))
}
