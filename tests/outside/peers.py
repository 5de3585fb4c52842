"""Segments, inline codes and words of documents, as yiku and OmegaT count them.

usage: peers.py YIKU FILE...

Both cut the same files in one run: OmegaT in its console mode, which writes every segment once into
a memory, so segments that are repeated are counted once here too.
"""

import json
import re
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree
from pathlib import Path

PROJECT = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<omegat><project version="1.0">
<source_dir>__DEFAULT__</source_dir><target_dir>__DEFAULT__</target_dir><tm_dir>__DEFAULT__</tm_dir>
<glossary_dir>__DEFAULT__</glossary_dir><dictionary_dir>__DEFAULT__</dictionary_dir>
<source_lang>EN-US</source_lang><target_lang>ZH-CN</target_lang>
<source_tok>org.omegat.tokenizer.DefaultTokenizer</source_tok>
<target_tok>org.omegat.tokenizer.DefaultTokenizer</target_tok>
<sentence_seg>true</sentence_seg><support_default_translations>true</support_default_translations>
<remove_tags>false</remove_tags>
</project></omegat>
"""

# A tag of OmegaT: <f0>, </f0>, <br1/>.
TAG = re.compile(r"</?[a-z]+\d+/?>")
WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")


def counted(segments):
    """Segments, codes and words of a list of texts with their numbers of codes."""
    once = dict(segments)
    words = sum(len(WORD.findall(text)) for text in once)
    return len(once), sum(once.values()), words


def plain(text):
    return re.sub(r"\s+", " ", text).strip()


def of_omegat(file, folder):
    for name in ("source", "target", "tm", "glossary", "dictionary", "omegat"):
        (folder / name).mkdir(parents=True)
    (folder / "omegat.project").write_text(PROJECT, "utf-8")
    shutil.copy(file, folder / "source" / file.name)
    memory = folder / "all.tmx"
    command = ["omegat", folder, "--quiet", "--mode=console-createpseudotranslatetmx"]
    command += [f"--pseudotranslatetmx={memory}", "--pseudotranslatetype=equal"]
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True)
    if not memory.exists():
        sys.exit(f"OmegaT: {file.name}: {done.stdout}{done.stderr}")
    segments = []
    for unit in ElementTree.parse(memory).iter("tu"):
        text = "".join(unit.find("tuv/seg").itertext())
        segments.append((plain(TAG.sub("", text)), len(TAG.findall(text))))
    return segments


def of_yiku(yiku, file, folder):
    memory = folder / "memory.yiku"
    as_document = ["--as", "document"] if file.suffix in (".xlsx", ".ods") else []
    run = [yiku, "--memory", memory]
    subprocess.run([*run, "import", file, *as_document], check=True, capture_output=True)
    done = subprocess.run(
        [*run, "export", "--format", "jsonl"], check=True, capture_output=True, text=True
    )
    segments = []
    for line in done.stdout.splitlines():
        record = json.loads(line)
        if record["type"] == "unit":
            source = record["variants"][0]
            segments.append((plain(source["text"]), len(source.get("codes", []))))
    return segments


def main():
    yiku = Path(sys.argv[1]).resolve()
    print(f"peers: {'':24} {'segments':>15} {'codes':>11} {'words':>13}")
    for file in map(Path, sys.argv[2:]):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            ours = of_yiku(yiku, file, folder)
            theirs = of_omegat(file, folder / "omegat-project")
        one, other = counted(ours), counted(theirs)
        shown = "  ".join(f"{a:>5} {b:>6}" for a, b in zip(one, other))
        print(f"peers: {file.name:24} {shown}")
        texts, others = {text for text, _ in ours}, {text for text, _ in theirs}
        for text in sorted(texts - others)[:5]:
            print(f"  yiku alone:   {text[:100]}")
        for text in sorted(others - texts)[:5]:
            print(f"  OmegaT alone: {text[:100]}")
        # OmegaT 3.6 reads nothing of a workbook whose texts stand in its cells.
        assert one[0] and (other[0] or file.suffix == ".xlsx"), file


main()
