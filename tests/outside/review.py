"""Have LibreOffice do to a review table what reviewers do, and yiku read it back.

usage: review.py YIKU MEMORY

Needs the Python that Debian's python3-uno is for. The memory is copied and stays as it is.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.table import TableSortField

REVIEWER = "Wang Fang"


def property_value(name, value):
    found = PropertyValue()
    found.Name, found.Value = name, value
    return found


class Office:
    """A LibreOffice that shows nothing, in a profile of its own."""

    def __init__(self, folder):
        pipe = f"review{os.getpid()}"
        self.process = subprocess.Popen(
            [
                "soffice",
                "--headless",
                "--norestore",
                f"-env:UserInstallation={(folder / 'profile').as_uri()}",
                f"--accept=pipe,name={pipe};urp;",
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        local = uno.getComponentContext()
        resolver = local.ServiceManager.createInstanceWithContext(
            "com.sun.star.bridge.UnoUrlResolver", local
        )
        for _ in range(300):
            try:
                self.context = resolver.resolve(
                    f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext"
                )
                break
            except Exception:
                time.sleep(0.2)
        self.desktop = self.make("com.sun.star.frame.Desktop")
        self.name_reviewer()

    def make(self, service):
        manager = self.context.ServiceManager
        return manager.createInstanceWithContext(service, self.context)

    def name_reviewer(self):
        provider = self.make("com.sun.star.configuration.ConfigurationProvider")
        path = property_value("nodepath", "/org.openoffice.UserProfile/Data")
        person = provider.createInstanceWithArguments(
            "com.sun.star.configuration.ConfigurationUpdateAccess", (path,)
        )
        given, surname = REVIEWER.split()
        person.setPropertyValue("givenname", given)
        person.setPropertyValue("sn", surname)
        person.commitChanges()

    def open(self, path):
        hidden = property_value("Hidden", True)
        return self.desktop.loadComponentFromURL(path.as_uri(), "_blank", 0, (hidden,))

    def save(self, document, path, kind):
        document.storeToURL(path.as_uri(), (property_value("FilterName", kind),))
        document.close(True)

    def end(self):
        try:
            self.desktop.terminate()
        except Exception:
            pass
        self.process.wait()


def review_in_writer(office, given, back):
    """Sorts the rows by their English, edits with changes tracked, comments, sets a status."""
    document = office.open(given)
    assert document.RecordChanges, "changes are tracked from the first key on"
    table = document.TextTables.getByIndex(0)
    last = table.Rows.Count
    # Sorting is no change that Writer can track.
    document.RecordChanges = False
    descriptor = table.createSortDescriptor()
    field = TableSortField()
    field.Field, field.IsAscending = 2, True
    for setting in descriptor:
        if setting.Name == "SortFields":
            setting.Value = uno.Any("[]com.sun.star.table.TableSortField", (field,))
    table.getCellRangeByName(f"A2:E{last}").sort(tuple(descriptor))
    document.RecordChanges = True
    rows = {table.getCellByName(f"A{row}").String: row for row in range(2, last + 1)}
    assert list(rows) != sorted(rows, key=int), "the rows were sorted"

    def cell(column, number):
        return table.getCellByName(f"{column}{rows[number]}")

    text = cell("C", "2")
    cursor = text.createTextCursor()
    cursor.gotoEnd(False)
    cursor.String = "（星期一）"
    text = cell("C", "1")
    cursor = text.createTextCursor()
    cursor.gotoStart(False)
    cursor.goRight(3, True)
    cursor.String = "世界知识产权组织"
    note = document.createInstance("com.sun.star.text.textfield.Annotation")
    note.Author, note.Content = REVIEWER, "标题能否再短一些？"
    text = cell("C", "1")
    end = text.createTextCursor()
    end.gotoEnd(False)
    text.insertTextContent(end, note, False)
    cell("D", "3").String = "定稿"
    comment = cell("E", "4")
    comment.insertString(comment.createTextCursor(), "与新闻稿不一致", False)
    document.RecordChanges = False
    table.Rows.removeByIndex(rows["70"] - 1, 1)
    office.save(document, back, "MS Word 2007 XML")


def review_in_calc(office, given, back):
    """Sorts the rows by their English, edits, comments on a cell, writes a status."""
    document = office.open(given)
    sheet = document.Sheets.getByIndex(0)
    cursor = sheet.createCursor()
    cursor.gotoEndOfUsedArea(False)
    last = cursor.RangeAddress.EndRow
    field = TableSortField()
    field.Field, field.IsAscending = 2, True
    fields = uno.Any("[]com.sun.star.table.TableSortField", (field,))
    sheet.getCellRangeByPosition(0, 1, 5, last).sort((property_value("SortFields", fields),))
    number, target, status, comment = 0, 3, 4, 5
    rows = {
        f"{sheet.getCellByPosition(number, row).Value:.0f}": row for row in range(1, last + 1)
    }
    assert list(rows) != sorted(rows, key=int), "the rows were sorted"
    assert not sheet.Columns.getByIndex(1).IsVisible, "the column of marks is hidden"

    def cell(column, number):
        return sheet.getCellByPosition(column, rows[number])

    cell(target, "2").String += "（星期一）"
    title = cell(target, "1")
    title.String = "世界知识产权组织" + title.String[3:]
    sheet.Annotations.insertNew(title.CellAddress, "标题能否再短一些？")
    cell(status, "3").String = "定稿"
    cell(comment, "4").String = "与新闻稿不一致"
    sheet.Rows.removeByIndex(rows["70"], 1)
    office.save(document, back, "Calc MS Excel 2007 XML")


def save_as_it_is(office, given, back, kind):
    office.save(office.open(given), back, kind)


def imported(yiku, memory, table):
    ran = subprocess.run(
        [yiku, "--memory", memory, "import", table, "--json"],
        check=True,
        capture_output=True,
        text=True,
    )
    print(ran.stderr, end="")
    records = [json.loads(line) for line in ran.stdout.splitlines()]
    told = {record["segment"]: record for record in records if record["type"] == "review"}
    return told, records[-1]


def check_tracked(told):
    """Who did what, and when, which only Writer says."""
    assert told["release:1"]["comments"][0]["from"] == REVIEWER, told
    assert told["release:2"]["by"] == REVIEWER and told["release:2"]["at"], told


def check_reviewed(told, whole):
    assert set(told) == {f"release:{number}" for number in (1, 2, 3, 4)}, sorted(told)
    first = told["release:1"]
    assert first["result"] == "translation" and first["state"] == "reviewed", first
    assert first["after"] == "世界知识产权组织" + first["before"][3:], first
    assert [comment["text"] for comment in first["comments"]] == ["标题能否再短一些？"], first
    second = told["release:2"]
    assert second["after"] == second["before"] + "（星期一）", second
    third = told["release:3"]
    assert (third["result"], third["state"]) == ("status", "final"), third
    fourth = told["release:4"]
    assert fourth["comments"][0]["text"] == "与新闻稿不一致", fourth
    assert whole["missing_segments"] == ["release:70"], whole
    assert (whole["translations"], whole["statuses"], whole["refused"]) == (2, 1, 0), whole


def main(yiku, memory):
    folder = Path(tempfile.mkdtemp())
    office = Office(folder)
    try:
        for ending, kind, review in [
            ("docx", "MS Word 2007 XML", review_in_writer),
            ("xlsx", "Calc MS Excel 2007 XML", review_in_calc),
        ]:
            own = folder / f"{ending}.yiku"
            shutil.copy(memory, own)
            given = folder / f"release.{ending}"
            subprocess.run([yiku, "--memory", own, "export", "--review", given], check=True)
            same = folder / f"same.{ending}"
            save_as_it_is(office, given, same, kind)
            told, whole = imported(yiku, own, same)
            assert not told and whole["rows"] == 70 and not whole["missing"], (told, whole)
            back = folder / f"back.{ending}"
            review(office, given, back)
            told, whole = imported(yiku, own, back)
            check_reviewed(told, whole)
            if ending == "docx":
                check_tracked(told)
            print(f"LibreOffice: {ending} opened, saved, reviewed and read back")
    finally:
        office.end()
        shutil.rmtree(folder, ignore_errors=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
