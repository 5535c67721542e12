"""Portraits: a profile put together from a sitter's description, and engraved."""

from __future__ import annotations

import numpy as np
from bust import Bust, Pts, curve
from clothes import dress
from engrave import Press, print_plate
from PIL import Image
from render import Plate
from sitters import Sitter

SIZE = 480
FACE = (
    (0.26, 0.10), (0.335, 0.22), (0.365, 0.33), (0.372, 0.385), (0.352, 0.44), (0.385, 0.52), (0.432, 0.595),
    (0.447, 0.63),
    (0.425, 0.662), (0.372, 0.675), (0.378, 0.71), (0.392, 0.735), (0.362, 0.757), (0.382, 0.785), (0.376, 0.815),
    (0.347, 0.84), (0.358, 0.885), (0.345, 0.94), (0.29, 0.985), (0.2, 0.985), (0.12, 1.0), (0.085, 1.08), (0.09, 1.25),
    (0.16, 1.5),
)  # fmt: skip
NAPE = (
    (-0.36, 1.5), (-0.29, 1.2), (-0.27, 1.0), (-0.32, 0.8), (-0.40, 0.55), (-0.37, 0.25), (-0.2, 0.04), (0.05, -0.005),
    (0.26, 0.10),
)  # fmt: skip
EAR = (
    (-0.03, 0.47), (-0.08, 0.46), (-0.11, 0.51), (-0.085, 0.6), (-0.04, 0.66), (-0.01, 0.64), (-0.015, 0.55),
    (-0.03, 0.47),
)  # fmt: skip
SHADES = (
    ((0.285, 0.445), 0.075, 0.05, -0.38), ((0.24, 0.6), 0.1, 0.1, 0.16), ((0.05, 0.98), 0.22, 0.09, -0.45),
    ((0.1, 0.72), 0.13, 0.14, -0.2), ((-0.1, 1.12), 0.2, 0.2, -0.25), ((0.33, 0.83), 0.05, 0.025, -0.3),
    ((0.36, 0.675), 0.05, 0.03, -0.3), ((0.27, 0.25), 0.12, 0.12, 0.12), ((0.385, 0.655), 0.025, 0.02, -0.4),
)  # fmt: skip
WRINKLES = (
    ((0.2, 0.45), (0.17, 0.44), (0.145, 0.425)), ((0.2, 0.465), (0.165, 0.47), (0.14, 0.475)),
    ((0.24, 0.51), (0.275, 0.525), (0.31, 0.515)), ((0.3, 0.79), (0.285, 0.82), (0.275, 0.86)),
    ((0.22, 0.24), (0.27, 0.235), (0.32, 0.245)), ((0.23, 0.29), (0.28, 0.28), (0.335, 0.29)),
    ((0.07, 1.06), (0.0, 1.07), (-0.06, 1.05)), ((0.075, 1.12), (0.02, 1.13), (-0.04, 1.11)),
)  # fmt: skip


def profile(s: Sitter) -> np.ndarray:
    """The sitter's own outline of face and neck."""
    p = np.array(FACE, float)
    p[0:3, 0] += s.forehead
    p[3, 0] += s.brow
    p[5:9, 0] += np.array([0.35, 0.8, 1.0, 0.8]) * s.nose
    p[7:9, 1] += s.tip
    p[[10, 11, 13, 14], 0] += s.lips
    p[15:18, 0] += s.chin
    p[16:19, 1] += s.chin_drop
    p[18:21, 1] += np.array([0.5, 1.0, 1.2]) * s.jowl
    p[20:24, 0] += s.throat
    nape = np.array(NAPE, float)
    nape[0:3, 0] -= s.nape
    return np.concatenate([curve(p), curve(nape)])


def features(b: Bust, s: Sitter) -> None:
    """Shading of the face, eye, brow, mouth and the marks of age."""
    for at, rx, ry, amount in SHADES:
        b.shade(at, rx, ry, amount)
    for at, rx, ry in (((0.25, 0.87), 0.12, 0.1), ((0.12, 0.8), 0.1, 0.14), ((0.33, 0.715), 0.06, 0.035)):
        b.shade(at, rx, ry, -s.stubble)
    b.stroke(((0.225, 0.458), (0.262, 0.433), (0.3, 0.432), (0.325, 0.445)), 0.013 + 0.004 * s.lashes, 0.02)
    if s.lashes:
        b.stroke(((0.318, 0.44), (0.335, 0.436), (0.345, 0.428)), 0.008, 0.02)
    b.stroke(((0.312, 0.44), (0.318, 0.462), (0.308, 0.478)), 0.022, 0.0)
    b.stroke(((0.24, 0.472), (0.275, 0.484), (0.31, 0.48)), 0.006, 0.1)
    lift = s.brow_lift
    brow: Pts = ((0.195, 0.375 - lift * 0.4), (0.25, 0.345 - lift), (0.31, 0.35 - lift), (0.352, 0.372))
    b.stroke(brow, s.brow_width, 0.04 if s.hair_tone < 0.8 else 0.35)
    b.stroke(((0.372, 0.757), (0.33, 0.764 - s.smile * 0.3), (0.285, 0.775 - s.smile)), 0.011, 0.02)
    b.stroke(((0.345 + s.nose * 0.5, 0.655), (0.335 + s.nose * 0.5, 0.625), (0.36 + s.nose * 0.5, 0.605)), 0.008, 0.12)
    b.stroke(((0.33, 0.66), (0.29, 0.7), (0.265, 0.745)), 0.005 + 0.003 * s.age, 0.3)
    for k, line in enumerate(WRINKLES[: round(s.age * len(WRINKLES))]):
        b.stroke(line, 0.005, 0.25 if k < 6 else 0.3)


def spectacles(b: Bust) -> None:
    """Round glasses with a side arm."""
    t = np.linspace(0, 2 * np.pi, 18)
    b.stroke([(0.29 + 0.062 * np.cos(a), 0.46 + 0.07 * np.sin(a)) for a in t], 0.011, 0.0)
    b.stroke(((0.23, 0.45), (-0.05, 0.475)), 0.011, 0.0)
    b.stroke(((0.35, 0.44), (0.378, 0.455)), 0.011, 0.0)


def portrait(s: Sitter, n: int = 1440) -> Image.Image:
    """Engrave one sitter, 480 by 480."""
    b = Bust(n, s.tilt)
    b.part(b.mask(profile(s)), 2, 8.0, s.skin, 0.34, 0.55)
    features(b, s)
    if s.glasses:
        spectacles(b)
    for k, (outline, tone, curl) in enumerate(s.hair):
        b.part(b.mask(curve(outline)), 20 + k, 6.5 - 0.1 * k, tone, 0.26, None, curl)
    if s.ear:
        b.part(b.mask(curve(EAR)), 9, 5.0, s.skin * 0.95, 0.05, 0.9)
        b.stroke(((-0.035, 0.5), (-0.075, 0.5), (-0.085, 0.55), (-0.05, 0.6)), 0.009, 0.1)
    for k, (outline, tone, flow) in enumerate(s.headgear):
        b.part(b.mask(curve(outline)), 50 + k, 4.8 - 0.2 * k, tone, 0.22, flow)
    if s.earring:
        x, y, r = s.earring
        b.part(
            b.mask([(x + r * np.cos(a), y + r * np.sin(a)) for a in np.linspace(0, 6.29, 20)]), 15, 2.0, 1.1, 0.03, 0.2
        )
    dress(b, s)
    p = Plate(b.lum, b.ang, b.reg, b.depth, b.normal, np.zeros((n, n)), np.zeros((n, n), bool))
    img = print_plate(
        p, Press(period=4.6, tint=s.tint, tint_at=0.62, tint_soft=0.34, seed=len(s.tint) + 11), SIZE, SIZE
    )
    return img.transpose(Image.Transpose.FLIP_LEFT_RIGHT) if s.flip else img
