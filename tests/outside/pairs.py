"""Read what yiku exported with translate-toolkit, and compare it with the memory's own text form.

usage: pairs.py OUT_FOLDER

The memory is release.jsonl, read with nothing but the json module. Each file must hold just its
pairs, in its order.
"""

import json
import sys
from pathlib import Path

from translate.storage import tmx, xliff


def memory(path):
    pairs = []
    for line in path.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        if record["type"] == "unit":
            source, target = record["variants"][:2]
            pairs.append((source["text"], target["text"]))
    return pairs


def read(store):
    return [(str(unit.source), str(unit.target)) for unit in store.units if unit.istranslatable()]


def xliff2(path):
    """XLIFF 2 with the newest reader that the toolkit has; None where it has none."""
    try:
        from translate.storage import xliff2 as module
    except ImportError:
        return None
    return read(module.Xliff2File.parsefile(str(path)))


def main(folder):
    expected = memory(folder / "release.jsonl")
    failed = len(expected) != 70
    if failed:
        print(f"release.jsonl: {len(expected)} pairs, not 70")
    found = {
        "release.tmx": read(tmx.tmxfile.parsefile(str(folder / "release.tmx"))),
        "release.xlf": read(xliff.xlifffile.parsefile(str(folder / "release.xlf"))),
        "release.2.xlf": xliff2(folder / "release.2.xlf"),
    }
    for name, pairs in found.items():
        if pairs is None:
            print(f"{name}: NOT CHECKED, translate-toolkit has no reader for it")
        elif pairs == expected:
            print(f"{name}: {len(pairs)} pairs equal to the memory's")
        else:
            failed = True
            wrong = [n for n, (a, b) in enumerate(zip(pairs, expected), 1) if a != b]
            print(f"{name}: {len(pairs)} pairs, wrong ones: {wrong}")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
