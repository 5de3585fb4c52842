"""What yiku reads of XLIFF files, beside what lxml finds in them.

xliff.py YIKU FILE...    the texts of each unit, source and target, equal; else it says where
"""

import json
import subprocess
import sys

from lxml import etree

NAMESPACE = "urn:oasis:names:tc:xliff:document:"
NATIVE = {"bpt", "ept", "it", "ph"}


def split(element):
    """The namespace of an element and its name; one of no declared prefix is another's."""
    tag = element.tag if isinstance(element.tag, str) else ":"
    space, brace, name = tag.rpartition("}")
    return ("other", "") if ":" in name else (space.lstrip("{") if brace else "", name)


def local(element):
    return split(element)[1]


def is_own(element):
    space = split(element)[0]
    return not space or space.startswith(NAMESPACE) and space.count(":") == 6


def text(element, one):
    """The text without inline codes."""
    found = element.text or ""
    for child in element:
        if isinstance(child.tag, str):
            name = local(child)
            if name == "cp":
                found += chr(int(child.get("hex"), 16))
            elif not (name in NATIVE and one):
                found += text(child, one)
        found += child.tail or ""
    return found


def has_codes(element):
    return any(isinstance(child.tag, str) and local(child) != "cp" for child in element)


def first(element, name):
    return next((child for child in element if is_own(child) and local(child) == name), None)


def segments(element):
    if element is None:
        return []
    return [mrk for mrk in element.iter() if local(mrk) == "mrk" and mrk.get("mtype") == "seg"]


def pairs(path):
    root = etree.parse(path, etree.XMLParser(resolve_entities=False, huge_tree=True, recover=True)).getroot()
    one = not root.get("version", "1").startswith("2")
    for unit in root.iter():
        if not is_own(unit):
            continue
        if one and local(unit) == "trans-unit":
            source, target = first(unit, "source"), first(unit, "target")
            frame = segments(first(unit, "seg-source"))
            if frame:
                by_mid = {mrk.get("mid"): mrk for mrk in segments(target)}
                for mrk in frame:
                    yield mrk, by_mid.get(mrk.get("mid")), one
            elif source is not None:
                yield source, target, one
        elif not one and local(unit) == "segment":
            yield first(unit, "source"), first(unit, "target"), one


def expected(path):
    for source, target, one in pairs(path):
        if source is not None and (text(source, one).strip() or has_codes(source)):
            yield text(source, one), None if target is None else text(target, one)


def found(yiku, path):
    command = [yiku, "convert", path, "-", "--format", "jsonl", "--quiet"]
    ran = subprocess.run(command, capture_output=True, check=False)
    if b"there is no unit in it" in ran.stderr:
        return
    if ran.returncode != 0:
        raise SystemExit(f"{path}: {ran.stderr.decode()}")
    for line in ran.stdout.decode().splitlines()[1:]:
        unit = json.loads(line)
        texts = [variant["text"] for variant in unit["variants"]]
        yield texts[0], texts[1] if len(texts) > 1 else None


def main(yiku, paths):
    faults = units = 0
    for path in paths:
        wanted, read = list(expected(path)), list(found(yiku, path))
        units += len(read)
        if [source for source, _ in wanted] != [source for source, _ in read]:
            faults += 1
            print(f"{path}: {len(read)} sources, lxml finds {len(wanted)}")
            for (a, _), (b, _) in zip(wanted, read):
                if a != b:
                    print(f"  lxml {a!r}\n  yiku {b!r}")
                    break
            continue
        for (source, target), (_, ours) in zip(wanted, read):
            # A target that is empty, or the source's copy that nobody has worked on, is none.
            is_none = target is None or not target.strip() or target.strip() == source.strip()
            if ours != target and not (ours is None and is_none):
                faults += 1
                print(f"{path}: a target\n  lxml {target!r}\n  yiku {ours!r}")
    print(f"{len(paths)} files, {units} units, {faults} faults")
    return faults != 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
