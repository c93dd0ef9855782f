package functions

import (
	"math"

	"github.com/wflang/wf/lang/schema"
)

func numbers() []*schema.Func {
	return []*schema.Func{
		onNumber("abs", "The number without its sign.", "abs(-3.5)", "3.5", math.Abs),
		{
			Name: "round", Result: schema.Of(schema.Number),
			Params: params(number("number", "the number"), &schema.Param{Name: "digits", Type: schema.Of(schema.Number), Default: schema.NumberValue(0),
				Doc: "digits after the point that stay"}),
			Doc: "The number rounded to a whole one, or to so many digits after the point. Halves go away from zero.", Example: "round(12.345, 1)", Shows: "12.3",
			Call: func(_ *schema.Env, args []schema.Value) schema.Value { return round(arg(args, 0), arg(args, 1)) },
		},
		onNumber("floor", "The nearest whole number that is not greater.", "floor(2.7)", "2", math.Floor),
		onNumber("ceil", "The nearest whole number that is not smaller.", "ceil(2.1)", "3", math.Ceil),
		fromText("int", "The number, or the number that a text holds, without what follows the point; unknown when it holds none.", `int("12.9")`, "12", math.Trunc),
		fromText("float", "The number, or the number that a text holds; unknown when it holds none.", `float("12.9")`, "12.9", func(f float64) float64 { return f }),
	}
}

func onNumber(name, doc, example, shows string, apply func(float64) float64) *schema.Func {
	return &schema.Func{
		Name: name, Params: params(number("number", "the number")), Result: schema.Of(schema.Number), Doc: doc, Example: example, Shows: shows,
		Call: func(_ *schema.Env, args []schema.Value) schema.Value {
			v := arg(args, 0)
			if v.Kind() != schema.Number {
				return schema.Value{}
			}
			return schema.NumberValue(apply(v.Number()))
		},
	}
}

func fromText(name, doc, example, shows string, apply func(float64) float64) *schema.Func {
	return &schema.Func{
		Name: name, Result: schema.Of(schema.Number), Doc: doc, Example: example, Shows: shows,
		Params: params(&schema.Param{Name: "value", Type: schema.Of(schema.Number), Accepts: []schema.Type{schema.Of(schema.Text)}, Required: true, Doc: "a number or text"}),
		Call: func(_ *schema.Env, args []schema.Value) schema.Value {
			v := arg(args, 0)
			if v.IsText() {
				// A text that holds no number is unknown.
				v, _ = schema.Parse(schema.Of(schema.Number), v.Text(), nil)
			}
			if v.Kind() != schema.Number {
				return schema.Value{}
			}
			return schema.NumberValue(apply(v.Number()))
		},
	}
}

func round(v, digits schema.Value) schema.Value {
	if v.Kind() != schema.Number {
		return schema.Value{}
	}
	scale := math.Pow(10, math.Trunc(digits.Number()))
	scaled := v.Number() * scale
	if scale == 1 || math.IsInf(scaled, 0) || scale == 0 || math.IsInf(scale, 0) {
		return schema.NumberValue(math.Round(v.Number()))
	}
	return schema.NumberValue(math.Round(scaled) / scale)
}
