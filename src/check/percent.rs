//! Q04: percent taken for percentage points, or the other way round.

use super::{Check, Reading, in_target};
use crate::text::number::NumberKind;
use crate::unit::{Finding, Severity};

/// Percent and percentage points.
pub(super) struct Percent;

impl Check for Percent {
    fn id(&self) -> &'static str {
        "Q04"
    }

    fn check(&self, pair: &Reading<'_>, findings: &mut Vec<Finding>) {
        let source = pair.source_numbers();
        for number in pair.target_numbers() {
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
                let range = number.range.clone();
                findings.push(in_target(self.id(), Severity::Error, range, message));
            }
        }
    }
}
