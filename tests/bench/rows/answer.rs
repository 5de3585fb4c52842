//! Looking up through the library, with nothing else around it.

use std::collections::BTreeSet;
use std::io;

use yiku::recall::{Scoring, Scratch};
use yiku::store::{Memory, Reader};
use yiku::text::LangTag;
use yiku::text::fold::identity;
use yiku::work::matches::{Answer, Lookup, Query, Wanted};

use crate::bed::{Bed, From};
use crate::measure::{cost, mean, median_and_p99};
use crate::table::{Measured, thousands, time};

/// Everything that scores 70 % and more.
pub(super) const ALL: Wanted = Wanted {
    min: 70,
    max: 0,
    scoring: Scoring::Capped,
    exhaustive: false,
};

/// A pair of texts as it is compared.
pub(super) type Found = BTreeSet<(String, String)>;

/// A source and its translation, as it is compared.
pub(super) fn pair(source: &str, target: &str) -> (String, String) {
    (identity(source), identity(target))
}

/// The memory as it is asked one way.
pub(super) fn with_lookup<T>(
    bed: &Bed<'_>,
    from: From,
    ask: impl FnOnce(&mut dyn FnMut(&str, &Wanted) -> io::Result<Answer>) -> io::Result<T>,
) -> io::Result<T> {
    let memory = Memory::open(&bed.imported()?).map_err(io::Error::other)?;
    let reader: Reader<'_> = memory.read().map_err(io::Error::other)?;
    let tag = |tag| LangTag::parse(tag).map_err(io::Error::other);
    let (source, target) = from.tags();
    let lookup = Lookup::new(&reader, &tag(source)?, &tag(target)?).map_err(io::Error::other)?;
    let mut scratch = Scratch::default();
    ask(&mut |text, wanted| {
        let query = Query {
            text,
            ..Query::default()
        };
        let found = lookup.find(&query, wanted, &mut scratch);
        found.map_err(io::Error::other)
    })
}

/// Every query with the index, some of them without.
pub(super) fn lookup(bed: &Bed<'_>, measured: &mut Measured) -> io::Result<()> {
    let without = Wanted {
        exhaustive: true,
        ..ALL
    };
    for from in From::BOTH {
        with_lookup(bed, from, |find| {
            for (name, wanted, every) in [("lookup", ALL, 1), ("· by a scan of all", without, 20)]
            {
                let (mut times, mut matches) = (Vec::new(), 0);
                for query in bed.queries().iter().step_by(every) {
                    let (answer, spent) = cost(|| find(from.texts(query).0, &wanted));
                    matches += answer?.total;
                    times.push(spent.cpu);
                }
                // At one of the first queries the index is read whole.
                let (all, later) = (mean(&times), mean(times.get(10..).unwrap_or_default()));
                let (median, p99) = median_and_p99(&mut times);
                measured.row(
                    &format!("{name}, {}", from.way()),
                    format!(
                        "mean {} ({} from the eleventh on), median {}, p99 of {} {}; {} matches",
                        time(all),
                        time(later),
                        time(median),
                        thousands(times.len()),
                        time(p99),
                        thousands(matches)
                    ),
                );
                if matches == 0 {
                    measured.fault(format!("{name}, {} found nothing", from.way()));
                }
            }
            Ok(())
        })?;
    }
    Ok(())
}
