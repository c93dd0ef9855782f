package graph

// Arrows: straight through the layers, so that none runs through a box, and smooth between them; their labels stand on
// the line where no other does.

import (
	"fmt"
	"html"
	"math"
	"strings"
	"unicode/utf8"
)

const earWidth = 20.0 // of an arrow from a box to itself

// bow is the part of an arrow between two layers.
type bow struct{ x1, y1, x2, y2 float64 }

// at is the place on the bow at t, from 0 to 1: a cubic Bézier curve that leaves and arrives upright.
func (w bow) at(t float64) (x, y float64) {
	u := 1 - t
	mid := (w.y1 + w.y2) / 2
	x = u*u*u*w.x1 + 3*u*u*t*w.x1 + 3*u*t*t*w.x2 + t*t*t*w.x2
	y = u*u*u*w.y1 + 3*u*u*t*mid + 3*u*t*t*mid + t*t*t*w.y2
	return x, y
}

// drawArrow draws an arrow along its route, and returns its first bow.
func (l *layout) drawArrow(b *strings.Builder, route []int, class, style string) bow {
	first, last := l.spots[route[0]], l.spots[route[len(route)-1]]
	if len(route) == 2 && route[0] == route[1] { // an arrow to itself: an ear on the right
		x, y := first.x+first.w/2, first.y
		fmt.Fprintf(b, `<path class="%s"%s d="M %.1f %.1f c 22 -16 22 16 5 6"/>`+"\n", class, style, x, y-6)
		fmt.Fprintf(b, `<polygon class="head %s" points="%.1f,%.1f %.1f,%.1f %.1f,%.1f"/>`+"\n", class, x, y, x+7, y-4, x+7, y+4)
		return bow{x + earWidth + first.ear/2, y - tagHeight, x + earWidth + first.ear/2, y + tagHeight}
	}
	dir := 1.0
	if last.layer < first.layer {
		dir = -1
	}
	var label bow
	port := 0.0 // arrows upward keep to the right of those downward
	if dir < 0 {
		port = min(18, first.w/4, last.w/4)
	}
	x, y := first.x+port, first.y+dir*first.h/2
	fmt.Fprintf(b, `<path class="%s"%s d="M %.1f %.1f`, class, style, x, y)
	for i, id := range route[1:] {
		s, before := l.spots[id], l.rows[l.spots[route[i]].layer]
		from, to := before.bottom, l.rows[s.layer].top
		through := l.rows[s.layer].bottom
		if dir < 0 {
			from, to, through = before.top, l.rows[s.layer].bottom, l.rows[s.layer].top
		}
		if i == len(route)-2 {
			through = s.y - dir*(s.h/2+5)
			to = math.Min(dir*to, dir*through) * dir
		}
		part := bow{x, from, s.x + port, to}
		if i == 0 {
			label = part
		}
		mid := (from + to) / 2
		fmt.Fprintf(b, " V %.1f C %.1f %.1f %.1f %.1f %.1f %.1f V %.1f", from, x, mid, part.x2, mid, part.x2, to, through)
		x, y = part.x2, through
	}
	b.WriteString("\"/>\n")
	fmt.Fprintf(b, `<polygon class="head %s" points="%.1f,%.1f %.1f,%.1f %.1f,%.1f"/>`+"\n", class, x, y+dir*6, x-4, y-dir*2, x+4, y-dir*2)
	return label
}

// tag is the label of an arrow as it is placed; x and y are the middle of its text.
type tag struct {
	text string
	x, y float64
}

const (
	tagChar   = 6.7 // of a monospace font of 11 px
	tagHeight = 13.0
)

func (a tag) overlap(b tag) float64 {
	wide := (float64(utf8.RuneCountInString(a.text)+utf8.RuneCountInString(b.text))*tagChar)/2 + 6 - math.Abs(a.x-b.x)
	high := tagHeight - math.Abs(a.y-b.y)
	if wide <= 0 || high <= 0 {
		return 0
	}
	return wide * high
}

// Where on its bow a label is tried, the best first: in the middle; on a wide one near its head, where it has room for itself.
var (
	places     = [...]float64{0.5, 0.6, 0.7, 0.4, 0.8, 0.9, 0.3}
	placesWide = [...]float64{0.8, 0.85, 0.75, 0.7, 0.9, 0.6, 0.5}
)

const wideBow = 180.0

// widest is how wide an arrow may be under its label: beside a wider one, the label stands to the right.
const widest = 2.5

// placeTag puts a label where it covers the others least. width is that of the arrow.
func placeTag(text string, w bow, width float64, others []tag) tag {
	aside := 0.0
	if width > widest {
		aside = width/2 + 4 + float64(utf8.RuneCountInString(text))*tagChar/2
	}
	var best tag
	least := math.Inf(1)
	low, high := min(w.y1, w.y2)+tagHeight/2, max(w.y1, w.y2)-tagHeight/2
	tried := places
	if math.Abs(w.x2-w.x1) > wideBow {
		tried = placesWide
	}
	for _, t := range tried {
		at := tag{text: text}
		at.x, at.y = w.at(t)
		at.x += aside
		at.y = max(min(at.y, high), low)
		covered := 0.0
		for _, o := range others {
			covered += at.overlap(o)
		}
		if covered < least {
			best, least = at, covered
		}
	}
	return best
}

func (a tag) draw(b *strings.Builder) {
	fmt.Fprintf(b, `<text class="edge" x="%.1f" y="%.1f">%s</text>`+"\n", a.x, a.y+4, html.EscapeString(a.text))
}
