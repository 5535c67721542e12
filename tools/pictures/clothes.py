"""What the sitters wear: each garment is a few inflated outlines over the shoulders."""

from __future__ import annotations

import numpy as np
from bust import Bust, Pts, curve
from sitters import Sitter

COAT = (
    (0.13, 1.24), (0.22, 1.34), (0.48, 1.46), (0.66, 1.75), (0.66, 2.3), (-0.95, 2.3), (-0.9, 1.75), (-0.72, 1.42),
    (-0.42, 1.25), (-0.28, 1.14), (-0.1, 1.27), (0.13, 1.24),
)  # fmt: skip
COLLAR = (
    (-0.31, 1.08), (-0.1, 1.2), (0.1, 1.17), (0.2, 1.3), (0.16, 1.44), (0.02, 1.3), (-0.16, 1.33), (-0.36, 1.22),
    (-0.31, 1.08),
)  # fmt: skip
LAPEL = (
    (-0.3, 1.2), (-0.14, 1.34), (0.04, 1.33), (0.2, 1.7), (0.26, 2.3), (0.06, 2.3), (-0.12, 1.8), (-0.34, 1.42),
    (-0.3, 1.2),
)  # fmt: skip


def _wear(b: Bust, outline: Pts, reg: int, depth: float, tone: float, puff: float, flow: float) -> None:
    b.part(b.mask(curve(outline)), reg, depth, tone, puff, flow)


def shirt(b: Bust, s: Sitter) -> None:
    """A loose open collar and a lapel."""
    _wear(b, COLLAR, 100, 3.0, 0.98 if s.coat < 0.6 else 0.3, 0.1, 0.3)
    _wear(b, LAPEL, 101, 2.6, s.coat * 1.25, 0.1, 1.4)


def rollneck(b: Bust, s: Sitter) -> None:
    """A ribbed roll neck under an open cardigan."""
    front = 0.14 + s.throat
    chest: Pts = (
        (-0.05, 1.2),
        (0.18, 1.3),
        (0.42, 1.5),
        (0.5, 2.3),
        (0.05, 2.3),
        (-0.05, 1.8),
        (-0.2, 1.4),
        (-0.05, 1.2),
    )
    _wear(b, chest, 100, 3.2, s.shirt, 0.25, 1.2)
    neck: Pts = (
        (front, 1.1),
        (front + 0.05, 1.2),
        (front + 0.04, 1.34),
        (0.0, 1.4),
        (-0.24, 1.35),
        (-0.38, 1.2),
        (-0.33, 1.05),
        (-0.1, 1.13),
        (front, 1.1),
    )
    _wear(b, neck, 101, 3.0, s.shirt, 0.14, 1.25)
    fold: Pts = (
        (front, 1.2),
        (front + 0.08, 1.28),
        (front + 0.05, 1.4),
        (0.0, 1.47),
        (-0.26, 1.42),
        (-0.41, 1.28),
        (-0.37, 1.17),
        (-0.1, 1.25),
        (front, 1.2),
    )
    _wear(b, fold, 102, 2.8, s.shirt, 0.1, 1.35)
    edge: Pts = (
        (-0.42, 1.26),
        (-0.24, 1.44),
        (-0.02, 1.66),
        (0.1, 2.3),
        (-0.1, 2.3),
        (-0.2, 1.8),
        (-0.4, 1.5),
        (-0.5, 1.3),
        (-0.42, 1.26),
    )
    _wear(b, edge, 103, 2.4, s.coat * 1.3, 0.08, 0.3)


def tie(b: Bust, s: Sitter) -> None:
    """A stiff collar, a knotted tie and notched lapels."""
    front = 0.1 + s.throat
    bib: Pts = ((front, 1.2), (0.36, 1.42), (0.42, 2.3), (0.08, 2.3), (-0.05, 1.6), (-0.12, 1.3), (front, 1.2))
    _wear(b, bib, 100, 3.2, 0.98, 0.3, 1.2)
    knot: Pts = (
        (front + 0.07, 1.27),
        (front + 0.16, 1.3),
        (front + 0.15, 1.42),
        (front + 0.07, 1.43),
        (front + 0.03, 1.34),
        (front + 0.07, 1.27),
    )
    blade: Pts = (
        (front + 0.07, 1.41),
        (front + 0.15, 1.41),
        (0.4, 1.8),
        (0.44, 2.3),
        (0.24, 2.3),
        (0.22, 1.8),
        (front + 0.07, 1.41),
    )
    _wear(b, blade, 101, 3.0, s.shirt, 0.1, 0.5)
    _wear(b, knot, 102, 2.9, s.shirt, 0.07, -0.4)
    band: Pts = (
        (-0.34, 1.0),
        (-0.12, 1.12),
        (front + 0.01, 1.14),
        (front + 0.1, 1.26),
        (-0.02, 1.44),
        (-0.12, 1.3),
        (-0.38, 1.16),
        (-0.34, 1.0),
    )
    _wear(b, band, 103, 2.8, 1.0, 0.1, 0.25)
    lapel: Pts = (
        (-0.4, 1.16),
        (-0.16, 1.32),
        (0.02, 1.5),
        (0.16, 1.58),
        (0.1, 1.7),
        (0.24, 2.3),
        (0.02, 2.3),
        (-0.16, 1.8),
        (-0.44, 1.36),
        (-0.4, 1.16),
    )
    _wear(b, lapel, 104, 2.4, s.coat * 1.5, 0.1, 1.3)


def scarf(b: Bust, s: Sitter) -> None:
    """A wide scarf in two turns with a hanging end."""
    end: Pts = ((0.02, 1.36), (0.18, 1.36), (0.3, 1.8), (0.28, 2.3), (0.0, 2.3), (-0.02, 1.8), (0.02, 1.36))
    _wear(b, end, 100, 3.0, s.shirt, 0.16, 1.35)
    low: Pts = (
        (-0.46, 1.12),
        (-0.2, 1.3),
        (0.1, 1.28),
        (0.28, 1.3),
        (0.3, 1.46),
        (0.12, 1.56),
        (-0.2, 1.52),
        (-0.5, 1.34),
        (-0.46, 1.12),
    )
    _wear(b, low, 101, 2.8, s.shirt, 0.16, 0.15)
    high: Pts = (
        (-0.38, 0.99),
        (-0.2, 1.12),
        (0.06, 1.1),
        (0.24, 1.14),
        (0.25, 1.28),
        (0.08, 1.36),
        (-0.2, 1.32),
        (-0.44, 1.17),
        (-0.38, 0.99),
    )
    _wear(b, high, 102, 2.6, s.shirt, 0.14, 0.2)


def hood(b: Bust, s: Sitter) -> None:
    """An outdoor jacket: stand collar with a zip, and the hood lying on the back."""
    back: Pts = (
        (-0.24, 1.06),
        (-0.3, 1.3),
        (-0.5, 1.5),
        (-0.8, 1.44),
        (-0.86, 1.22),
        (-0.7, 1.04),
        (-0.46, 0.96),
        (-0.24, 1.06),
    )
    _wear(b, back, 100, 3.0, s.coat * 1.25, 0.2, 0.5)
    stand: Pts = (
        (-0.34, 1.0),
        (-0.1, 1.1),
        (0.14, 1.08),
        (0.24, 1.12),
        (0.25, 1.36),
        (0.1, 1.48),
        (-0.2, 1.42),
        (-0.42, 1.26),
        (-0.34, 1.0),
    )
    _wear(b, stand, 101, 2.8, s.coat * 1.35, 0.18, 1.3)
    seam: Pts = (
        (0.23, 1.12),
        (0.26, 1.3),
        (0.33, 1.6),
        (0.36, 2.3),
        (0.29, 2.3),
        (0.26, 1.6),
        (0.19, 1.3),
        (0.18, 1.12),
        (0.23, 1.12),
    )
    _wear(b, seam, 102, 2.5, 1.0, 0.05, 1.4)
    for y in np.arange(1.16, 1.86, 0.055):
        x = 0.205 + 0.11 * (y - 1.12)
        b.stroke(((x - 0.012, y), (x + 0.035, y)), 0.008, 0.05)
    yoke: Pts = (
        (-0.86, 1.66),
        (-0.4, 1.62),
        (0.1, 1.7),
        (0.27, 1.72),
        (0.27, 1.75),
        (0.1, 1.73),
        (-0.4, 1.66),
        (-0.88, 1.7),
        (-0.86, 1.66),
    )
    _wear(b, yoke, 103, 2.4, s.coat * 2.0, 0.03, 0.1)


def blouse(b: Bust, s: Sitter) -> None:
    """A round neckline with a string of beads and a plain jacket edge."""
    skin: Pts = (
        (0.12, 1.2),
        (0.26, 1.34),
        (0.34, 1.5),
        (0.1, 1.56),
        (-0.16, 1.42),
        (-0.34, 1.2),
        (-0.1, 1.22),
        (0.12, 1.2),
    )
    _wear(b, skin, 2, 3.3, s.skin, 0.4, 0.5)
    band: Pts = (
        (-0.38, 1.16),
        (-0.18, 1.4),
        (0.1, 1.53),
        (0.36, 1.48),
        (0.4, 1.56),
        (0.1, 1.64),
        (-0.24, 1.5),
        (-0.46, 1.24),
        (-0.38, 1.16),
    )
    _wear(b, band, 101, 3.0, s.shirt, 0.06, 0.4)
    for k, t in enumerate(np.linspace(0, 1, 15)):
        x, y = -0.3 + 0.5 * t, 1.12 + 0.3 * np.sin(np.pi * 0.62 * t)
        ring = [(x + 0.026 * np.cos(a), y + 0.026 * np.sin(a)) for a in np.linspace(0, 6.29, 14)]
        b.part(b.mask(ring), 120 + k, 2.4, 0.95, 0.03, 0.3)


GARMENTS = {"shirt": shirt, "rollneck": rollneck, "tie": tie, "scarf": scarf, "hood": hood, "blouse": blouse}


def dress(b: Bust, s: Sitter) -> None:
    """Put the coat on, then the garment over it."""
    coat = np.array(COAT, float)
    coat[:, 0] = -0.12 + (coat[:, 0] + 0.12) * s.shoulders
    _wear(b, coat.tolist(), 90, 3.5, s.coat, 0.5, 1.15)
    GARMENTS[s.garment](b, s)
