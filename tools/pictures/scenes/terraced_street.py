"""A street of terraced houses that climbs to a church."""

from __future__ import annotations

import numpy as np
from engrave import Press
from figures import figure
from mesh import Mat, Mesh
from props import DARK, PALE, STONE, car
from render import View

from scenes.base import Scene, clouds


def scene() -> Scene:
    """From the bottom of the hill."""
    m, rng = Mesh(), np.random.default_rng(11)
    sl, brick = 0.24, Mat(0.62, rough=0.18, grain=0.5)
    glass, frame, slate = Mat(0.1), Mat(0.92), Mat(0.42, along=(0, 1, 0), cross=False)

    def y(z: float) -> float:
        return sl * z

    def window(x: float, z0: float, z1: float, y0: float, y1: float, e: float) -> None:
        m.quad((x, y0, z0), (x, y0, z1), (x, y1, z1), (x, y1, z0), frame)
        for a, b in ((y0 + 0.12, (y0 + y1) / 2 - 0.04), ((y0 + y1) / 2 + 0.04, y1 - 0.1)):
            m.quad((x + e, a, z0 + 0.1), (x + e, a, z1 - 0.1), (x + e, b, z1 - 0.1), (x + e, b, z0 + 0.1), glass)
        m.box(x, y0 - 0.14, (z0 + z1) / 2, 0.3, 0.14, z1 - z0 + 0.3, PALE)
        m.box(x, y1, (z0 + z1) / 2, 0.12, 0.22, z1 - z0 + 0.3, PALE)

    for s in (-1, 1):
        for i in range(21):
            z, w, f = 4.5 + i * 5.6, 5.6, s * 6.6
            b = y(z)
            wall = Mat(float(rng.uniform(0.52, 0.74)), rough=0.15, grain=0.5)
            m.box(f + s * 4, b - 1, z + w / 2, 8, 7.0, w, wall)
            e = -s * 0.03
            m.extrude(
                [(-0.35, 0), (4.0, 2.5), (8.2, 0), (4, -0.15)],
                (f, b + 5.9, z),
                (s, 0, 0),
                (0, 1, 0),
                (0, 0, w),
                slate,
                brick,
            )
            m.box(f + s * 0.02, b + 5.75, z + w / 2, 0.35, 0.18, w, PALE)
            bay = [(0, 0), (0.0, 2.9), (0.85, 2.3), (0.85, 0.6)]
            m.extrude(bay, (f, b - 1, z + 2.35), (-s, 0, 0), (0, 0, 1), (0, 4.0, 0), wall)
            m.extrude(
                [(q * 1.08, 1.45 + (r - 1.45) * 1.08) for q, r in bay],
                (f, b + 3.0, z + 2.35),
                (-s, 0, 0),
                (0, 0, 1),
                (0, 0.28, 0),
                PALE,
            )
            m.extrude(
                [(q * 1.04, 1.45 + (r - 1.45) * 1.04) for q, r in bay],
                (f, b + 0.75, z + 2.35),
                (-s, 0, 0),
                (0, 0, 1),
                (0, 0.16, 0),
                PALE,
            )
            x = f - s * 0.88
            window(x, z + 3.05, z + 4.55, b + 1.0, b + 2.85, e)
            for za, zb, xa, xb in ((z + 2.45, z + 2.9, f - s * 0.1, f - s * 0.8),):
                m.quad(
                    (xa + e, b + 1.0, za - 0.03),
                    (xb + e, b + 1.0, zb - 0.03),
                    (xb + e, b + 2.8, zb - 0.03),
                    (xa + e, b + 2.8, za - 0.03),
                    glass,
                )
            window(f + e, z + 0.65, z + 1.65, b + 3.6, b + 5.2, e)
            window(f + e, z + 3.0, z + 4.6, b + 3.6, b + 5.2, e)
            door = Mat(0.3, accent=0.9) if rng.random() < 0.3 else Mat(float(rng.uniform(0.12, 0.4)), cross=False)
            m.quad(
                (f + e, b - 0.2, z + 0.5),
                (f + e, b - 0.2, z + 1.8),
                (f + e, b + 2.9, z + 1.8),
                (f + e, b + 2.9, z + 0.5),
                PALE,
            )
            m.quad(
                (f + 2 * e, b + 0.1, z + 0.65),
                (f + 2 * e, b + 0.1, z + 1.65),
                (f + 2 * e, b + 2.2, z + 1.65),
                (f + 2 * e, b + 2.2, z + 0.65),
                door,
            )
            m.quad(
                (f + 2 * e, b + 2.32, z + 0.65),
                (f + 2 * e, b + 2.32, z + 1.65),
                (f + 2 * e, b + 2.75, z + 1.65),
                (f + 2 * e, b + 2.75, z + 0.65),
                glass,
            )
            m.box(f - s * 0.4, b - 0.4, z + 1.15, 0.9, 0.45, 1.5, STONE)
            m.box(f + s * 4, b + 6.6, z, 1.9, 3.3, 0.9, brick)
            m.box(f + s * 4, b + 9.7, z, 2.1, 0.22, 1.1, PALE)
            for k in (-0.6, 0, 0.6):
                m.lathe([(0.19, 0), (0.15, 0.6), (0.19, 0.62), (0.1, 0.7)], (f + s * 4 + k, b + 9.9, z), Mat(0.55), 9)
            m.box(f - s * 1.35, b - 0.8, z + w / 2 + 1.0, 0.3, 1.6, w - 2.1, brick)
        m.quad(
            (s * 6.6, y(-6) + 0.14, -6),
            (s * 3.6, y(-6) + 0.14, -6),
            (s * 3.6, y(125) + 0.14, 125),
            (s * 6.6, y(125) + 0.14, 125),
            Mat(0.78, rough=0.15, grain=0.8),
        )
        m.quad(
            (s * 3.6, y(-6) + 0.14, -6),
            (s * 3.6, y(-6) - 0.1, -6),
            (s * 3.6, y(125) - 0.1, 125),
            (s * 3.6, y(125) + 0.14, 125),
            PALE,
        )
    m.quad(
        (-3.6, y(-6), -6), (3.6, y(-6), -6), (3.6, y(125), 125), (-3.6, y(125), 125), Mat(0.62, rough=0.3, grain=0.45)
    )
    for x, z, yw, mt, van in (
        (2.5, 15.5, 1.57, Mat(0.35, accent=0.95), False),
        (2.5, 27, 1.57, Mat(0.8), False),
        (-2.5, 37, 1.57, Mat(0.2), False),
        (2.5, 50, 1.57, Mat(0.8), True),
    ):
        car(m, x, y(z), z, yw, mt, van)
    figure(m, -1.6, y(13.5), 13.5, Mat(0.16), 1.72, 1.25, 0.3, Mat(0.75))
    figure(m, -0.75, y(13.9), 13.9, Mat(0.3), 1.22, 1.1, -0.2, Mat(0.75))
    figure(m, 4.6, y(24) + 0.14, 24, Mat(0.2), 1.78, 1.0, 0, Mat(0.7))
    figure(m, -4.8, y(33) + 0.14, 33, Mat(0.4), 1.7, 1.2, 0, Mat(0.7))
    for z in (20, 52, 84):
        m.tube((-4.0, y(z), z), (-4.0, y(z) + 6, z), 0.09, DARK, 0.05)
        m.lathe([(0.06, 0), (0.22, 0.45), (0.26, 0.5), (0.0, 0.75)], (-4.0, y(z) + 5.9, z), PALE, 8)
    t = 122.0
    m.box(1.0, y(t) - 4, t + 8, 7, 22, 7, Mat(0.6, rough=0.2))
    m.lathe([(3.6, 0), (0.0, 15)], (1.0, y(t) + 18, t + 8), Mat(0.5), 8)
    m.box(9.5, y(t) - 4, t + 8, 14, 12, 8, Mat(0.6))
    view = View(
        eye=(-0.9, 2.5, -4),
        lens=0.78,
        horizon=0.74,
        sun=(-0.62, 0.62, -0.36),
        sun_power=0.85,
        ambient=0.46,
        haze=190,
        haze_tone=0.92,
        shadow_size=150,
        shadow_at=(0, 6, 55),
    )
    return Scene(
        m,
        view,
        lambda u, v: clouds(u, v, 0.97, 0.8, 22, 1.5, 0.42),
        Press(tint="rose", tint_at=0.66, tint_soft=0.3, seed=5),
    )
