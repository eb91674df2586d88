//! Rectangles, and curves between them.

use crate::graph::layout::Pair;

/// An upright rectangle.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rectangle {
    /// Left and top.
    pub low: Pair,
    /// Right and bottom.
    pub high: Pair,
}

impl Rectangle {
    /// That of a size around a middle.
    pub fn around(middle: Pair, size: Pair) -> Self {
        Self {
            low: [middle[0] - size[0] / 2.0, middle[1] - size[1] / 2.0],
            high: [middle[0] + size[0] / 2.0, middle[1] + size[1] / 2.0],
        }
    }

    /// Its middle.
    pub fn middle(&self) -> Pair {
        [
            (self.low[0] + self.high[0]) / 2.0,
            (self.low[1] + self.high[1]) / 2.0,
        ]
    }

    /// Its width.
    pub fn width(&self) -> f64 {
        self.high[0] - self.low[0]
    }

    /// Its height.
    pub fn height(&self) -> f64 {
        self.high[1] - self.low[1]
    }

    /// The area that it shares with another.
    pub fn overlap(&self, other: &Self) -> f64 {
        let side = |axis: usize| {
            (self.high[axis].min(other.high[axis]) - self.low[axis].max(other.low[axis])).max(0.0)
        };
        side(0) * side(1)
    }

    fn contains(&self, point: Pair, room: f64) -> bool {
        (0..2)
            .all(|axis| point[axis] > self.low[axis] - room && point[axis] < self.high[axis] + room)
    }
}

/// A cubic Bézier curve.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Curve([Pair; 4]);

impl Curve {
    /// From one box's border to another's, bent aside by `offset`.
    pub fn between(from: &Rectangle, to: &Rectangle, offset: f64) -> Self {
        let (start, end) = (from.middle(), to.middle());
        let delta = [end[0] - start[0], end[1] - start[1]];
        let length = (delta[0] * delta[0] + delta[1] * delta[1]).sqrt().max(1e-6);
        let aside = [
            -delta[1] / length * offset * 4.0 / 3.0,
            delta[0] / length * offset * 4.0 / 3.0,
        ];
        let control = |part: f64| {
            [
                start[0] + delta[0] * part + aside[0],
                start[1] + delta[1] * part + aside[1],
            ]
        };
        let whole = Self([start, control(0.3), control(0.7), end]);
        let leaves = whole.border(|point| from.contains(point, 1.5), false);
        let arrives = whole.border(|point| to.contains(point, 2.5), true);
        if leaves < arrives {
            whole.piece(leaves, arrives)
        } else {
            whole
        }
    }

    /// A loop over the upper right corner of a box; the higher its number, the wider.
    pub fn over(place: &Rectangle, number: f64) -> Self {
        let [x, y] = [place.high[0] - 12.0, place.low[1]];
        let reach = 26.0 + 14.0 * number;
        Self([
            [x - 8.0, y - 1.0],
            [x - 8.0, y - reach],
            [x + reach, y - reach * 0.4],
            [x + 14.0, y + 10.0],
        ])
    }

    /// The point at `t`, from 0 to 1.
    pub fn at(&self, t: f64) -> Pair {
        let [a, b, c, d] = self.0;
        let s = 1.0 - t;
        [0, 1].map(|axis| {
            s * s * s * a[axis]
                + 3.0 * s * s * t * b[axis]
                + 3.0 * s * t * t * c[axis]
                + t * t * t * d[axis]
        })
    }

    /// The points that make it.
    pub fn points(&self) -> [Pair; 4] {
        self.0
    }

    /// About how long it is.
    pub fn length(&self) -> f64 {
        (0..8)
            .map(|step| {
                let [a, b] = [
                    self.at(f64::from(step) / 8.0),
                    self.at(f64::from(step + 1) / 8.0),
                ];
                ((a[0] - b[0]) * (a[0] - b[0]) + (a[1] - b[1]) * (a[1] - b[1])).sqrt()
            })
            .sum()
    }

    /// Where the curve crosses the border of an area that holds its start, or with `from_end` its end.
    fn border(&self, inside: impl Fn(Pair) -> bool, from_end: bool) -> f64 {
        let at = |part: f64| if from_end { 1.0 - part } else { part };
        let (mut low, mut high) = (0.0, 1.0);
        if inside(self.at(at(0.5))) {
            return at(0.0);
        }
        for _ in 0..24 {
            let middle = (low + high) / 2.0;
            if inside(self.at(at(middle))) {
                low = middle
            } else {
                high = middle
            }
        }
        at(high)
    }

    /// The part between two values of `t`, by de Casteljau.
    fn piece(&self, from: f64, to: f64) -> Self {
        let mix = |a: Pair, b: Pair, t: f64| [0, 1].map(|axis| a[axis] + (b[axis] - a[axis]) * t);
        let split = |[a, b, c, d]: [Pair; 4], t: f64| {
            let (ab, bc, cd) = (mix(a, b, t), mix(b, c, t), mix(c, d, t));
            let (abc, bcd) = (mix(ab, bc, t), mix(bc, cd, t));
            let middle = mix(abc, bcd, t);
            ([a, ab, abc, middle], [middle, bcd, cd, d])
        };
        let (head, _) = split(self.0, to);
        let (_, tail) = split(head, from / to);
        Self(tail)
    }

    /// As the data of an SVG path.
    pub fn path(&self) -> String {
        let [a, b, c, d] = self.0;
        format!(
            "M{:.1},{:.1}C{:.1},{:.1} {:.1},{:.1} {:.1},{:.1}",
            a[0], a[1], b[0], b[1], c[0], c[1], d[0], d[1]
        )
    }

    /// The corners of an arrowhead at its end.
    pub fn arrow(&self, size: f64) -> String {
        let [.., c, d] = self.0;
        let delta = [d[0] - c[0], d[1] - c[1]];
        let length = (delta[0] * delta[0] + delta[1] * delta[1]).sqrt().max(1e-6);
        let [x, y] = [delta[0] / length, delta[1] / length];
        let back = [d[0] - x * size, d[1] - y * size];
        let half = size * 0.42;
        format!(
            "{:.1},{:.1} {:.1},{:.1} {:.1},{:.1}",
            d[0],
            d[1],
            back[0] - y * half,
            back[1] + x * half,
            back[0] + y * half,
            back[1] - x * half
        )
    }
}
