//! The command as a person or a script meets it: the real program, run in a folder of its own.
//!
//! `transcripts` shows what each command says, word for word; `promises` holds what a memory must
//! never do (lose work, depend on the clock or the folder), `guards` what keeps people from slips; `learned` what a memory teaches of words; `memories` is about files of other tools; `bad_input` is what goes wrong; `documents` is about long ones; `upkeep` is about memories put in order;
//! `earlier` opens what earlier versions wrote; `versions` has a memory under version control; `serve` asks over HTTP, `teamwork` changes over it.

mod cli {
    mod bad_input;
    mod documents;
    mod earlier;
    mod folder;
    mod guards;
    mod learned;
    mod memories;
    mod office;
    mod promises;
    mod serve;
    mod teamwork;
    mod transcripts;
    mod upkeep;
    mod versions;
}
