"""Looks queries up among texts by Levenshtein similarity of 70 % and more.

Reads one JSON object, {"texts": [...], "queries": [...]}; prints the seconds of processor time
for each query in the mean, and how many texts were found.
"""

import json
import sys
import time

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

given = json.load(open(sys.argv[1], encoding="utf-8"))
found = 0
begun = time.process_time()
for query in given["queries"]:
    found += len(
        process.extract(
            query,
            given["texts"],
            scorer=Levenshtein.normalized_similarity,
            score_cutoff=0.7,
            limit=None,
        )
    )
print((time.process_time() - begun) / len(given["queries"]), found)
