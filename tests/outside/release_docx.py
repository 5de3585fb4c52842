"""Make the document of Word that tm/wipo-dg-china-2024/release.docx is, from the release's text.

usage: release_docx.py TEXT DOCX

Needs python-docx. Of the same text it is the same document, to the byte.
"""

import datetime
import re
import sys
import zipfile

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement
from docx.oxml.ns import nsdecls, qn

# People and events, in bold where they are first named.
NAMES = ["Daren Tang", "Yin Hong", "International Copyright Forum"]
NOTE = "National Copyright Administration of China (NCAC)"
FIGURES = [("Year", "2024"), ("Delegates", "some 400"), ("Countries and organizations", "over 20")]


def footnote(document, run, text):
    """python-docx has no footnotes; this is one, with the two that Word has by itself."""
    own = [
        f'<w:footnote w:type="{kind}" w:id="{number}"><w:p><w:r><w:{kind}/></w:r></w:p></w:footnote>'
        for number, kind in ((-1, "separator"), (0, "continuationSeparator"))
    ]
    content = (
        f"<w:footnotes {nsdecls('w')}>{''.join(own)}<w:footnote w:id=\"1\"><w:p><w:r><w:rPr>"
        '<w:vertAlign w:val="superscript"/></w:rPr><w:footnoteRef/></w:r>'
        f'<w:r><w:t xml:space="preserve"> {text}</w:t></w:r></w:p></w:footnote></w:footnotes>'
    )
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    part = Part(PackURI("/word/footnotes.xml"), kind, content.encode(), document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    run.font.superscript = True
    mark = OxmlElement("w:footnoteReference")
    mark.set(qn("w:id"), "1")
    run._r.append(mark)


def main():
    text, file = sys.argv[1:]
    lines = open(text, encoding="utf-8").read().splitlines()
    document = docx.Document()
    document.core_properties.created = document.core_properties.modified = datetime.datetime(2024, 9, 16)
    document.add_heading(lines[0], 0)
    document.add_paragraph(lines[1], style="Subtitle")
    names = list(NAMES)
    noted = False
    for line in lines[2:]:
        if len(line) < 90 and not line.endswith((".", "”")):
            document.add_heading(line, 1)
            continue
        paragraph = document.add_paragraph()
        for piece in re.split("(" + "|".join(map(re.escape, [*names, NOTE])) + ")", line):
            run = paragraph.add_run(piece)
            if piece in names:
                run.bold = True
                names.remove(piece)
            elif piece == NOTE and not noted:
                noted = True
                footnote(document, paragraph.add_run(), "The forum has been held since 2008.")
    table = document.add_table(rows=0, cols=2, style="Table Grid")
    for figure in FIGURES:
        for cell, content in zip(table.add_row().cells, figure):
            cell.text = content
    document.save(file)
    # The date of the archive's parts is none of the day.
    with zipfile.ZipFile(file) as made:
        parts = [(part.filename, made.read(part)) for part in made.infolist()]
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as again:
        for name, content in parts:
            again.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)


main()
