"""Cuts the lines of standard input into segments, one a line, with a program that is installed;
says on standard error how many seconds that took, without loading it."""

import sys
import time

name, lang = sys.argv[1:]
lines = [line.strip() for line in sys.stdin if line.strip()]

if name == "pysbd":
    import pysbd

    cut = pysbd.Segmenter(language=lang, clean=False).segment
elif name == "nupunkt":
    import nupunkt

    cut = nupunkt.sent_tokenize
elif name == "blingfire":
    import blingfire

    cut = lambda line: blingfire.text_to_sentences(line).split("\n")
elif name == "sentencex":
    import sentencex

    cut = lambda line: list(sentencex.segment(lang, line))
else:
    sys.exit(f"{name} is not known")

cut("Loaded. Now.")
begun = time.perf_counter()
segments = [segment for line in lines for segment in cut(line)]
print(time.perf_counter() - begun, file=sys.stderr)
for segment in segments:
    print(" ".join(segment.split()))
