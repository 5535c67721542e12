"""Where in a picture its subject is: what stays to be seen when a page or a card shows only a part of it."""

import re

STEPS = (0, 25, 50, 75, 100)
CENTRE = (50, 50)
Focus = tuple[int, int]
"""How far from the left edge and from the top the subject is, in per cent, to the nearest quarter."""

_ACROSS = {"left": 0, "right": 100}
_DOWN = {"top": 0, "bottom": 100}
_BETWEEN = {"center": 50, "centre": 50, "middle": 50}
_NUMBER = re.compile(r"(-?[0-9]{1,3}(?:\.[0-9]{1,6})?)%?")


def focus_of(written: str) -> Focus:
    """`top`, `left bottom`, `40% 60%` (across, down), `40%`. Raises ValueError for anything else."""
    words = written.lower().replace(",", " ").split()
    numbers = [_nearest(float(found[1])) for word in words if (found := _NUMBER.fullmatch(word))]
    if numbers and len(numbers) == len(words) <= 2:
        return (numbers[0], numbers[1]) if len(numbers) == 2 else (numbers[0], 50)
    return _named(words)


def _named(words: list[str]) -> Focus:
    across = [_ACROSS[word] for word in words if word in _ACROSS]
    down = [_DOWN[word] for word in words if word in _DOWN]
    known = len(across) + len(down) + sum(word in _BETWEEN for word in words)
    if not words or known != len(words) or len(across) > 1 or len(down) > 1 or len(words) > 2:
        raise ValueError("it is no place in a picture")
    return (across[0] if across else 50, down[0] if down else 50)


def _nearest(number: float) -> int:
    return min(STEPS, key=lambda step: abs(step - number))


def or_usual(written: str, width: int, height: int) -> Focus:
    """The focus of a picture of that size; where none is written, the upper part of a tall one: people stand there."""
    try:
        return focus_of(written)
    except ValueError:
        return (50, 25) if height > width else CENTRE


def box(width: int, height: int, ratio: float, focus: Focus) -> tuple[int, int, int, int]:
    """The largest part of that shape (width through height) in a picture: left, top, right, bottom, in pixels. It lies
    as CSS's object-position would put it."""
    shown_width = min(width, max(1, round(height * ratio)))
    shown_height = min(height, max(1, round(width / ratio)))
    left = round((width - shown_width) * focus[0] / 100)
    top = round((height - shown_height) * focus[1] / 100)
    return left, top, left + shown_width, top + shown_height
