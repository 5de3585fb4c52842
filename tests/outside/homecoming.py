"""XLIFF that other programs fill, and that comes home.

usage: homecoming.py YIKU MEMORY OMEGAT_TARGET

The Translate Toolkit fills targets of what yiku exports, and the same segments must come home with
the same texts. In OMEGAT_TARGET, what OmegaT made of its project's XLIFF by the memory, there must
be nothing to take.
"""

import json
import pathlib
import shutil
import subprocess
import sys
import tempfile

from translate.storage import xliff as toolkit


def run(*command):
    return subprocess.run([str(part) for part in command], check=True, capture_output=True, text=True)


def imported(yiku, memory, file):
    done = run(yiku, "--memory", memory, "import", file, "-n", "--json")
    return [json.loads(line) for line in done.stdout.splitlines()]


def filled_by_toolkit(yiku, memory, folder):
    """The Translate Toolkit changes every tenth target; these come home and no others."""
    exported = folder / "out.xlf"
    run(yiku, "--memory", memory, "export", "--output", exported)
    store = toolkit.xlifffile.parsefile(str(exported))
    wanted = {}
    for unit in store.units:
        number = int(unit.getid().split("\x04")[-1])
        if number % 10 == 0:
            unit.target = f"译文第{number}段"
            wanted[number] = unit.target
    store.savefile(str(folder / "back.xlf"))
    records = imported(yiku, memory, folder / "back.xlf")
    taken = {
        int(record["segment"].split(":")[1]): record["after"]
        for record in records
        if record["type"] == "review" and record["result"] == "translation"
    }
    print(f"Translate Toolkit: {len(taken)} of {len(wanted)} changed targets come home")
    return taken == wanted and len(taken) > 0 and records[-1]["refused"] == 0


def left_alone_by_omegat(yiku, memory, target):
    records = imported(yiku, memory, target)
    summary = records[-1]
    print(f"OmegaT: {summary['rows']} segments come home as they are in the memory")
    return summary["rows"] > 0 and summary["translations"] == 0 and summary["refused"] == 0


def main(yiku, memory, omegat):
    folder = pathlib.Path(tempfile.mkdtemp())
    try:
        good = [filled_by_toolkit(yiku, memory, folder), left_alone_by_omegat(yiku, memory, omegat)]
    finally:
        shutil.rmtree(folder)
    return int(not all(good))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
