"""Reads the units of a TMX file as a stream and counts them; with a second name, writes them there
as JSON Lines."""

import json
import sys

from lxml import etree

LANG = "{http://www.w3.org/XML/1998/namespace}lang"
out = open(sys.argv[2], "w", encoding="utf-8") if len(sys.argv) > 2 else None
units = 0
for _, unit in etree.iterparse(sys.argv[1], tag="tu", load_dtd=False, no_network=True):
    texts = [{"lang": text.get(LANG), "text": text.findtext("seg")} for text in unit.iter("tuv")]
    units += len(texts) == 2
    if out:
        out.write(json.dumps({**unit.attrib, "variants": texts}, ensure_ascii=False) + "\n")
    unit.clear()
    while unit.getprevious() is not None:
        del unit.getparent()[0]
print(units)
