"""The town hall: columns, steps and a clock tower over a square."""

from __future__ import annotations

import numpy as np
from engrave import Press
from figures import figure
from mesh import Mat, Mesh
from props import DARK, PALE, clock, lamp_post
from render import View

from scenes.base import Scene, clouds

ASHLAR = Mat(0.72, rough=0.08, grain=1.2)
TRIM = Mat(0.92)


def window(m: Mesh, x: float, y: float, z: float, w: float, h: float, round_top: bool = False) -> None:
    """A sash window in a stone surround, facing us."""
    m.box(x, y - 0.25, z - 0.1, w + 0.9, 0.3, 0.5, TRIM)
    m.box(x, y, z, w + 0.5, h + 0.25, 0.16, TRIM)
    m.quad(
        (x - w / 2, y, z - 0.12),
        (x + w / 2, y, z - 0.12),
        (x + w / 2, y + h, z - 0.12),
        (x - w / 2, y + h, z - 0.12),
        DARK,
    )
    m.box(x, y, z - 0.14, 0.1, h, 0.05, TRIM)
    m.box(x, y + h * 0.5, z - 0.14, w, 0.1, 0.05, TRIM)
    if round_top:
        m.extrude(
            [(-w * 0.75, 0), (w * 0.75, 0), (0, w * 0.5)],
            (x, y + h + 0.3, z - 0.3),
            (1, 0, 0),
            (0, 1, 0),
            (0, 0, 0.4),
            TRIM,
        )


def front(m: Mesh) -> None:
    """Two wings, a portico with six columns and a pediment, and steps."""
    z = 44.0
    m.box(0, 0, z + 9, 50, 1.6, 18, Mat(0.6, rough=0.15))
    m.box(0, 1.6, z + 9, 49, 13.4, 17.4, ASHLAR)
    m.box(0, 7.6, z + 9, 49.6, 0.4, 18, TRIM)
    m.box(0, 14.4, z + 9, 50.6, 0.9, 19, TRIM)
    m.box(0, 15.3, z + 9, 49, 1.3, 17.4, ASHLAR)
    for x in np.arange(-23.4, 24, 2.0):
        m.box(x, 15.3, z + 0.2, 0.9, 1.4, 0.5, TRIM)
    for x in (-21.5, -17.2, -12.9, 12.9, 17.2, 21.5):
        window(m, x, 2.6, z + 0.2, 1.7, 3.4)
        window(m, x, 8.8, z + 0.2, 1.7, 3.8, True)
    for x in (-7.8, -3.9, 0, 3.9, 7.8):
        window(m, x, 9.2, z + 0.1, 1.5, 3.2)
    m.box(0, 2.2, z + 0.1, 2.8, 5.2, 0.3, TRIM)
    m.quad((-1.1, 2.2, z - 0.1), (1.1, 2.2, z - 0.1), (1.1, 6.8, z - 0.1), (-1.1, 6.8, z - 0.1), Mat(0.4, accent=0.9))
    for x in (-5.6, 5.6):
        window(m, x, 2.9, z + 0.1, 1.5, 3.3)
    for k in range(11):
        m.box(0, 0, z - 4.4 - k * 0.5, 22 + 0.3 * k, 2.2 - 0.2 * k, 0.6, PALE)
    m.box(0, 0, z - 2, 22, 2.2, 4.4, PALE)
    for x in np.linspace(-9.6, 9.6, 6):
        m.box(x, 2.2, z - 3.4, 1.7, 0.5, 1.7, TRIM)
        m.lathe(
            [(0.75, 0), (0.78, 0.2), (0.62, 0.5), (0.63, 4), (0.53, 10.6), (0.72, 11.0)],
            (x, 2.7, z - 3.4),
            Mat(0.9),
            20,
        )
        m.box(x, 13.6, z - 3.4, 1.6, 0.5, 1.6, TRIM)
    m.box(0, 14.1, z - 1.6, 22.4, 1.7, 5.4, TRIM)
    m.extrude(
        [(-11.8, 0), (11.8, 0), (0, 4.6)], (0, 15.8, z - 4.6), (1, 0, 0), (0, 1, 0), (0, 0, 6), Mat(0.7), Mat(0.8)
    )
    for e in (-1, 1):
        m.extrude(
            [(0, 0), (0, 0.7), (e * 12.2, -4.0), (e * 12.2, -4.7)],
            (0, 20.5, z - 5.1),
            (1, 0, 0),
            (0, 1, 0),
            (0, 0, 0.7),
            TRIM,
        )
    m.ball((0, 17.6, z - 4.7), 1.15, Mat(0.45, accent=0.9), 1.1)


def tower(m: Mesh) -> None:
    """The clock tower behind the pediment, with an open lantern and a spire."""
    x, z = 0.0, 55.0
    m.box(x, 15, z, 8.6, 7, 8.6, ASHLAR)
    for e in (-3.9, 3.9):
        m.box(x + e, 15, z - 4.2, 1.0, 7, 0.6, TRIM)
    m.box(x, 21.6, z, 9.8, 0.8, 9.8, TRIM)
    m.box(x, 22.4, z, 7.8, 7.2, 7.8, ASHLAR)
    for e in (-3.5, 3.5):
        m.box(x + e, 22.4, z - 3.8, 0.8, 7.2, 0.5, TRIM)
    clock(m, (x, 26.0, z - 4.1), 2.6)
    m.box(x, 29.6, z, 9.0, 0.8, 9.0, TRIM)
    for k in range(8):
        a = k * np.pi / 4 + np.pi / 8
        m.tube(
            (x + 3 * np.cos(a), 30.4, z + 3 * np.sin(a)), (x + 3 * np.cos(a), 35, z + 3 * np.sin(a)), 0.36, TRIM, n=10
        )
    m.lathe(
        [(3.7, 0), (3.7, 0.8), (3.2, 1.0), (3.3, 2.0), (2.6, 3.8), (1.2, 5.2), (0.45, 6.4), (0.35, 8.4), (0, 11.5)],
        (x, 35, z),
        Mat(0.4, accent=0.0),
        16,
    )
    m.ball((x, 33, z), 1.2, DARK, 1.1)
    m.tube((x, 45, z), (x, 47.5, z), 0.1, DARK)
    m.tube((-16, 16, 46), (-16, 25, 46), 0.14, DARK)
    t = np.linspace(0, 1, 12)
    rows = [
        np.stack([-16 + 5.5 * t, 24.8 - d - 0.35 * np.sin(t * 6) * t, 46 + 0.7 * np.sin(t * 6)], 1)
        for d in (0.0, 1.4, 2.8)
    ]
    m.grid(np.stack(rows), Mat(0.5, accent=0.95))


def scene() -> Scene:
    """From the square, a little left of the middle."""
    m, rng = Mesh(), np.random.default_rng(37)
    front(m)
    tower(m)
    m.quad(
        (-90, 0, -4),
        (90, 0, -4),
        (90, 0, 140),
        (-90, 0, 140),
        Mat(0.84, rough=0.2, grain=1.4, along=(1, 0, 0), cross=False),
    )
    for s in (-1, 1):
        for i in range(4):
            x, z, hh = s * (31 + 4 * (i % 2)), 26 + i * 14, 12 + 2.2 * ((i * 3 + (s > 0)) % 3)
            wall = Mat(0.5 + 0.1 * (i % 3), rough=0.12)
            m.extrude(
                [(0, 0), (13.4, 0), (13.4, hh), (6.7, hh + 4.4), (0, hh)],
                (x, 0, z),
                (0, 0, 1),
                (0, 1, 0),
                (s * 12, 0, 0),
                wall,
            )
            for a in (1.6, 5.7, 9.8):
                for y in (1.4, 5.0, 8.6):
                    m.box(x - s * 0.05, y, z + a + 0.8, 0.2, 2.3, 1.6, DARK)
    for x in (-15, 15):
        lamp_post(m, x, 0, 27, 6.5, DARK, PALE)
    people = (
        (-6.4, 16, 0.14, 0.7, "brim"), (-5.5, 16.4, 0.45, 0.5, ""), (4.4, 20, 0.2, -0.6, "cap"), (9.5, 24, 0.6, 1.2,
        ""),
        (-12, 25, 0.2, 1.6, ""), (1.2, 31, 0.14, 0.1, "brim"), (-2.2, 33, 0.5, 3.0, ""), (7.2, 35, 0.2, 2.6, ""),
    )  # fmt: skip
    for x, z, tone, yaw, hat in people:
        figure(
            m,
            x,
            0,
            z,
            Mat(tone),
            1.74,
            1.2,
            yaw,
            hat=hat,
            stride=0.55,
            legs=Mat(0.1),
            skirt=0.42 if tone > 0.4 else 0,
            long_hair=tone > 0.4,
        )
    for _ in range(16):
        x, z = float(rng.uniform(-4, 6)), float(rng.uniform(12, 22))
        m.ball((x, 0.13, z), 0.12, Mat(0.25), 0.8)
        m.ball((x + 0.1, 0.27, z), 0.055, Mat(0.2))
    view = View(
        eye=(-5.5, 2.3, -4), yaw=0.085, lens=0.66, horizon=0.84, sun=(-0.72, 0.58, -0.5), sun_power=0.85,
        ambient=0.34, haze=330,
        haze_tone=0.95, shadow_size=130, shadow_at=(0, 12, 45),
    )  # fmt: skip
    press = Press(tint="ochre", tint_at=0.68, tint_soft=0.3, seed=21, period=6.0)
    return Scene(m, view, lambda u, v: clouds(u, v, 1.0, 0.9, 66, 1.5, 0.42), press)
