"""Draw the paper's pictures: python tools/pictures/make_pictures.py [NAME ...] [--out DIR] [--scale 1.5] [--png]."""

from __future__ import annotations

import argparse
import io
import pkgutil
import sys
from importlib import import_module
from pathlib import Path

import scenes
from engrave import print_plate
from PIL import Image, ImageFilter
from portraits import portrait
from render import Renderer
from sitters import SITTERS

OUT = Path(__file__).resolve().parents[2] / "content" / "pictures"
WIDTH, HEIGHT = 1280, 853
LIMIT, PORTRAIT_LIMIT = 180_000, 45_000
BUSY = {"reading-room": 198_000, "floodlit-ground": 198_000}
HELPERS = {"base"}


def scene_names() -> list[str]:
    """Every scene: one module each in the folder scenes."""
    return [m.name.replace("_", "-") for m in pkgutil.iter_modules(scenes.__path__) if m.name not in HELPERS]


def jpeg(img: Image.Image, limit: int) -> bytes:
    """The sharpest JPEG within the limit; the finest lines are softened only where they must be.  No metadata."""
    steps = [(0.0, q) for q in range(80, 55, -3)] + [(0.45, q) for q in range(66, 50, -3)]
    steps += [(0.6, q) for q in range(60, 28, -3)]
    data = b""
    for soft, quality in steps:
        buffer = io.BytesIO()
        sheet = img.filter(ImageFilter.GaussianBlur(soft)) if soft else img
        sheet.save(buffer, "JPEG", quality=quality, optimize=True, progressive=True, subsampling=2)
        data = buffer.getvalue()
        if len(data) <= limit:
            sys.stdout.write(f"  quality {quality}, softened {soft}\n")
            break
    return data


def draw(name: str, scale: float) -> Image.Image:
    """Build, light, cut and print one picture."""
    if name in SITTERS:
        return portrait(SITTERS[name])
    s = import_module("scenes." + name.replace("-", "_")).scene()
    plate = Renderer(s.mesh, s.view, s.sky, round(WIDTH * scale), round(HEIGHT * scale)).plate()
    if s.post:
        s.post(plate)
    return print_plate(plate, s.press, WIDTH)


def main() -> None:
    """Draw the pictures named, or all of them."""
    args = argparse.ArgumentParser(description=__doc__)
    args.add_argument("names", nargs="*", help="pictures to draw; all when none is named")
    args.add_argument("--out", type=Path, default=OUT, help="folder to write to (content/pictures)")
    args.add_argument(
        "--scale", type=float, default=1.5, help="drawing size over finished size; 0.6 makes a quick proof"
    )
    args.add_argument("--png", action="store_true", help="write PNG masters instead of JPEGs")
    given = args.parse_args()
    known = [*scene_names(), *SITTERS]
    unknown = [n for n in given.names if n not in known]
    if unknown:
        args.error(f"no picture is called {unknown[0]}; there are: {', '.join(known)}")
    given.out.mkdir(parents=True, exist_ok=True)
    for name in given.names or known:
        img = draw(name, given.scale)
        if given.png:
            img.save(given.out / f"{name}.png")
            sys.stdout.write(f"{name}\n")
        else:
            data = jpeg(img, PORTRAIT_LIMIT if name in SITTERS else BUSY.get(name, LIMIT))
            (given.out / f"{name}.jpg").write_bytes(data)
            sys.stdout.write(f"{name} {len(data)} bytes\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
