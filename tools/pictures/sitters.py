"""The people portrayed: each a set of departures from one profile, with their own hair, age and clothes."""

from __future__ import annotations

from dataclasses import dataclass

Outline = tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class Sitter:
    """One person; lengths are in head heights, tones from 0 (black) to 1 (paper)."""

    tint: str
    skin: float
    hair_tone: float
    coat: float
    garment: str
    hair: tuple[tuple[Outline, float, float], ...]  # outline, tone, curl
    headgear: tuple[tuple[Outline, float, float], ...] = ()  # outline, tone, direction of the lines
    shirt: float = 0.9
    flip: bool = False
    tilt: float = 0.0
    age: float = 0.0  # share of the wrinkles that are cut
    forehead: float = 0.0
    brow: float = 0.0
    brow_lift: float = 0.0
    brow_width: float = 0.024
    nose: float = 0.0
    tip: float = 0.0
    lips: float = 0.0
    smile: float = 0.0
    chin: float = 0.0
    chin_drop: float = 0.0
    jowl: float = 0.0
    throat: float = 0.0
    nape: float = 0.0
    stubble: float = 0.0
    shoulders: float = 1.0
    lashes: float = 0.0
    glasses: bool = False
    ear: bool = True
    earring: tuple[float, float, float] | None = None


BOB = (
    (0.30, 0.17), (0.28, 0.27), (0.21, 0.33), (0.12, 0.36), (0.07, 0.44), (0.05, 0.56), (0.07, 0.7), (0.06, 0.82),
    (-0.03, 0.87),
    (-0.2, 0.9), (-0.36, 0.89), (-0.47, 0.8), (-0.49, 0.55), (-0.46, 0.28), (-0.35, 0.06), (-0.16, -0.08), (0.08,
    -0.09),
    (0.25, -0.01), (0.32, 0.08), (0.30, 0.17),
)  # fmt: skip
PARTED = (
    (0.29, 0.13), (0.24, 0.2), (0.15, 0.25), (0.07, 0.33), (0.05, 0.45), (0.03, 0.61), (-0.02, 0.62), (-0.04, 0.47),
    (-0.09, 0.44), (-0.14, 0.56), (-0.2, 0.72), (-0.28, 0.8), (-0.37, 0.68), (-0.42, 0.48), (-0.41, 0.24), (-0.28,
    0.02),
    (-0.05, -0.08), (0.16, -0.1), (0.31, -0.05), (0.36, 0.05), (0.29, 0.13),
)  # fmt: skip
MOUSTACHE = (
    (0.30, 0.695), (0.36, 0.68), (0.402, 0.705), (0.415, 0.735), (0.385, 0.752), (0.32, 0.757), (0.265, 0.785),
    (0.25, 0.77),
    (0.30, 0.695),
)  # fmt: skip
SWEPT = (
    (0.28, 0.13), (0.22, 0.2), (0.1, 0.28), (0.02, 0.38), (-0.04, 0.46), (-0.1, 0.52), (-0.16, 0.62), (-0.26, 0.72),
    (-0.38, 0.7),
    (-0.45, 0.5), (-0.44, 0.25), (-0.3, 0.03), (-0.1, -0.06), (0.1, -0.06), (0.25, 0.03), (0.28, 0.13),
)  # fmt: skip
TEMPLE = (
    (0.06, 0.36), (0.055, 0.5), (0.03, 0.63), (-0.02, 0.6), (-0.04, 0.47), (-0.1, 0.43), (-0.13, 0.56), (-0.2,
    0.74), (-0.3, 0.8),
    (-0.38, 0.64), (-0.42, 0.42), (-0.2, 0.36), (0.06, 0.36),
)  # fmt: skip
CAP = (
    (0.34, 0.18), (0.3, 0.28), (0.0, 0.38), (-0.25, 0.44), (-0.44, 0.44), (-0.5, 0.22), (-0.42, -0.02), (-0.22, -0.17),
    (0.0, -0.2), (0.2, -0.14), (0.32, 0.02), (0.34, 0.18),
)  # fmt: skip
TURN_UP = (
    (0.36, 0.12), (0.39, 0.25), (0.2, 0.34), (0.0, 0.4), (-0.25, 0.46), (-0.45, 0.47), (-0.5, 0.32), (-0.27, 0.3),
    (0.0, 0.24),
    (0.2, 0.18), (0.36, 0.12),
)  # fmt: skip
BUN = ((-0.3, 0.7), (-0.4, 0.62), (-0.52, 0.66), (-0.56, 0.78), (-0.5, 0.9), (-0.38, 0.92), (-0.29, 0.83), (-0.3, 0.7))
DRAWN_BACK = (
    (0.285, 0.13), (0.25, 0.23), (0.14, 0.33), (0.03, 0.42), (-0.06, 0.46), (-0.14, 0.62), (-0.25, 0.82), (-0.3, 0.86),
    (-0.43, 0.68), (-0.47, 0.4), (-0.38, 0.1), (-0.16, -0.055), (0.1, -0.06), (0.25, 0.02), (0.285, 0.13),
)  # fmt: skip
CROPPED = (
    (0.27, 0.12), (0.2, 0.2), (0.07, 0.27), (-0.01, 0.4), (-0.07, 0.47), (-0.13, 0.6), (-0.2, 0.78), (-0.29, 0.85),
    (-0.39, 0.72), (-0.43, 0.5), (-0.4, 0.22), (-0.2, 0.0), (0.06, -0.045), (0.24, 0.04), (0.27, 0.12),
)  # fmt: skip
BEARD = (
    (-0.03, 0.6), (0.06, 0.68), (0.16, 0.72), (0.27, 0.7), (0.375, 0.68), (0.402, 0.715), (0.38, 0.75), (0.39, 0.8),
    (0.385, 0.92), (0.34, 1.07), (0.22, 1.11), (0.08, 1.03), (-0.04, 0.88), (-0.07, 0.7), (-0.03, 0.6),
)  # fmt: skip
CURLS = (
    (0.29, 0.13), (0.23, 0.22), (0.12, 0.3), (0.02, 0.42), (-0.07, 0.46), (-0.16, 0.62), (-0.24, 0.84), (-0.36, 0.9),
    (-0.52, 0.72), (-0.58, 0.42), (-0.5, 0.08), (-0.26, -0.15), (0.06, -0.18), (0.27, -0.05), (0.32, 0.06), (0.29,
    0.13),
)  # fmt: skip
RECEDED = (
    (0.03, 0.36), (0.02, 0.45), (-0.05, 0.46), (-0.12, 0.6), (-0.18, 0.78), (-0.3, 0.9), (-0.42, 0.74), (-0.46, 0.5),
    (-0.425, 0.3), (-0.34, 0.17), (-0.22, 0.17), (-0.09, 0.24), (0.03, 0.36),
)  # fmt: skip


def _plait() -> tuple[tuple[Outline, float, float], ...]:
    """Leaf-shaped strands, one over the other, hanging down behind the shoulder."""
    strands = []
    for k in range(9):
        x, y, r = -0.42 - 0.012 * k, 0.66 + 0.125 * k, 0.115 - 0.005 * k
        s = 1 if k % 2 else -1
        strands.append((
            (x - s * r, y - r * 0.9), (x + s * 0.2 * r, y - r * 0.8), (x + s * r, y + r * 0.1), (x + s * r * 0.7,
            y + r * 0.9),
            (x - s * 0.1 * r, y + r * 1.2), (x - s * r * 0.8, y + r * 0.3), (x - s * r, y - r * 0.9),
        ))  # fmt: skip
    return tuple((s, 0.2, 0.25) for s in strands)


SITTERS = {
    "portrait-maren-tolliver": Sitter(
        "slate", 0.92, 0.9, 0.3, "rollneck", ((BOB, 0.84, 0.22),), shirt=0.55, age=1.0, nose=0.012, tip=0.012,
        lips=-0.006,
        smile=0.012, jowl=0.03, throat=0.012, brow_width=0.017, brow_lift=0.012, ear=False, glasses=True, lashes=0.5,
    ),
    "portrait-kester-almsworth": Sitter(
        "ochre", 0.86, 0.4, 0.22, "tie", ((PARTED, 0.42, 0.35), (MOUSTACHE, 0.4, 0.2)), shirt=0.3, flip=True, age=0.35,
        nose=0.028, tip=0.02, forehead=-0.012, brow=0.008, chin=0.018, chin_drop=0.012, throat=0.045, nape=0.05,
        shoulders=1.08, brow_width=0.03, tilt=-0.03,
    ),
    "portrait-salma-dunnaway": Sitter(
        "green", 0.68, 0.15, 0.4, "scarf", (*_plait(), (SWEPT, 0.17, 0.0)), shirt=0.8, nose=0.0, tip=-0.014, lips=0.014,
        smile=0.014, chin=-0.006, throat=-0.015, nape=-0.03, brow_lift=0.008, brow_width=0.021, tilt=-0.07, lashes=1.0,
        shoulders=0.9, earring=(-0.045, 0.7, 0.03),
    ),
    "portrait-rafe-throssel": Sitter(
        "blue", 0.84, 0.3, 0.16, "hood", ((TEMPLE, 0.3, 0.5),), ((CAP, 0.34, 1.35), (TURN_UP, 0.42, 1.2)), flip=True,
        nose=-0.006, tip=-0.006, lips=0.006, smile=0.01, chin=0.012, stubble=0.42, throat=0.03, nape=0.03,
        brow_width=0.03,
        tilt=0.05, shoulders=1.05,
    ),
    "portrait-hester-quillfeather": Sitter(
        "rose", 0.9, 0.55, 0.3, "shirt", ((BUN, 0.55, 0.0), (DRAWN_BACK, 0.55, 0.0)), age=0.6, nose=-0.014, jowl=0.012,
        glasses=True,
    ),
    "portrait-oswin-marlpit": Sitter(
        "blue", 0.8, 0.34, 0.16, "rollneck", ((CROPPED, 0.34, 0.0), (BEARD, 0.34, 0.3)), shirt=0.3, nose=0.014,
        flip=True,
        throat=0.03, nape=0.04, shoulders=1.06,
    ),
    "portrait-amara-sedgefold": Sitter(
        "ochre", 0.6, 0.16, 0.5, "blouse", ((CURLS, 0.16, 1.0),), shirt=0.9, nose=-0.02, lips=0.012, throat=-0.008,
        nape=-0.02, earring=(-0.045, 0.69, 0.022), lashes=0.8, shoulders=0.94,
    ),
    "portrait-idris-penhallow": Sitter(
        "green", 0.84, 0.95, 0.42, "tie", ((RECEDED, 0.95, 0.0),), shirt=0.55, nose=0.028, age=1.0, jowl=0.02,
        throat=0.02,
        glasses=True, flip=True, tilt=0.03,
    ),
}  # fmt: skip
