"""Draws the icons for telephones and old browsers after static/icon.svg: `python tools/icons.py`."""

import re
from pathlib import Path

from PIL import Image, ImageDraw

STATIC = Path(__file__).resolve().parents[1] / "static"
VIEW = 64
FINER = 8
"""Times larger than it is kept, so that slanted edges come out smooth."""

Point = tuple[float, float]


def main() -> None:
    drawing = (STATIC / "icon.svg").read_text(encoding="utf-8")
    folder = STATIC / "icons"
    folder.mkdir(exist_ok=True)
    for name, size, room in (
        ("apple-touch-icon", 180, 0.0), ("icon-192", 192, 0.0), ("icon-512", 512, 0.0),
        ("maskable-512", 512, 0.12),  # a mask may cut all but the inner four fifths
    ):  # fmt: skip
        drawn(drawing, size, room).save(folder / f"{name}.png", optimize=True)
    small = [drawn(drawing, size, 0).convert("RGBA") for size in (16, 32, 48)]
    small[-1].save(folder / "favicon.ico", append_images=small[:-1], sizes=[each.size for each in small])


def drawn(svg: str, size: int, room: float) -> Image.Image:
    """The drawing in a square, with `room` of its width left free on each side, in the colour of its ground."""
    ground = str(re.findall(r'<rect[^>]* fill="([^"]+)"', svg)[0])
    image = Image.new("RGB", (size * FINER, size * FINER), ground)
    pen = ImageDraw.Draw(image)
    scale = size * FINER * (1 - 2 * room) / VIEW
    margin = size * FINER * room
    for colour, path in re.findall(r'<path fill="([^"]+)" d="([^"]+)"', svg):
        for shape in outlines(path):
            pen.polygon([(margin + x * scale, margin + y * scale) for x, y in shape], fill=colour)
    small = image.resize((size, size), Image.Resampling.LANCZOS)
    return small.quantize(32).convert("P")


def outlines(path: str) -> list[list[Point]]:
    """The corners of each outline of an SVG path of straight lines (M, L, H, V, Z in both cases)."""
    found: list[list[Point]] = []
    x = y = 0.0
    for command, rest in re.findall(r"([MmLlHhVvZz])([^MmLlHhVvZz]*)", path):
        numbers = [float(each) for each in re.findall(r"-?(?:\d*\.\d+|\d+)", rest)]
        if command in "Zz":
            x, y = found[-1][0]
        elif command in "Mm":
            found.append([])
        step = 1 if command in "HhVv" else 2
        for start in range(0, len(numbers), step):
            across, down = (numbers[start], None) if command in "Hh" else (None, numbers[start])
            if step == 2:
                across, down = numbers[start], numbers[start + 1]
            is_relative = command.islower()
            x = x if across is None else x * is_relative + across
            y = y if down is None else y * is_relative + down
            found[-1].append((x, y))
    return found


if __name__ == "__main__":
    main()
