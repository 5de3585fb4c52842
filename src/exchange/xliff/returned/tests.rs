use super::*;
use crate::exchange::testing::{header, tag, units};
use crate::exchange::xliff2::Version;
use crate::exchange::{Format, Options, Outgoing, Place};

fn options() -> ReadOptions {
    ReadOptions {
        source: tag("en"),
        target: tag("zh-CN"),
        columns: crate::exchange::table::Mapping::default(),
        encoding: None,
    }
}

fn exported(format: Format) -> String {
    let (header, options) = (header(), Options::default());
    let mut writer = crate::exchange::writer(format, Vec::new(), &header, &options).unwrap();
    for (nth, unit) in units().iter().enumerate() {
        let place = Place {
            document: "d",
            file: "d.txt",
            number: nth + 1,
            paragraph: 1,
        };
        let outgoing = Outgoing {
            place: Some(place),
            ..Outgoing::alone(unit)
        };
        writer.unit(&outgoing).unwrap();
    }
    String::from_utf8(writer.finish().unwrap().0).unwrap()
}

fn rows(file: &str) -> Vec<ReviewRow> {
    let table = returned(file.as_bytes(), &options()).unwrap();
    table.unwrap().rows
}

#[test]
fn what_nobody_changed_is_what_was_written_codes_and_states_included() {
    let xliff2 = Version::ALL.map(Format::Xliff2);
    for format in [Format::Xliff12].into_iter().chain(xliff2) {
        let rows = rows(&exported(format));
        assert_eq!(rows.len(), 9);
        for row in &rows {
            let mark = row.mark.unwrap();
            assert!(mark.had_source(&row.source), "{format:?} {row:?}");
            assert!(mark.had_target(&row.target), "{format:?} {row:?}");
            let state = mark.state().map_or("", |state| state.as_str());
            assert_eq!(row.status, state, "{format:?} {row:?}");
        }
    }
}

#[test]
fn a_unit_that_a_tool_has_cut_comes_home_as_one() {
    let file = exported(Format::Xliff12);
    let cut = file.replacen(
        "<target state=\"final\">产权组织总干事结束访华行程</target>",
        "<seg-source><mrk mtype=\"seg\" mid=\"0\">A</mrk> <mrk mtype=\"seg\" mid=\"1\">B</mrk></seg-source><target state=\"final\"><mrk mtype=\"seg\" mid=\"0\">产权组织总干事</mrk><mrk mtype=\"seg\" mid=\"1\">结束访华行程</mrk></target>",
        1,
    );
    assert_ne!(cut, file);
    let row = &rows(&cut)[0];
    assert_eq!(row.target, "产权组织总干事结束访华行程");
    assert!(row.mark.unwrap().had_source(&row.source));
    // Half of it is no translation of it.
    let half = cut.replacen("结束访华行程</mrk>", "</mrk>", 1);
    assert_eq!(rows(&half)[0].target, "");
}

#[test]
fn targets_whose_order_is_said_come_home_in_it() {
    let file = exported(Format::Xliff2(Version::V21));
    let cut = |first: &str, second: &str| {
        let unit = format!(
            "<target{first}>结束访华行程</target></segment><ignorable><source/></ignorable>\
             <segment state=\"final\"><source/><target{second}>产权组织总干事</target>"
        );
        let cut = file.replacen("<target>产权组织总干事结束访华行程</target>", &unit, 1);
        assert_ne!(cut, file);
        rows(&cut)[0].target.clone()
    };
    assert_eq!(cut("", ""), "结束访华行程产权组织总干事");
    let turned = cut(" order=\"3\"", " order=\"1\"");
    assert_eq!(turned, "产权组织总干事结束访华行程");
    // Two at one place are no text.
    assert_eq!(cut(" order=\"3\"", ""), "");
}

#[test]
fn a_file_of_another_tool_is_none_of_ours() {
    let file = exported(Format::Xliff12).replace("resname=\"_y", "resname=\"");
    assert_eq!(returned(file.as_bytes(), &options()).unwrap(), None);
}

#[test]
fn a_code_that_only_the_translation_has_is_one_and_no_text() {
    let file = exported(Format::Xliff12);
    let own = "产权组织总干事<ph id=\"9\">&lt;br/&gt;</ph>结束访华行程</target>";
    let coded = file.replacen("产权组织总干事结束访华行程</target>", own, 1);
    assert_ne!(coded, file);
    let row = &rows(&coded)[0];
    assert_eq!(row.target, "产权组织总干事{1/}结束访华行程");
    assert!(row.has_codes);
    assert!(!rows(&file)[0].has_codes);
}
