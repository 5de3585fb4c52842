"""Reads a TMX file by translate-toolkit and writes its units as JSON Lines; counts them."""

import json
import sys

from translate.storage import tmx

store = tmx.tmxfile.parsefile(sys.argv[1])
units = 0
with open(sys.argv[2], "w", encoding="utf-8") as out:
    for unit in store.units:
        line = {"id": unit.getid(), "source": unit.source, "target": unit.target}
        out.write(json.dumps(line, ensure_ascii=False) + "\n")
        units += bool(unit.source and unit.target)
print(units)
