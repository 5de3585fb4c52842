"""How the pages of a document look: what LibreOffice prints and pdftoppm draws."""

import subprocess
import tempfile
from pathlib import Path

# Dots an inch: enough to see that a line or a picture moved.
RESOLUTION = 40
# What is darker than this is printed.
DARK = 230


def pages(pdf):
    """The pages of a PDF as pictures in grey: width, height, and a byte a dot."""
    with tempfile.TemporaryDirectory() as folder:
        stem = Path(folder) / "page"
        command = ["pdftoppm", "-gray", "-r", str(RESOLUTION), str(pdf), str(stem)]
        subprocess.run(command, check=True, capture_output=True)
        return [picture(file.read_bytes()) for file in sorted(Path(folder).iterdir())]


def picture(pgm):
    kind, size, _, dots = pgm.split(b"\n", 3)
    assert kind == b"P5", kind
    width, height = map(int, size.split())
    return width, height, dots


def inked(page):
    """The box around what is printed on a page: left, top, right, bottom; None where nothing is."""
    width, height, dots = page
    rows = [dots[row * width : (row + 1) * width] for row in range(height)]
    printed = [row for row, line in enumerate(rows) if min(line) < DARK]
    if not printed:
        return None
    columns = [column for column in range(width) if min(line[column] for line in rows) < DARK]
    return columns[0], printed[0], columns[-1], printed[-1]


def stands(before, after):
    """Says what is wrong with the pages of a translation beside those of its document: there are as
    many or more, something is printed, and nothing reaches an edge that did not before."""
    if len(after) < len(before):
        return f"{len(before)} pages have become {len(after)}"
    first, new = inked(before[0]), inked(after[0])
    if new is None:
        return "the first page is empty"
    width, height, _ = after[0]
    free = lambda box: (box[0], box[1], width - box[2], height - box[3])
    if any(new < 4 <= old for old, new in zip(free(first), free(new))):
        return f"what was printed within {first} stands within {new}"
    return None
