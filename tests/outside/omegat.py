"""Compare what OmegaT translated with the memory's own text form.

usage: omegat.py RELEASE_JSONL TRANSLATED_XLF
"""

import json
import sys
import xml.etree.ElementTree as ElementTree

XLIFF = "{urn:oasis:names:tc:xliff:document:1.2}"


def main(memory, translated):
    expected = {}
    with open(memory, encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            if record["type"] == "unit":
                expected[str(record["place"]["number"])] = record["variants"][1]["text"]
    equal = 0
    for unit in ElementTree.parse(translated).iter(XLIFF + "trans-unit"):
        target = "".join(unit.find(XLIFF + "target").itertext())
        if target == expected[unit.get("id")]:
            equal += 1
        else:
            print(f"segment {unit.get('id')}: {target!r} is not {expected[unit.get('id')]!r}")
    print(f"OmegaT: {equal} of {len(expected)} targets equal to the memory's")
    return int(equal != len(expected) or equal == 0)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
