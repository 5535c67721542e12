"""A tram draws in at a suburban stop."""
# ruff: noqa: RUF005 - points are arrays: + adds a step to them

from __future__ import annotations

from itertools import pairwise

import numpy as np
from engrave import Press
from figures import figure
from mesh import Mat, Mesh
from noise import fbm
from props import DARK, PALE, ROPE, STEEL
from render import View

from scenes.base import Scene, clouds


def scene() -> Scene:
    """From the platform, the tram coming towards us."""
    m, rng = Mesh(), np.random.default_rng(61)
    red, cream, glass = Mat(0.5, accent=0.95), Mat(0.88), Mat(0.1, cross=False, along=(0.4, 1, 0))
    m.quad((-60, -0.02, -5), (60, -0.02, -5), (60, -0.02, 200), (-60, -0.02, 200), Mat(0.62, rough=0.3, grain=0.8))
    for x0 in (-2.2, -5.8):
        for z in np.arange(-4, 110, 0.75):
            m.box(x0, 0, z, 2.3, 0.06, 0.26, Mat(0.4))
        for e in (-0.72, 0.72):
            m.box(x0 + e, 0.05, 90, 0.09, 0.14, 190, Mat(0.95, along=(0, 0, 1), cross=False))
    m.box(4.0, 0, 45, 9.0, 0.38, 98, Mat(0.7), top=Mat(0.8, rough=0.2, grain=0.6, along=(1, 0, 0), cross=False))
    m.box(-0.25, 0.38, 45, 0.35, 0.02, 98, Mat(1.2))
    m.box(-0.5, 0.2, 45, 0.2, 0.2, 98, PALE)

    def tram(x: float, z: float, ln: float) -> None:
        plan = [(-1.25, ln), (-1.25, 0.7), (-1.0, 0.12), (-0.5, 0), (0.5, 0), (1.0, 0.12), (1.25, 0.7), (1.25, ln)]
        for y, h, g, mt in (
            (0.25, 0.25, 0.96, DARK),
            (0.45, 1.0, 1.0, red),
            (1.45, 1.35, 1.0, cream),
            (2.8, 0.42, 1.0, red),
            (3.22, 0.16, 0.93, cream),
            (3.38, 0.1, 0.8, STEEL),
        ):
            m.extrude(
                [(a * g, b if b > 1 else b + (1 - g)) for a, b in plan], (x, y, z), (1, 0, 0), (0, 0, 1), (0, h, 0), mt
            )
        m.quad(
            (x - 0.93, 1.5, z - 0.02),
            (x + 0.93, 1.5, z - 0.02),
            (x + 0.9, 2.72, z - 0.02),
            (x - 0.9, 2.72, z - 0.02),
            cream,
            region=False,
        )
        for a, b in ((-0.88, -0.04), (0.04, 0.88)):
            m.quad(
                (x + a, 1.6, z - 0.04), (x + b, 1.6, z - 0.04), (x + b, 2.66, z - 0.04), (x + a, 2.66, z - 0.04), glass
            )
        m.quad(
            (x - 0.7, 2.86, z - 0.04),
            (x + 0.7, 2.86, z - 0.04),
            (x + 0.7, 3.16, z - 0.04),
            (x - 0.7, 3.16, z - 0.04),
            Mat(0.9, glow=0.3),
        )
        for a in (-0.72, 0.72):
            m.ball((x + a, 0.95, z + 0.02), 0.16, Mat(0.9, glow=0.6))
        m.box(x, 0.3, z - 0.12, 1.7, 0.2, 0.25, STEEL)
        for s in (-1, 1):
            for k, a in enumerate(np.arange(1.0, ln - 0.8, 1.5)):
                d = k % 4 == 1
                xx = x + s * 1.27
                m.quad(
                    (xx, 0.55 if d else 1.55, z + a),
                    (xx, 0.55 if d else 1.55, z + a + 1.25),
                    (xx, 2.7, z + a + 1.25),
                    (xx, 2.7, z + a),
                    glass,
                )
                if d:
                    m.box(xx, 0.5, z + a + 0.62, 0.05, 2.2, 0.07, cream)
        m.truss((x, 3.5, z + 5), (x, 4.9, z + 6.4), 0.5, 3, 0.03, DARK)
        m.tube((x - 0.9, 5.0, z + 6.4), (x + 0.9, 5.0, z + 6.4), 0.05, DARK)

    tram(-2.2, 10.5, 15)
    tram(-5.8, 58, 15)
    for z in np.arange(6, 120, 16.0):
        m.tube((-8.4, 0, z), (-8.4, 6.6, z), 0.12, DARK, 0.08)
        m.tube((-8.4, 6.2, z), (-1.6, 6.2, z), 0.05, DARK)
        m.tube((-8.4, 6.6, z), (-4.0, 6.2, z), 0.025, DARK)
    for x0 in (-2.2, -5.8):
        m.tube((x0, 5.1, -2), (x0, 5.1, 140), 0.02, ROPE, n=4)
        m.tube((x0, 5.9, -2), (x0, 5.9, 140), 0.018, ROPE, n=4)
    for z in np.arange(9.0, 34, 6.0):  # canopy
        m.tube((3.4, 0.38, z), (3.4, 3.6, z), 0.1, DARK)
        m.lathe([(0.2, 0), (0.14, 0.5), (0.1, 0.6)], (3.4, 0.38, z), DARK, 10)
        for e in (-1, 1):
            a = np.linspace(0, np.pi / 2, 7)
            for p, q in pairwise(a):
                m.tube(
                    (3.4 + e * 1.4 * (1 - np.cos(p)), 2.4 + 1.2 * np.sin(p), z),
                    (3.4 + e * 1.4 * (1 - np.cos(q)), 2.4 + 1.2 * np.sin(q), z),
                    0.045,
                    DARK,
                    n=5,
                )
    m.extrude(
        [(0.9, 3.85), (3.4, 3.6), (5.9, 3.85), (5.9, 4.0), (3.4, 3.75), (0.9, 4.0)][:3]
        + [(5.9, 4.0), (3.4, 3.78), (0.9, 4.0)],
        (0, 0, 8),
        (1, 0, 0),
        (0, 1, 0),
        (0, 0, 26),
        Mat(0.5),
    )
    for z in np.arange(8.2, 34, 0.42):  # toothed valance
        m.extrude(
            [(0, 0), (0.36, 0), (0.36, -0.28), (0.18, -0.42), (0, -0.28)],
            (0.9, 3.95, z),
            (0, 0, 1),
            (0, 1, 0),
            (0.03, 0, 0),
            PALE,
        )
    m.box(4.6, 0.8, 14, 0.5, 0.08, 4, Mat(0.5))
    m.tube((2.1, 3.6, 12.5), (2.1, 3.3, 12.5), 0.03, DARK)
    m.tube((2.1, 2.95, 12.4), (2.1, 2.95, 12.6), 0.36, PALE, n=24)
    for q in (12.38,):
        t = np.linspace(0, 2 * np.pi, 25)
        m.add(
            np.array(
                [
                    [
                        (2.1, 2.95, q),
                        (2.1 + 0.36 * np.cos(a), 2.95 + 0.36 * np.sin(a), q),
                        (2.1 + 0.36 * np.cos(b), 2.95 + 0.36 * np.sin(b), q),
                    ]
                    for a, b in pairwise(t)
                ]
            ),
            Mat(1.2, glow=0.6),
        )
        m.tube((2.1, 2.95, q - 0.02), (2.1, 3.23, q - 0.02), 0.02, DARK)
        m.tube((2.1, 2.95, q - 0.02), (2.28, 2.88, q - 0.02), 0.025, DARK)
    for x, z, h, a, yw in (
        (1.0, 8.6, 1.74, 0.1, 1.2),
        (1.75, 9.2, 1.66, 0.5, 0.8),
        (0.7, 13.5, 1.78, 0.3, 1.3),
        (1.5, 17, 1.7, 0.12, 0.4),
        (2.4, 19, 1.2, 0.5, 0),
        (2.8, 18.7, 1.68, 0.2, 0.2),
        (1.0, 25, 1.75, 0.2, 0),
    ):
        figure(m, x, 0.38, z, Mat(a), h, 1.2 if a < 0.3 else 1.0, yw, Mat(0.75))
    m.box(1.35, 0.38, 8.7, 0.5, 0.42, 0.2, Mat(0.3))
    for i in range(12):  # town behind
        z, w, h = 10 + i * 8, 8.0, rng.uniform(6.5, 9.0)
        m.extrude(
            [(0, 0), (w, 0), (w, h), (w / 2, h + 3.2), (0, h)],
            (-15 - (i % 3) * 0.4, 0, z),
            (0, 0, 1),
            (0, 1, 0),
            (-9, 0, 0),
            Mat(float(rng.uniform(0.5, 0.8)), rough=0.15),
        )
        for a in (1.2, 3.4, 5.6):
            for y in (1.2, 4.2):
                m.box(-15 - (i % 3) * 0.4, y, z + a + 0.5, 0.1, 1.7, 1.0, DARK)
    for i in range(6):
        m.tree(-11.5, 0, 22 + i * 15, 7.5, Mat(0.5, rough=0.5, grain=0.8, along=(0.7, 0.6, 0.2)), DARK, rng)
        m.tree(12.5 + i, 0, 18 + i * 12, 8.5, Mat(0.5, rough=0.5, grain=0.8, along=(0.7, 0.6, 0.2)), DARK, rng)
    m.terrain(
        lambda x, z: 62 * fbm(x / 150 + 9, z / 200, 6, 4) * np.clip((z - 180) / 150, 0, 1),
        np.linspace(-300, 300, 90),
        np.linspace(180, 420, 20),
        Mat(0.45),
    )
    view = View(
        eye=(0.35, 2.05, 0),
        lens=0.72,
        horizon=0.6,
        sun=(-0.5, 0.6, -0.55),
        sun_power=0.8,
        ambient=0.36,
        haze=210,
        haze_tone=0.93,
        shadow_size=110,
        shadow_at=(0, 2, 40),
    )
    return Scene(
        m,
        view,
        lambda u, v: clouds(u, v, 1.0, 0.95, 62, 1.3, 0.5),
        Press(tint="slate", tint_at=0.68, tint_soft=0.3, seed=9),
    )
