"""PO that yiku wrote, read by translate-toolkit and by gettext's own msgfmt where it is there.

usage: po.py FILE.po FILE.jsonl    the same units, as yiku wrote them in both
"""

import json
import shutil
import subprocess
import sys

from translate.storage import pypo

path, lines = sys.argv[1:]
store = pypo.pofile.parsefile(path)
read = {unit.source: unit.target for unit in store.units if not unit.isheader()}

texts = {}
for line in open(lines, encoding="utf-8"):
    line = json.loads(line)
    if line["type"] != "unit":
        continue
    by_lang = {}
    for variant in line["variants"]:
        by_lang.setdefault(variant["lang"], variant["text"])
    source = by_lang.get(line["source_lang"], "")
    others = [text for lang, text in by_lang.items() if lang != line["source_lang"]]
    if source.strip():
        texts.setdefault(source, set()).update(others)

assert set(read) == set(texts), set(read) ^ set(texts)
for source, target in read.items():
    assert not target or target in texts[source], (source, target)

if shutil.which("msgfmt"):
    subprocess.run(["msgfmt", "-c", "-o", "/dev/null", path], check=True)
print(f"{len(read)} entries")
