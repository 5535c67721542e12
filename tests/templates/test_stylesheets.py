"""The parts of the one stylesheet: each in its layer, so that their order is free; nothing named that is missing."""

import re
from pathlib import Path

import pytest

from tests.tools import ROOT

STATIC = ROOT / "static"
PARTS = sorted(STATIC.rglob("*.css"))
LAYERS = {"components": "components", "pages": "pages"}

every_part = pytest.mark.parametrize("part", PARTS, ids=lambda part: part.relative_to(STATIC).as_posix())


@every_part
def test_every_rule_stands_in_the_layer_of_its_folder(part: Path) -> None:
    text = re.sub(r"/\*.*?\*/", "", part.read_text(encoding="utf-8"), flags=re.DOTALL)
    assert text.count("{") == text.count("}")
    top = [head.strip() for head in top_level(text)]
    if part.name == "fonts.css":
        assert set(top) == {"@font-face"}
    elif part.parent.name in LAYERS:
        assert set(top) == {f"@layer {LAYERS[part.parent.name]}"}
    else:
        assert all(head.startswith("@layer ") for head in top)


@every_part
def test_every_file_named_is_there(part: Path) -> None:
    for name in re.findall(r"url\(([^)]*)\)", part.read_text(encoding="utf-8")):
        assert (STATIC / name.strip("\"'")).is_file()


def test_nothing_is_asked_of_another_site() -> None:
    for part in PARTS:
        assert "//" not in part.read_text(encoding="utf-8")


def test_every_custom_property_used_is_set() -> None:
    text = "".join(part.read_text(encoding="utf-8") for part in PARTS)
    used = set(re.findall(r"var\((--[\w-]+)", text))
    assert used <= set(re.findall(r"(--[\w-]+):", text))


def top_level(text: str) -> list[str]:
    """What stands before each outermost brace; a statement such as `@layer a, b;` is not counted."""
    heads, depth, start = [], 0, 0
    for place, sign in enumerate(text):
        if sign == "{":
            if depth == 0:
                heads.append(text[start:place].rpartition(";")[2])
            depth += 1
        elif sign == "}":
            depth -= 1
            start = place + 1
    return heads
