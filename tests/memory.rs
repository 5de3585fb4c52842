//! A memory under whatever people do to it: imports of texts that change, translations set and
//! confirmed, terms, undo and redo in any order. After each command the memory must be sound,
//! its documents the files to the byte, and what a person wrote still there; undo must bring back
//! every earlier state to the byte.
//!
//! `bench` is the memory under test, `pool` and `terms` what is put into it, `trial` the model that
//! says what must come of it; the rest are the tests, by subject.

mod memory {
    mod bench;
    mod cases;
    mod concurrent;
    mod correct;
    mod pages;
    mod pool;
    mod random;
    mod release;
    mod reviews;
    mod terms;
    mod text_form;
    mod trial;
    mod undo;
}
