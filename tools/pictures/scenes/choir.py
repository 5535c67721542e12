"""A choir singing in the chancel, its conductor in front, organ pipes behind."""

from __future__ import annotations

import numpy as np
from engrave import Press
from figures import Body, figure
from mesh import Mat, Mesh
from props import DARK, PALE
from render import View

from scenes.base import Scene

GOWN = Mat(0.45, accent=0.95)


def singer(m: Mesh, x: float, y: float, z: float, h: float, turn: float, rng: np.random.Generator) -> None:
    """A gowned singer with a white ruff, an open mouth and a folder."""
    yaw = np.pi + turn
    hair = Mat(float(rng.choice([0.05, 0.12, 0.35, 0.7])))
    hands = ((-0.13, 1.16, 0.32), (0.13, 1.16, 0.32))
    figure(
        m,
        x,
        y,
        z,
        GOWN,
        h,
        1.1,
        yaw,
        Mat(float(rng.choice([0.6, 0.85, 0.95]))),
        hair=hair,
        long_hair=bool(rng.random() < 0.5),
        skirt=0.1,
        hands=hands,
    )
    b = Body(m, (x, y, z), h, yaw)
    b.turned([(0.08, 1.5), (0.2, 1.475), (0.25, 1.4), (0.1, 1.42)], Mat(1.1, glow=0.2), 0.75)
    b.blob((0, 1.572, 0.108), (0.02, 0.022, 0.016), Mat(0.05))
    for k in (-1, 1):
        b.blob((0.034 * k, 1.652, 0.106), (0.008, 0.005, 0.008), Mat(0.1))
        p = [b.put(q) for q in ((0, 1.1, 0.38), (0.2 * k, 1.13, 0.32), (0.2 * k, 1.36, 0.44), (0, 1.33, 0.5))]
        m.quad(*p, DARK if k < 0 else Mat(0.25))


def organ(m: Mesh, z: float) -> None:
    """Pipes in three towers and two flats over a carved case."""
    m.box(0, 0, z + 0.6, 13, 5.2, 1.0, Mat(0.35, cross=False))
    m.box(0, 5.1, z + 0.3, 13.4, 0.4, 1.4, Mat(0.55))
    for k in range(31):
        x = -6 + k * 0.4
        q = abs(k - 15)
        top = 5.2 - 2.2 * (q / 15) + (1.4 if q < 3 or q > 12 else 0) - 0.25 * (q % 3)
        m.tube((x, 5.5, z), (x, 6.1, z), 0.05, Mat(0.9), 0.17, 10)
        m.tube((x, 6.1, z), (x, 6.1 + top, z), 0.17, Mat(1.0), n=12)
        m.box(x, 6.25, z - 0.17, 0.17, 0.32, 0.04, DARK)


def chancel(m: Mesh) -> None:
    """Pointed arches, a vault of ribs and tall windows on the left."""
    stone = Mat(0.7, rough=0.12, grain=1.2)
    m.quad((-9, 0, -2), (9, 0, -2), (9, 0, 24), (-9, 0, 24), Mat(0.75, rough=0.15))
    m.quad((-9, 0, 22), (9, 0, 22), (9, 18, 22), (-9, 18, 22), stone)
    for s in (-1, 1):
        m.quad((s * 9, 0, -2), (s * 9, 0, 24), (s * 9, 12, 24), (s * 9, 12, -2), stone)
        for z in (4.5, 10, 15.5, 21):
            m.tube((s * 8.8, 0, z), (s * 8.8, 9, z), 0.42, PALE, n=12)
            a = np.linspace(0, 1, 13)
            x, y = s * 8.8 * (1 - a), 9 + 5.6 * np.sin(a * np.pi / 2)
            for k in range(12):
                m.tube((x[k], y[k], z), (x[k + 1], y[k + 1], z), 0.3, PALE, n=8, region=k == 0)
        for z in (7.3, 12.8, 18.3):
            tall = [(-1.1, 4), (1.1, 4), (1.1, 8.6), (0, 10.4), (-1.1, 8.6)]
            m.extrude(
                tall,
                (s * 8.95, 0, z),
                (0, 0, 1),
                (0, 1, 0),
                (-s * 0.03, 0, 0),
                Mat(0.95, glow=0.5) if s < 0 else Mat(0.25),
            )
            for q in (-0.37, 0.37):
                m.tube((s * 8.85, 4, z + q), (s * 8.85, 9, z + q), 0.07, DARK, n=5)
    a = np.linspace(-1, 1, 25)
    zz = np.linspace(-2, 24, 8)
    roof = np.stack([np.stack([9 * a, 9.3 + 5.6 * np.cos(a * np.pi / 2), np.full(25, z)], 1) for z in zz])
    m.grid(roof, Mat(0.6, rough=0.1))


def scene() -> Scene:
    """From the nave, behind the conductor."""
    m, rng = Mesh(), np.random.default_rng(53)
    chancel(m)
    organ(m, 17.5)
    for row in range(4):
        y, z = 0.3 + 0.42 * row, 8.0 + 1.15 * row
        m.box(0, 0, z + 0.1, 10.6 + 0.4 * row, y, 1.2, Mat(0.5))
        count = 10 + row % 2
        for k in range(count):
            x = (k - (count - 1) / 2) * (0.92 + 0.03 * row)
            singer(m, x, y, z + 0.035 * x * x * 0.3, float(rng.uniform(1.6, 1.82)), x * 0.06, rng)
    m.box(0.2, 0, 4.3, 1.3, 0.3, 1.1, Mat(0.45))
    figure(
        m,
        0.2,
        0.3,
        4.3,
        Mat(0.07),
        1.8,
        1.0,
        0.0,
        Mat(0.85),
        hair=Mat(0.5),
        legs=Mat(0.05),
        hands=((-0.52, 1.62, 0.34), (0.55, 1.78, 0.3)),
    )
    b = Body(m, (0.2, 0.3, 4.3), 1.8, 0.0)
    b.limb([(0.56, 1.8, 0.3), (0.68, 2.12, 0.34)], [0.012, 0.008], Mat(1.2, glow=0.5))
    m.tube((0.2, 0.3, 5.3), (0.2, 1.3, 5.3), 0.03, DARK)
    m.quad((-0.25, 1.25, 5.2), (0.65, 1.25, 5.2), (0.65, 1.6, 5.5), (-0.25, 1.6, 5.5), DARK)
    view = View(
        eye=(0.5, 2.1, 0.2), lens=0.78, horizon=0.62, sun=(-0.42, 0.28, -0.86), sun_power=0.72, ambient=0.52, haze=90,
        haze_tone=0.9, shadow_size=44, shadow_at=(0, 4, 11),
    )  # fmt: skip
    return Scene(
        m, view, lambda u, v: np.full_like(u, 0.9), Press(tint="gold", tint_at=0.56, tint_soft=0.3, seed=27, period=5.8)
    )
