"""The library reading room under its barrel vault."""
# ruff: noqa: RUF005 - points are arrays: + adds a step to them

from __future__ import annotations

from itertools import pairwise

import numpy as np
from engrave import Press
from figures import figure
from mesh import Mat, Mesh
from props import DARK, PALE
from render import View

from scenes.base import Scene


def scene() -> Scene:
    """Down the middle aisle, with sun from the left windows."""
    m, rng = Mesh(), np.random.default_rng(31)
    wood, plaster = Mat(0.4, cross=False), Mat(0.82, rough=0.08, grain=2.0)
    spines = [
        Mat(a, cross=False, accent=c) for a, c in ((0.12, 0), (0.25, 0), (0.4, 0), (0.55, 0), (0.8, 0), (0.4, 0.9))
    ]
    m.quad(
        (-7, 0, -4), (7, 0, -4), (7, 0, 40), (-7, 0, 40), Mat(0.66, rough=0.2, grain=0.7, along=(0, 0, 1), cross=False)
    )
    th = np.linspace(0, np.pi, 25)
    zz = np.linspace(-4, 40, 12)
    m.grid(np.stack([np.stack([-7.4 * np.cos(th), 8.6 + 4.2 * np.sin(th), np.full(25, z)], 1) for z in zz]), plaster)
    for z in np.arange(0, 41, 4.0):
        for a, b in pairwise(th):
            p, q = (
                np.array([-7.3 * np.cos(a), 8.5 + 4.1 * np.sin(a), z]),
                np.array([-7.3 * np.cos(b), 8.5 + 4.1 * np.sin(b), z]),
            )
            m.quad(p, q, q + (0, 0, 0.5), p + (0, 0, 0.5), PALE, region=False)
            m.quad(p, q, q * (1.06, 1.04, 1), p * (1.06, 1.04, 1), PALE, region=False)
        for s in (-1, 1):
            m.box(s * 6.7, 0, z, 0.8, 8.6, 0.75, PALE)
            m.box(s * 6.6, 8.3, z, 1.1, 0.4, 1.0, PALE)
    for s in (-1, 1):
        m.quad(
            (s * 7.3, 0, -4),
            (s * 7.3, 0, 40),
            (s * 7.3, 4.3 if s < 0 else 8.8, 40),
            (s * 7.3, 4.3 if s < 0 else 8.8, -4),
            wood,
        )
        m.box(s * 6.2, 3.3, 18, 2.2, 0.25, 44, PALE)
        m.tube((s * 5.2, 4.55, -4), (s * 5.2, 4.55, 40), 0.05, DARK)
        for z in np.arange(0.5, 40, 0.5):
            m.tube((s * 5.2, 3.5, z), (s * 5.2, 4.55, z), 0.018, DARK, n=4)
        for y0, levels in ((0.15, 7), (3.6, 9 if s > 0 else 0)):
            for k in range(levels):
                y = y0 + k * 0.45
                m.box(s * 6.95, y - 0.05, 18, 0.7, 0.05, 44, wood)
                for z in np.arange(0.5, 40, 4.0):
                    x = z
                    while x < z + 3.1:
                        t = rng.uniform(0.07, 0.16) * (1 if z < 20 else 2)
                        m.box(
                            s * (6.85 + rng.uniform(0, 0.03)),
                            y,
                            x + t / 2,
                            0.5,
                            rng.uniform(0.27, 0.38),
                            t * 0.92,
                            spines[rng.choice(6, p=[0.2, 0.2, 0.2, 0.18, 0.16, 0.06])],
                        )
                        x += t
    m.quad((-7.4, 8.4, -4), (-7.4, 8.4, 40), (-7.4, 8.8, 40), (-7.4, 8.8, -4), PALE)
    for z in np.arange(1, 40, 1.0):
        m.tube((-7.35, 4.3, z), (-7.35, 8.5, z), 0.04, DARK, n=5)
    for s in (-1, 1):
        m.quad((s * 2.7, 0, 40), (s * 7.4, 0, 40), (s * 7.4, 13, 40), (s * 2.7, 13, 40), plaster)
    m.quad((-2.7, 0, 40), (2.7, 0, 40), (2.7, 2.9, 40), (-2.7, 2.9, 40), wood)
    ar = np.linspace(0, np.pi, 13)
    for a, b in pairwise(ar):
        m.quad(
            (-2.7 * np.cos(a), 8 + 2.7 * np.sin(a), 40),
            (-2.7 * np.cos(b), 8 + 2.7 * np.sin(b), 40),
            (-2.7 * np.cos(b), 13, 40),
            (-2.7 * np.cos(a), 13, 40),
            plaster,
            region=False,
        )
    for x in (-1.35, 0, 1.35):
        m.tube((x, 2.9, 39.9), (x, 10.6, 39.9), 0.08, DARK)
    for y in (4.6, 6.3, 8.0):
        m.tube((-2.7, y, 39.9), (2.7, y, 39.9), 0.07, DARK)
    for s in (-1, 1):
        for i, z in enumerate(np.arange(4.6, 36, 4.6)):
            x = s * 2.75
            m.box(x, 0.72, z, 1.5, 0.07, 3.4, Mat(0.55, along=(0, 0, 1), cross=False))
            for a in (-0.6, 0.6):
                for b in (-1.5, 1.5):
                    m.box(x + a, 0, z + b, 0.1, 0.72, 0.1, wood)
            m.tube((x, 0.79, z), (x, 1.22, z), 0.025, DARK)
            m.lathe([(0.06, 0.16), (0.24, 0.0)], (x, 1.2, z), Mat(0.5, accent=0.95), 14)
            for b in (-1.0, 0.9):
                for e in (-1, 1):
                    m.box(x + e * 1.1, 0.42, z + b, 0.45, 0.05, 0.45, wood)
                    m.box(x + e * 1.32, 0, z + b, 0.06, 0.98, 0.45, wood)
                    if rng.random() < (0.42 if (i or s > 0) else 0.0):
                        figure(
                            m,
                            x + e * 1.08,
                            0.02,
                            z + b,
                            Mat(float(rng.uniform(0.12, 0.4))),
                            1.6,
                            1.0,
                            -e * 1.4,
                            Mat(0.7),
                            sit=True,
                        )
                m.box(
                    x + rng.uniform(-0.3, 0.3),
                    0.79,
                    z + b + rng.uniform(-0.2, 0.2),
                    0.3,
                    rng.choice([0.03, 0.16]),
                    0.24,
                    PALE,
                    rng.uniform(0, 3),
                )
    figure(m, 0.45, 0, 10.5, Mat(0.14), 1.74, 1.1, 0.4, Mat(0.7))
    view = View(
        eye=(-0.5, 1.95, -1.2),
        lens=0.66,
        horizon=0.62,
        sun=(-0.72, 0.5, 0.16),
        sun_power=0.95,
        ambient=0.74,
        haze=80,
        haze_tone=1.0,
        shadow_size=60,
        shadow_at=(0, 4, 18),
    )
    return Scene(
        m, view, lambda u, v: np.full_like(u, 1.1), Press(tint="ochre", tint_at=0.56, tint_soft=0.3, seed=7, period=5.6)
    )
