"""Office documents made by others, translated by yiku, and opened by others again.

usage: office.py YIKU FOLDER

The documents are left in FOLDER. Needs python-docx, python-pptx and openpyxl, LibreOffice, pdftoppm and pandoc. Every letter of the documents is
"translated" to its wide form, so that what a reader of the translation sees says letter by letter
what was there before, and any letter that was not reached stands out.
"""

import html
import re
import shutil
import subprocess
import sys
import tempfile
import unicodedata
import zipfile
from pathlib import Path

import docx
import openpyxl
import pages
import pptx
from docx.enum.text import WD_BREAK
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import Table
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.oxml.ns import qn
from pptx.util import Inches

FLAT = """<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"
 office:mimetype="application/vnd.oasis.opendocument.text" office:version="1.3">
<office:automatic-styles><style:style style:name="B" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style></office:automatic-styles>
<office:body><office:text>
<text:h text:outline-level="1">Visit to China</text:h>
<text:p>The <text:span text:style-name="B">Director General</text:span> met<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body><text:p>At the office in Beijing.</text:p></text:note-body></text:note> the minister. They spoke<text:tab/>at length.</text:p>
<text:list><text:list-item><text:p>First point</text:p></text:list-item><text:list-item><text:p>Second point</text:p></text:list-item></text:list>
<table:table><table:table-column/><table:table-row><table:table-cell office:value-type="string"><text:p>Filings</text:p></table:table-cell></table:table-row></table:table>
</office:text></office:body></office:document>
"""


NOTES = """% A visit to China

# The *first* day

The **Director General** met officials[^1], and [spoke](https://www.wipo.int) at length; see the ~~old~~
new programme.

[^1]: At the office in Beijing.

- First point
- Second point

| Country | Filings |
|---------|---------|
| China   | many    |

> Thank you, he said.
"""


# What a reader sees that stands in no running text, and no program says when it is asked for its text.
BESIDE = re.compile(
    r"\b(Family name|By country|Opens a page|For release|Choose|One of them|Many|Few|Yes|Spain)\b|(?<!12) cases"
)


def run(*command):
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"{' '.join(map(str, command))}\n{done.stdout}{done.stderr}")
    return done.stdout


def convert(folder, file, ending):
    """What LibreOffice makes of a file."""
    out = folder / "converted"
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    run("soffice", "--headless", profile, "--convert-to", ending, "--outdir", out, file)
    made = out / file.with_suffix(f".{ending.split(':')[0]}").name
    if not made.exists():
        sys.exit(f"LibreOffice makes no {ending} of {file.name}")
    return made


def word(file):
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "World Intellectual Property Organization"
    document.sections[0].footer.paragraphs[0].text = "For release"
    document.add_heading("A visit to China", 0)
    text = document.add_paragraph("The ")
    text.add_run("Director General").bold = True
    text.add_run(" arrived on Monday. He was ")
    text.add_run("very").italic = True
    text.add_run(" pleased.").add_break()
    text.add_run("A line of its own & <no tag>.\tAnd a tab.")
    document.add_paragraph("A point of a list", style="List Bullet").add_run().add_break(WD_BREAK.PAGE)
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Name", "Filings in 2023"
    for what, words in (("tblCaption", "Filings"), ("tblDescription", "By country")):
        table._tbl.tblPr.append(parse_xml(f'<w:{what} {nsdecls("w")} w:val="{words}"/>'))
    document.element.body.insert(-1, parse_xml(FORM))
    document.save(file)


FORM = f"""<w:p {nsdecls("w")}><w:r><w:t xml:space="preserve">Name: </w:t></w:r><w:sdt><w:sdtPr>
<w:alias w:val="Family name"/><w:text/></w:sdtPr><w:sdtContent><w:r><w:t>click here</w:t></w:r></w:sdtContent></w:sdt></w:p>"""


def slides(file):
    deck = pptx.Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[1])
    slide.shapes.title.text = "A visit to China"
    body = slide.placeholders[1].text_frame
    body.text = "First point"
    line = body.add_paragraph()
    line.add_run().text = "The second, "
    strong = line.add_run()
    strong.text, strong.font.bold = "in bold", True
    table = slide.shapes.add_table(1, 2, Inches(1), Inches(4), Inches(4), Inches(1)).table
    table.cell(0, 0).text = "A cell"
    slide.notes_slide.notes_text_frame.text = "Say this slowly."
    deck.save(file)


def chart(file):
    """A slide with what stands in no text: a chart, the tip of a link, words behind it."""
    deck = pptx.Presentation()
    layout = deck.slide_layouts[5]
    slide = deck.slides.add_slide(layout)
    slide.shapes.title.text = "Filings"
    data = CategoryChartData()
    data.categories = ["France", "Spain"]
    data.add_series("Filings", (3, 4))
    place = Inches(1), Inches(3), Inches(6), Inches(4)
    slide.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, *place, data)
    text = slide.shapes.add_textbox(Inches(1), Inches(2), Inches(6), Inches(0.5)).text_frame.paragraphs[0]
    text.add_run().text = "See "
    link = text.add_run()
    link.text, link.hyperlink.address = "a page", "https://www.wipo.int"
    link._r.rPr.find(qn("a:hlinkClick")).set("tooltip", "Opens a page")
    text.add_run().text = " of the office."
    behind = slide.shapes.add_textbox(Inches(5), Inches(0), Inches(2), Inches(0.5))
    behind.text_frame.text = "For release"
    layout.shapes._spTree.append(behind._element)
    deck.save(file)


def sheet(file):
    book = openpyxl.Workbook()
    page = book.active
    page["A1"], page["B1"], page["C1"] = "Country", "Filings", '=A1&" x"'
    page["A2"] = CellRichText("The ", TextBlock(InlineFont(b=True), "seat"), " of the office")
    page["B2"] = 12
    page["B2"].number_format = '0" cases"'
    page["A3"] = '=IF(B2>3,"Many","Few")'
    asked = DataValidation(type="list", formula1='"Yes,No"', promptTitle="Choose", prompt="One of them")
    page.add_data_validation(asked)
    asked.add("D1")
    page["D1"] = "Yes"
    costs = book.create_sheet("Costs")
    for row in (("Office of filing", "Unit\nfee", "Fee [total]"), ("Beijing", 2, 3), ("Geneva", 4, 5)):
        costs.append(row)
    table = Table(displayName="Costs", ref="A1:C3")
    costs.add_table(table)
    costs["E1"] = "=SUM(Costs[Unit\nfee])+SUM(Costs[[#Data],[Fee '[total']]])"
    book.save(file)


def check_heads(folder, file, total):
    """Tables call their columns as their heads do, and formulas find them."""
    costs = openpyxl.load_workbook(file)["Costs"]
    heads = [cell.value for cell in costs[1][:3]]
    names = [re.sub("_x000a_", "\n", column.name) for column in costs.tables["Costs"].tableColumns]
    assert names == heads, (names, heads)
    again = convert(folder, file, "xlsx")
    assert openpyxl.load_workbook(again, data_only=True)["Costs"]["E1"].value == total, file


def check_choices(file):
    """What a cell may hold by its list is what it says."""
    page = openpyxl.load_workbook(file).active
    [asked] = page.data_validations.dataValidation
    assert page["D1"].value in asked.formula1.strip('"').split(","), (page["D1"].value, asked.formula1)


def said(file):
    """What a reader sees of a document, and formulas, which stay."""
    if file.suffix == ".html":
        text = re.sub(r"<(style|script)\b.*?</\1>|<[^>]*>", "", file.read_text("utf-8"), flags=re.S)
        yield html.unescape(text)
    elif file.suffix == ".pptx":
        for slide in pptx.Presentation(file).slides:
            for shape in slide.shapes:
                if shape.has_text_frame:
                    yield shape.text_frame.text
                elif shape.has_table:
                    yield from (cell.text for row in shape.table.rows for cell in row.cells)
            if slide.has_notes_slide:
                yield slide.notes_slide.notes_text_frame.text
    elif file.suffix == ".xlsx":
        for row in openpyxl.load_workbook(file).active.iter_rows(values_only=True):
            yield from (str(cell) for cell in row if cell is not None)
    elif file.suffix in (".odp", ".ods"):
        with tempfile.TemporaryDirectory() as folder:
            yield from said(convert(Path(folder), file, {".odp": "pptx", ".ods": "xlsx"}[file.suffix]))
    else:
        with tempfile.TemporaryDirectory() as folder:
            yield convert(Path(folder), file, "txt:Text (encoded):UTF8").read_text("utf-8-sig")
        if file.suffix == ".docx":
            document = docx.Document(file)
            for part in (document.sections[0].header, document.sections[0].footer):
                yield from (paragraph.text for paragraph in part.paragraphs)


def plain(texts):
    """Texts without white space, which Chinese has not between sentences."""
    return re.sub(r"\s", "", "".join(texts))


def wide(text):
    return re.sub("[!-~]", lambda found: chr(ord(found[0]) + 0xFEE0), text)


def translated(xliff):
    """An XLIFF file whose targets are its sources in wide letters, every code in its place."""

    def fill(unit):
        unit = re.sub(r"\s*<target[^>]*/>|\s*<target.*?</target>", "", unit[0], flags=re.S)
        source = re.search(r"<source[^>]*>(.*?)</source>", unit, re.S)
        code = r"<(?:bpt|ept|ph|it)\b[^>]*(?<!/)>.*?</(?:bpt|ept|ph|it)>"
        pieces = re.split(rf"({code}|<[^>]*>|&\w+;)", source[1], flags=re.S)
        entities = {"&amp;": "＆", "&lt;": "＜", "&gt;": "＞", "&quot;": "＂", "&apos;": "＇"}
        target = "".join(
            entities.get(piece, piece) if number % 2 else wide(piece)
            for number, piece in enumerate(pieces)
        )
        at = source.end()
        return f'{unit[:at]}<target state="translated">{target}</target>{unit[at:]}'

    return re.sub(r"<trans-unit\b.*?</trans-unit>", fill, xliff, flags=re.S)


def check(yiku, folder, file):
    memory = folder / f"{file.name}.yiku"
    is_workbook = file.suffix in (".xlsx", ".ods")
    as_document = ["--as", "document", "--with", "formulas"] if is_workbook else []
    run(yiku, "--memory", memory, "import", file, *as_document)
    # With nothing translated it is what it was, part by part.
    same = folder / f"same-{file.name}"
    run(yiku, "--memory", memory, "export", "--format", "document", "-o", same)
    if file.suffix == ".html":
        lang = re.compile(rb' (xml:)?lang="[^"]*"')
        assert lang.sub(b"", same.read_bytes()) == lang.sub(b"", file.read_bytes()), file
    else:
        with zipfile.ZipFile(file) as before, zipfile.ZipFile(same) as after:
            assert before.namelist() == after.namelist(), file
            for name in before.namelist():
                if not re.search(r"(document|styles|settings|slide\d+|content|\w+Slide\d+|slideLayout\d|chart\d|header\d|footer\d)\.xml", name):
                    assert before.read(name) == after.read(name), name
    looks = pages.pages(convert(folder, file, "pdf"))
    assert pages.pages(convert(folder, same, "pdf")) == looks, f"{file.name} looks otherwise"
    assert plain(said(same)) == plain(said(file)), file
    exchange = folder / f"{file.name}.xlf"
    run(yiku, "--memory", memory, "export", "--format", "xliff", "-o", exchange)
    exchange.write_text(translated(exchange.read_text("utf-8")), "utf-8")
    run(yiku, "--memory", memory, "import", exchange)
    out = folder / f"zh-{file.name}"
    run(yiku, "--memory", memory, "export", "--format", "document", "-o", out)
    before, after = plain(said(file)), plain(said(out))
    formulas = re.compile(r'=A1&"ｘ"|=IF\(B2>3,"Ｍａｎｙ","Ｆｅｗ"\)')
    letters = re.sub("[^A-Za-z]", "", formulas.sub("", after))
    assert not letters, f"{file.name}: not reached: {letters}"
    assert unicodedata.normalize("NFKC", after) == unicodedata.normalize("NFKC", before), (before, after)
    if file.suffix == ".xlsx":
        check_heads(folder, file, 14)
        check_heads(folder, out, 14)
        check_choices(out)
    if file.suffix != ".html":
        with zipfile.ZipFile(out) as parts:
            for name in parts.namelist():
                if name.endswith(".xml") and not re.match("docProps|meta", name):
                    left = BESIDE.search(parts.read(name).decode("utf-8"))
                    assert not left, f"{file.name}: not reached: {left[0]} in {name}"
    # A page of the web has no pages to stand in.
    if file.suffix != ".html":
        fault = pages.stands(looks, pages.pages(convert(folder, out, "pdf")))
        assert fault is None, f"{file.name}: {fault}"
    return len(before)


def main():
    yiku = Path(sys.argv[1]).resolve()
    keep = Path(sys.argv[2]).resolve()
    shutil.rmtree(keep, ignore_errors=True)
    keep.mkdir(parents=True)
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        made = [folder / f"release.{ending}" for ending in ("docx", "pptx", "xlsx")]
        for make, file in zip((word, slides, sheet), made):
            make(file)
        made.append(folder / "filings.pptx")
        chart(made[-1])
        flat = folder / "notice.fodt"
        flat.write_text(FLAT, "utf-8")
        made += [convert(folder, flat, "odt"), convert(folder, flat, "docx")]
        made += [convert(folder, folder / f"{name}.pptx", "odp") for name in ("release", "filings")]
        made.append(convert(folder, folder / "release.xlsx", "ods"))
        notes = folder / "notes.md"
        notes.write_text(NOTES, "utf-8")
        for ending in ("docx", "odt", "pptx", "html"):
            made.append(folder / f"notes.{ending}")
            run("pandoc", "-s", notes, "-o", made[-1])
        for file in made:
            letters = check(yiku, folder, file)
            shutil.copy(file, keep)
            print(f"office: {file.name}: {letters} characters, all translated, and nothing else")


main()
