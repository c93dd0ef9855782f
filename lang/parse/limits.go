package parse

// Limits bound what is read, so that no text, however hostile, costs more than it is worth. A zero field means its default.
type Limits struct {
	FileBytes       int // bytes of a file
	Words           int // words, texts, numbers, signs and comments of a file, a comment as four; the rest is not read
	StatementWords  int // words, texts, numbers and signs of a statement, without its blocks
	ExpressionBytes int // bytes of an expression
	Brackets        int // brackets inside brackets
	Statements      int // statements inside statements
	Predicates      int // predicates inside predicates
	Ternaries       int // `?:` inside `?:`
	Steps           int // steps of one workflow
	Branches        int // branches of one `if`, `match` or `split`
	Faults          int // faults of one file; when so many are found, the rest is not read
}

// DefaultLimits are the limits of File, Template and Condition.
func DefaultLimits() Limits {
	return Limits{
		FileBytes:       1 << 20,
		Words:           300_000,
		StatementWords:  50_000,
		ExpressionBytes: 16 << 10,
		Brackets:        64,
		Statements:      64,
		Predicates:      2,
		Ternaries:       4,
		Steps:           10_000,
		Branches:        250,
		Faults:          200,
	}
}

// orDefault fills the fields that are zero.
func (l Limits) orDefault() Limits {
	d := DefaultLimits()
	for _, f := range []struct {
		field    *int
		standard int
	}{
		{&l.FileBytes, d.FileBytes}, {&l.Words, d.Words}, {&l.StatementWords, d.StatementWords}, {&l.ExpressionBytes, d.ExpressionBytes}, {&l.Brackets, d.Brackets}, {&l.Statements, d.Statements},
		{&l.Predicates, d.Predicates}, {&l.Ternaries, d.Ternaries}, {&l.Steps, d.Steps}, {&l.Branches, d.Branches},
		{&l.Faults, d.Faults},
	} {
		if *f.field == 0 {
			*f.field = f.standard
		}
	}
	return l
}
