//! Several people at one memory.

use jiff::Timestamp;
use yiku::exchange::Format;
use yiku::store::Memory;
use yiku::work::export::Kind;
use yiku::work::fill;
use yiku::work::project::Occasion;

use super::bench::{Bench, exported, incoming, translations};
use super::pool::POOL;

#[test]
fn writers_wait_for_each_other_and_readers_see_one_moment() {
    const WRITERS: usize = 4;
    const TIMES: usize = 12;
    let mut bench = Bench::new();
    let text = POOL[..WRITERS].iter().map(|pair| format!("{}\n", pair.0));
    let text: String = text.collect();
    bench.import(&incoming("one", &text, None));
    let before = bench.exports();
    let path = bench.memory.path().to_owned();
    let snapshot = bench.memory.read().unwrap();
    let occasion = Occasion {
        who: "Lin".to_owned(),
        at: Timestamp::from_second(1_700_000_000).unwrap(),
    };
    std::thread::scope(|scope| {
        for writer in 0..WRITERS {
            let (path, occasion) = (&path, &occasion);
            scope.spawn(move || {
                let mut memory = Memory::open(path).unwrap();
                for time in 0..TIMES {
                    let command = occasion.command("set", Vec::new());
                    memory
                        .change(&command, |memory| {
                            let segment = (writer + 1).to_string();
                            let (segments, numbers) = fill::resolve(memory, &segment)?;
                            let text = format!("译文{time}。");
                            fill::set(memory, &segments, *numbers.start(), &text, occasion)
                        })
                        .unwrap();
                }
            });
        }
        let path = &path;
        scope.spawn(move || {
            // Two people who open a memory at once open one memory.
            let again = Memory::open_or_create(path).unwrap();
            for _ in 0..TIMES {
                let reader = again.read().unwrap();
                let first = exported(&reader, Kind::Units(Format::Jsonl), None);
                std::thread::yield_now();
                assert_eq!(exported(&reader, Kind::Units(Format::Jsonl), None), first);
            }
        });
    });
    // What was begun before anybody wrote has not moved, though nothing had been read yet.
    assert_eq!(
        exported(&snapshot, Kind::Units(Format::Jsonl), None),
        before[..before.len() - text.len()],
    );
    drop(snapshot);
    let last = format!("译文{}。", TIMES - 1);
    assert_eq!(translations(&bench, "one"), vec![Some(last); WRITERS]);
    let changes = bench.memory.read().unwrap().changes().unwrap();
    assert_eq!(changes.len(), 1 + WRITERS * TIMES);
    bench.assert_sound();
    for _ in 0..WRITERS * TIMES {
        assert_eq!(bench.undo(None), Some(vec![]));
    }
    assert_eq!(bench.exports(), before);
}
