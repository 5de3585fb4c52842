//! Q04: percent taken for percentage points, or the other way round.

use super::{Check, Pair, in_target};
use crate::text::number::{NumberKind, numbers};
use crate::unit::{Finding, Severity};

/// Percent and percentage points.
pub(super) struct Percent;

impl Check for Percent {
    fn id(&self) -> &'static str {
        "Q04"
    }

    fn name(&self) -> &'static str {
        "percent and percentage points differ"
    }

    fn check(&self, pair: &Pair<'_>, findings: &mut Vec<Finding>) {
        let source = numbers(pair.source);
        for number in numbers(pair.target) {
            let (other, name) = match number.kind {
                NumberKind::Percent => (NumberKind::PercentagePoint, "percentage points"),
                NumberKind::PercentagePoint => (NumberKind::Percent, "percent"),
                _ => continue,
            };
            let with = |kind| {
                source
                    .iter()
                    .any(|n| n.value == number.value && n.kind == kind)
            };
            if with(other) && !with(number.kind) {
                let message = format!("the source has {name}");
                findings.push(in_target(self.id(), Severity::Error, number.range, message));
            }
        }
    }
}
