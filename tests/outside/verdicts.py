"""What xmllint rejects by the published schemas, yiku rejects too: verdicts.py YIKU SCHEMAS FILE…

Files of other tools are held against the DTD of their TMX version, that of TBX of 2008, and the
schemas of XLIFF 1.2 (transitional) and 2.x. yiku may find more, and must not find less.
"""

import json
import re
import subprocess
import sys
from pathlib import Path

# The schemas of 2.1 forget the annotatorsRef of a record, which the specification has (5.9.11).
FORGOTTEN = ["provenance.xlf"]

yiku, schemas, *files = sys.argv[1:]
schemas = Path(schemas)


def schema(text):
    """The arguments of xmllint for what the file begins with; none for what has no schema."""
    root = re.search(rb"<(?:\w+:)?(tmx|martif|xliff)\b[^>]*>", text)
    if not root:
        return None
    version = re.search(rb"""\sversion=["']([\d.]+)""", root[0])
    version = version[1].decode() if version else ""
    if root[1] == b"tmx":
        known = {"1.1": "11", "1.2": "12", "1.3": "13"}.get(version, "14")
        return ["--dtdvalid", schemas / f"tmx/tmx{known}.dtd"]
    if root[1] == b"martif":
        return ["--dtdvalid", schemas / "tbx/TBXcoreStructV02.dtd"]
    if version == "2.2":
        return ["--schema", schemas / "xliff22/all.xsd"]
    if version.startswith("2."):
        return ["--schema", schemas / "xliff21/all.xsd"]
    return ["--schema", schemas / "xliff12/xliff-core-1.2-transitional.xsd"]


def is_valid(path, arguments):
    command = ["xmllint", "--nonet", "--noout", *arguments, path]
    done = subprocess.run(command, capture_output=True)
    if done.returncode not in (0, 1, 3, 4):
        sys.exit(f"{path}: {done.stderr.decode(errors='replace')}")
    return done.returncode == 0


def faults(path):
    command = [yiku, "validate", "--json", "--transitional", path]
    lines = subprocess.run(command, capture_output=True, text=True).stdout.splitlines()
    verdict = json.loads(lines[-1])
    return verdict["faults"]


compared = more = 0
missed = []
for name in files:
    # What is in UTF-16 has no tag that could be read here, and is told by its first bytes.
    text = Path(name).read_bytes()
    if text[:2] in (b"\xff\xfe", b"\xfe\xff"):
        text = text.decode("utf-16", errors="replace").encode()
    arguments = schema(text)
    if not arguments:
        continue
    compared += 1
    valid, found = is_valid(name, arguments), faults(name)
    if not valid and not found and Path(name).name not in FORGOTTEN:
        missed.append(name)
    more += valid and found > 0
print(f"verdicts: {compared} files; yiku finds faults in {more} that the schemas let pass")
if missed:
    sys.exit("\n".join(["the schemas reject, and yiku does not:", *missed]))
