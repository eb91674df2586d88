//! The function `dos:distance` of queries.

use oxigraph::model::{Literal, Term};

/// The mean radius of the earth in kilometres (IUGG).
const RADIUS: f64 = 6371.0088;

/// The kilometres between two WKT points along a great circle, by the haversine formula; `None` where one is no point.
pub fn between(arguments: &[Term]) -> Option<Term> {
    let [Term::Literal(one), Term::Literal(other)] = arguments else {
        return None;
    };
    let km = kilometres(point(one.value())?, point(other.value())?);
    Some(Literal::from(km).into())
}

/// Longitude and latitude of `POINT(longitude latitude)`, in degrees.
fn point(wkt: &str) -> Option<[f64; 2]> {
    let inside = wkt.trim().strip_prefix("POINT")?.trim_start();
    let inside = inside.strip_prefix('(')?.strip_suffix(')')?;
    let mut numbers = inside.split_whitespace().map(str::parse::<f64>);
    match (numbers.next()?, numbers.next()?, numbers.next()) {
        (Ok(longitude), Ok(latitude), None) => Some([longitude, latitude]),
        _ => None,
    }
}

fn kilometres(one: [f64; 2], other: [f64; 2]) -> f64 {
    let [longitude, latitude] = one.map(f64::to_radians);
    let [other_longitude, other_latitude] = other.map(f64::to_radians);
    let half = |angle: f64| (angle / 2.0).sin().powi(2);
    let h = half(other_latitude - latitude)
        + latitude.cos() * other_latitude.cos() * half(other_longitude - longitude);
    2.0 * RADIUS * h.sqrt().min(1.0).asin()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_distances() {
        let cases = [
            ("POINT(0 0)", "POINT(0 0)", Some(0.0)),
            ("POINT(0 0)", "POINT(180 0)", Some(20_015.1)),
            // Damascus to Aleppo.
            ("POINT(36.29 33.51)", "POINT(37.16 36.20)", Some(309.7)),
            ("POINT(0)", "POINT(0 0)", None),
            ("LINESTRING(0 0, 1 1)", "POINT(0 0)", None),
        ];
        for (one, other, expected) in cases {
            let found = point(one)
                .zip(point(other))
                .map(|(one, other)| kilometres(one, other));
            match (found, expected) {
                (Some(found), Some(expected)) => {
                    assert!((found - expected).abs() < 1.0, "{one} {other} {found}")
                }
                (found, expected) => assert_eq!(found, expected, "{one} {other}"),
            }
        }
    }
}
