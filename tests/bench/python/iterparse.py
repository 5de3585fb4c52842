"""Counts the units of a TMX file, read as a stream."""

import sys

from lxml import etree

units = 0
for _, unit in etree.iterparse(sys.argv[1], tag="tu", load_dtd=False, no_network=True):
    texts = [(text.get("{http://www.w3.org/XML/1998/namespace}lang"), text.findtext("seg")) for text in unit.iter("tuv")]
    units += len(texts) == 2
    unit.clear()
    while unit.getprevious() is not None:
        del unit.getparent()[0]
print(units)
