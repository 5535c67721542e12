"""A plant laboratory under glass: seedling benches, and a botanist with a tray."""
# ruff: noqa: RUF005 - points are arrays: + adds a step to them

from __future__ import annotations

from itertools import pairwise

import numpy as np
from engrave import Press
from figures import figure
from mesh import Mat, Mesh
from props import DARK
from render import View

from scenes.base import Scene

BAR = Mat(0.3)
LEAF = Mat(0.42, along=(0.3, 1, 0.2))


def house(m: Mesh) -> None:
    """Glazed walls and roof as bare bars, low brick walls, a gable with a door."""

    def frame(z: float, r: float) -> None:
        pts = [(-5, 1.0), (-5, 3.2), (0, 6.6), (5, 3.2), (5, 1.0)]
        for (x0, y0), (x1, y1) in pairwise(pts):
            m.tube((x0, y0, z), (x1, y1, z), r, BAR, n=6)

    for z in np.arange(0.5, 31, 1.25):
        frame(z, 0.1 if round(z * 2 - 1) % 5 == 0 else 0.035)
    for x, y in (
        (-5, 1.0),
        (-5, 2.1),
        (-5, 3.2),
        (-3.33, 4.33),
        (-1.67, 5.47),
        (0, 6.6),
        (1.67, 5.47),
        (3.33, 4.33),
        (5, 3.2),
        (5, 2.1),
        (5, 1.0),
    ):
        m.tube((x, y, -3), (x, y, 31), 0.07 if y in (3.2, 6.6) else 0.03, BAR, n=6)
    for s in (-1, 1):
        m.box(s * 5.1, 0, 14, 0.3, 1.0, 36, Mat(0.6, rough=0.25, grain=0.4))
    for x in np.linspace(-5, 5, 13):
        m.tube((x, 0, 31), (x, 3.2 + 3.4 * (1 - abs(x) / 5), 31), 0.05, BAR, n=5)
    for y in (1.0, 3.2, 4.6):
        half = 5 * min(1, 1 - (y - 3.2) / 3.4)
        m.tube((-half, y, 31), (half, y, 31), 0.06, BAR, n=5)
    m.box(0, 0, 31, 10, 0.9, 0.2, Mat(0.6, rough=0.2))
    for x in (-4.2, 4.2):
        m.tube((x, 3.9 - 0.3, -2), (x, 3.6, 30), 0.06, Mat(0.8), n=8)
    m.quad(
        (-5, 0, -3), (5, 0, -3), (5, 0, 31), (-5, 0, 31), Mat(0.85, rough=0.25, grain=0.6, along=(1, 0, 0), cross=False)
    )


def leaf(m: Mesh, a: np.ndarray, direction: np.ndarray, ln: float, wide: float, mat: Mat) -> None:
    """A drooping blade from a."""
    t = np.linspace(0, 1, 7)
    d = direction / np.linalg.norm(direction)
    side = np.cross(d, [0, 1.0, 0])
    side /= np.linalg.norm(side) + 1e-9
    mid = a + d * ln * t[:, None] - np.array([0, 1, 0]) * (0.55 * ln * t**2)[:, None]
    half = wide * np.sin(np.pi * np.clip(t * 0.93 + 0.07, 0, 1))[:, None] * side
    m.grid(np.stack([mid - half, mid + np.array([0, 0.15 * wide, 0]), mid + half]), mat)


def plant(m: Mesh, x: float, y: float, z: float, h: float, rng: np.random.Generator, fruit: bool = False) -> None:
    """A pot with a stem and leaves all round."""
    m.lathe(
        [(0.0, 0), (0.1, 0), (0.14, 0.2), (0.155, 0.2), (0.155, 0.25), (0.0, 0.25)],
        (x, y, z),
        Mat(0.5, accent=0.55),
        12,
    )
    m.tube((x, y + 0.2, z), (x, y + 0.2 + h, z), 0.018, DARK, 0.008, 5)
    for k in range(int(9 + h * 12)):
        a, q = k * 2.4 + rng.uniform(-0.3, 0.3), rng.uniform(0.15, 1.0)
        ln = (0.42 - 0.2 * q) * (0.6 + 0.6 * h)
        leaf(
            m, np.array([x, y + 0.25 + h * q, z]), np.array([np.cos(a), 0.5 + 0.5 * q, np.sin(a)]), ln, ln * 0.32, LEAF
        )
        if fruit and k % 4 == 0:
            m.ball((x + 0.13 * np.cos(a), y + 0.2 + h * q * 0.8, z + 0.13 * np.sin(a)), 0.055, Mat(0.5, accent=1.0))


def bench(m: Mesh, x: float, width: float, z0: float, z1: float) -> None:
    """Slatted staging on iron legs."""
    m.box(x, 0.82, (z0 + z1) / 2, width, 0.07, z1 - z0, Mat(0.66, along=(0, 0, 1), cross=False))
    for z in np.arange(z0 + 0.3, z1, 1.9):
        for s in (-0.46, 0.46):
            m.tube((x + s * width, 0, z), (x + s * width, 0.82, z), 0.035, DARK, n=6)


def glassware(m: Mesh, x: float, z: float) -> None:
    """Flasks, a rack of tubes, a notebook and a microscope on the near bench."""
    y = 0.89
    glass = Mat(0.85, glow=0.12)
    m.lathe([(0.13, 0), (0.135, 0.03), (0.04, 0.22), (0.035, 0.31), (0.045, 0.32)], (x, y, z), glass, 18)
    m.lathe([(0.131, 0.0), (0.137, 0.03), (0.092, 0.12), (0, 0.12)], (x, y + 0.002, z), Mat(0.5, accent=0.9), 18)
    m.lathe([(0.1, 0), (0.1, 0.02), (0.032, 0.17), (0.03, 0.25), (0.04, 0.26)], (x + 0.3, y, z + 0.25), glass, 18)
    m.box(x - 0.05, y, z + 0.62, 0.5, 0.1, 0.14, Mat(0.5))
    for k in range(5):
        m.tube((x - 0.25 + k * 0.1, y + 0.02, z + 0.62), (x - 0.25 + k * 0.1, y + 0.26, z + 0.62), 0.03, glass, n=8)
    m.box(x - 0.42, y, z - 0.02, 0.3, 0.03, 0.4, Mat(1.0), 0.3)
    o = np.array([x + 0.48, y, z - 0.1])
    m.box(o[0], y, o[2], 0.2, 0.04, 0.26, DARK)
    m.tube(o + (0.0, 0.03, 0.1), o + (0, 0.3, 0.12), 0.026, DARK)
    m.box(o[0], y + 0.13, o[2] - 0.02, 0.15, 0.02, 0.15, DARK)
    m.tube(o + (0, 0.17, -0.03), o + (0, 0.34, -0.03), 0.032, DARK)
    m.tube(o + (0, 0.34, -0.03), o + (0, 0.46, 0.03), 0.026, Mat(0.6))
    m.tube(o + (0, 0.3, 0.12), o + (0, 0.33, -0.03), 0.03, DARK)


def scene() -> Scene:
    """The middle path, with the botanist on the right."""
    m, rng = Mesh(), np.random.default_rng(23)
    house(m)
    bench(m, -3.2, 2.0, 2.6, 30)
    bench(m, 3.4, 2.0, 1.4, 30)
    for z in np.arange(3.0, 29, 0.85):
        for x in (-3.9, -3.2, -2.5):
            plant(m, x + rng.normal(0, 0.04), 0.89, z, float(rng.uniform(0.25, 0.5) + 0.5 * (x < -3.5)), rng, x < -3.5)
        if z > 5.6:
            for x in (2.75, 3.4, 4.1):
                plant(m, x, 0.89, z, float(rng.uniform(0.2, 0.4) + 0.55 * (x > 4)), rng)
    for z in (7.5, 13, 19, 25):
        for x in (-1.9, 1.9):
            m.tube((x, 5.2, z), (x, 4.1, z), 0.012, DARK, n=4)
            m.lathe([(0.0, 0), (0.2, 0.02), (0.26, 0.22), (0.27, 0.22)], (x, 3.9, z), Mat(0.5, accent=0.5), 12)
            for k in range(26):
                a = k * 2.4
                leaf(
                    m,
                    np.array([x, 4.12, z]),
                    np.array([np.cos(a), 0.5, np.sin(a)]),
                    float(rng.uniform(0.7, 1.1)),
                    0.09,
                    LEAF,
                )
    glassware(m, 2.85, 4.3)
    figure(
        m, 1.55, 0, 4.7, Mat(0.97), 1.74, 1.25, 2.35, hands=((-0.2, 1.12, 0.42), (0.2, 1.12, 0.42)), legs=Mat(0.15),
        hair=Mat(0.12), long_hair=True,
    )  # fmt: skip
    c, q = np.cos(2.35), np.sin(2.35)
    m.box(1.55 + 0.5 * q, 1.1, 4.7 + 0.5 * c, 0.6, 0.06, 0.36, Mat(0.35), 2.35)
    for a in (-0.2, 0.0, 0.2):
        base = np.array([1.55 + 0.5 * q + a * c, 1.14, 4.7 + 0.5 * c - a * q])
        for k in range(7):
            leaf(m, base, np.array([np.cos(k * 2.4), 1.3, np.sin(k * 2.4)]), 0.22, 0.05, LEAF)
    figure(m, -0.9, 0, 15, Mat(0.95), 1.75, 1.25, -1.2, hands=((-0.2, 1.2, 0.4), (0.2, 1.1, 0.4)), legs=Mat(0.15))
    view = View(
        eye=(-0.25, 1.85, -0.6), lens=0.68, horizon=0.6, sun=(-0.66, 0.7, -0.16), sun_power=0.72, ambient=0.5, haze=75,
        haze_tone=1.0, shadow_size=44, shadow_at=(0, 2, 14),
    )  # fmt: skip
    sky = lambda u, v: np.clip(1.02 - 0.32 * np.clip(v - 0.1, 0, 1), 0, 1.1)  # noqa: E731
    return Scene(m, view, sky, Press(tint="green", tint_at=0.66, tint_soft=0.3, seed=15, period=6.0))
