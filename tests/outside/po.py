"""PO that yiku wrote, read by translate-toolkit and by gettext's own programs where they are there.

usage: po.py FILE.po FILE.jsonl YIKU MEMORY

The two files are the same units, as yiku wrote them. Emptied by translate-toolkit, the first is
filled by yiku from the memory: gettext must find it whole and sound, and nothing but translations
may have changed.
"""

import difflib
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile

from translate.storage import pypo

path, lines, yiku, memory = sys.argv[1:]
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



def gettext(*command):
    if shutil.which(command[0]):
        subprocess.run([str(part) for part in command], check=True)


gettext("msgfmt", "-c", "-o", "/dev/null", path)

# What a program of our own time leaves in a file: a plural, a format, an entry of yesterday.
EXTRA = """
#: src/main.c:1
#, c-format
msgid "%d file"
msgid_plural "%d files"
msgstr[0] "%d 个文件"

#~ msgid "Old"
#~ msgstr "旧"
"""
with tempfile.TemporaryDirectory() as folder:
    empty, filled = pathlib.Path(folder, "empty.po"), pathlib.Path(folder, "filled.po")
    for unit in store.units:
        if not unit.isheader():
            unit.target = ""
    store.savefile(str(empty))
    empty.write_bytes(empty.read_bytes() + EXTRA.encode())
    subprocess.run(
        [yiku, "--memory", memory, "pretranslate", empty, "-o", filled, "--terms", "draft"],
        check=True,
        capture_output=True,
    )
    gettext("msgfmt", "-c", "-o", "/dev/null", filled)
    gettext("msgcmp", "--use-fuzzy", filled, empty)
    old, new = (file.read_text(encoding="utf-8").splitlines() for file in (empty, filled))
    for line in difflib.ndiff(old, new):
        assert line[0] in " ?" or line[2:].startswith(("msgstr ", '"', "#, fuzzy")), line
    again = {unit.source: unit.target for unit in pypo.pofile.parsefile(str(filled)).units}
    left = [source for source, target in read.items() if target and not again[source]]
    assert not left, left
    print(f"filled again: {len(read)} entries")
print(f"{len(read)} entries")
