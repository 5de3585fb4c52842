//! Exact decimal numbers.

use std::cmp::Ordering;
use std::fmt;

/// The most digits kept. Larger numbers in running text are codes, not quantities; and the
/// comparison of two numbers cannot overflow below it.
const MAX_DIGITS: u32 = 30;

/// A number not below zero, exactly: `mantissa × 10^exponent`, with no zero at the mantissa's end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Decimal {
    mantissa: i128,
    exponent: i32,
}

impl Decimal {
    /// `mantissa × 10^exponent`; `None` where it is negative or too large to be a quantity.
    #[must_use]
    pub fn new(mut mantissa: i128, mut exponent: i32) -> Option<Self> {
        if mantissa < 0 {
            return None;
        }
        if mantissa == 0 {
            return Some(Self {
                mantissa: 0,
                exponent: 0,
            });
        }
        while mantissa % 10 == 0 {
            mantissa /= 10;
            exponent = exponent.checked_add(1)?;
        }
        let value = Self { mantissa, exponent };
        let fits = mantissa.ilog10() < MAX_DIGITS && exponent.unsigned_abs() <= MAX_DIGITS;
        fits.then_some(value)
    }

    /// This number times 10^`power`, where that fits.
    #[must_use]
    pub fn shift(self, power: u32) -> Option<Self> {
        let power = i32::try_from(power).ok()?;
        Self::new(self.mantissa, self.exponent.checked_add(power)?)
    }

    /// The sum, where it fits.
    #[must_use]
    pub fn plus(self, other: Self) -> Option<Self> {
        let exponent = self.exponent.min(other.exponent);
        let scaled = |d: Self| {
            let power = u32::try_from(d.exponent - exponent).ok()?;
            d.mantissa.checked_mul(10_i128.checked_pow(power)?)
        };
        Self::new(scaled(self)?.checked_add(scaled(other)?)?, exponent)
    }

    /// The digits that count: `mantissa × 10^exponent` with no zero at the mantissa's end.
    #[must_use]
    pub fn parts(self) -> (i128, i32) {
        (self.mantissa, self.exponent)
    }

    /// The number as an integer, where it is one that fits.
    #[must_use]
    pub fn integer(self) -> Option<i128> {
        let power = u32::try_from(self.exponent).ok()?;
        self.mantissa.checked_mul(10_i128.checked_pow(power)?)
    }
}

impl From<u32> for Decimal {
    fn from(n: u32) -> Self {
        Self::new(i128::from(n), 0).unwrap_or(Self {
            mantissa: 0,
            exponent: 0,
        })
    }
}

impl Ord for Decimal {
    fn cmp(&self, other: &Self) -> Ordering {
        if self.mantissa == 0 || other.mantissa == 0 {
            return self.mantissa.cmp(&other.mantissa);
        }
        let digits = |d: &Self| i32::try_from(d.mantissa.ilog10()).unwrap_or(0);
        let magnitude = |d: &Self| digits(d) + d.exponent;
        magnitude(self).cmp(&magnitude(other)).then_with(|| {
            // Same magnitude: brought to the same number of digits, which is at most MAX_DIGITS.
            let most = digits(self).max(digits(other));
            let scaled = |d: &Self| d.mantissa * 10_i128.pow((most - digits(d)).unsigned_abs());
            scaled(self).cmp(&scaled(other))
        })
    }
}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// In plain digits: `12000`, `3.55`.
impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let zeros = usize::try_from(self.exponent).unwrap_or(0);
        if self.exponent >= 0 {
            return write!(f, "{}{}", self.mantissa, "0".repeat(zeros));
        }
        let places = usize::try_from(self.exponent.unsigned_abs()).unwrap_or(0);
        let digits = format!("{:0>width$}", self.mantissa, width = places + 1);
        let (whole, fraction) = digits.split_at(digits.len() - places);
        write!(f, "{whole}.{fraction}")
    }
}
