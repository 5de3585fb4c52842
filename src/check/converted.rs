//! Measures that a translation gives in the units of its readers: 130 pounds, 六十公斤.

use super::Reading;
use crate::text::number::{Number, Value};

/// What is measured.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Dimension {
    Length,
    Area,
    Mass,
    Volume,
}

/// A unit: what it measures, how much of the SI unit it is (of volumes: litres), and how it is
/// written behind a number.
type Unit = (Dimension, f64, &'static [&'static str]);

/// The units that readers are given another of, and those that they are given. What begins like
/// another stands before it. Those of China are as they have been since 1930.
#[rustfmt::skip]
const UNITS: &[Unit] = &[
    (Dimension::Area, 2.59e6, &["square miles", "square mile", "平方英里"]),
    (Dimension::Area, 0.0929, &["square feet", "square foot", "sq ft", "平方英尺"]),
    (Dimension::Area, 1e6, &["square kilomet", "km²", "平方公里", "平方千米"]),
    (Dimension::Area, 1.0, &["square met", "m²", "平方米"]),
    (Dimension::Area, 4046.9, &["acre", "英亩"]),
    (Dimension::Area, 1e4, &["hectare", "公顷"]),
    (Dimension::Area, 666.7, &["mu", "亩"]),
    (Dimension::Length, 1609.3, &["mile", "mph", "英里"]),
    (Dimension::Length, 0.9144, &["yard", "码"]),
    (Dimension::Length, 0.3048, &["feet", "foot", "ft", "英尺"]),
    (Dimension::Length, 0.0254, &["inch", "英寸"]),
    (Dimension::Length, 1e3, &["kilomet", "km", "公里", "千米"]),
    (Dimension::Length, 0.01, &["centimet", "cm", "厘米", "公分"]),
    (Dimension::Length, 1e-3, &["millimet", "mm", "毫米"]),
    (Dimension::Length, 1.0, &["meter", "metre", "米"]),
    (Dimension::Length, 500.0, &["li ", "里"]),
    (Dimension::Length, 1.0 / 3.0, &["chi ", "尺"]),
    (Dimension::Mass, 0.4536, &["pound", "lb", "磅"]),
    (Dimension::Mass, 0.0283, &["ounce", "oz", "盎司"]),
    (Dimension::Mass, 1.0, &["kilo", "kg", "公斤", "千克"]),
    (Dimension::Mass, 1e-3, &["gram", "克"]),
    (Dimension::Mass, 0.5, &["jin", "catt", "斤"]),
    (Dimension::Volume, 3.785, &["gallon", "加仑"]),
    (Dimension::Volume, 0.473, &["pint", "品脱"]),
    (Dimension::Volume, 1.0, &["liter", "litre", "升", "公升"]),
];

/// How far a measure may be rounded.
const ROUNDED: std::ops::RangeInclusive<f64> = 0.9..=1.1;

/// Whether a number of the source is a measure that the translation gives in another unit.
pub(super) fn is_converted(pair: &Reading<'_>, number: &Number) -> bool {
    is_among(
        measure(pair.source, number),
        pair.target,
        pair.target_numbers(),
    )
}

/// Whether a number of the translation is a measure that the source gives in another unit.
pub(super) fn is_conversion(pair: &Reading<'_>, number: &Number) -> bool {
    is_among(
        measure(pair.target, number),
        pair.source,
        pair.source_numbers(),
    )
}

fn is_among(measure_here: Option<(&Unit, f64)>, text: &str, numbers: &[Number]) -> bool {
    let Some((unit, amount)) = measure_here else {
        return false;
    };
    let measures = numbers.iter().filter_map(|number| measure(text, number));
    let others = measures.filter(|(other, _)| other.0 == unit.0 && other.1 != unit.1);
    let size = amount * unit.1;
    others
        .into_iter()
        .any(|(other, amount)| ROUNDED.contains(&(amount * other.1 / size)))
}

/// The unit behind a number, and how many of it there are.
fn measure(text: &str, number: &Number) -> Option<(&'static Unit, f64)> {
    let Value::Decimal(value) = number.value else {
        return None;
    };
    let after = text
        .get(number.range.end..)?
        .trim_start_matches([' ', '-', '\u{A0}', '多', '余']);
    let unit = UNITS
        .iter()
        .find(|(_, _, names)| names.iter().any(|name| after.starts_with(name)))?;
    let (mantissa, exponent) = value.parts();
    Some((unit, mantissa as f64 * 10_f64.powi(exponent)))
}
