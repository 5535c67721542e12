"""The harbour at first light, with cranes and fishing boats."""

from __future__ import annotations

import numpy as np
from engrave import Press
from mesh import Mat, Mesh
from noise import fbm
from props import DARK, ROPE, boat, crane
from render import View

from scenes.base import Scene


def scene() -> Scene:
    """From a boat in the basin, towards the sun."""
    m, rng = Mesh(), np.random.default_rng(4)
    quay, shed = Mat(0.42, rough=0.3, grain=1.5), Mat(0.4)
    m.box(-62, 0, 150, 110, 3.0, 40, quay)
    m.box(95, 0, 190, 130, 3.0, 30, quay)
    for i in range(5):  # warehouses with gables
        x, w, hh = -104 + i * 17, 15.5, 9 + (i % 3) * 1.6
        m.extrude(
            [(-w / 2, 0), (w / 2, 0), (w / 2, hh), (0, hh + 4.5), (-w / 2, hh)],
            (x, 3, 148),
            (1, 0, 0),
            (0, 1, 0),
            (0, 0, 24),
            shed,
        )
        for a in (-4.5, 0, 4.5):
            for b in (2.0, 5.6):
                m.quad(
                    (x + a - 1, 3 + b, 147.9),
                    (x + a + 1, 3 + b, 147.9),
                    (x + a + 1, 5 + b, 147.9),
                    (x + a - 1, 5 + b, 147.9),
                    DARK,
                )
    crane(m, -16, 140, 34, 34, 1, 0.72, 3)
    crane(m, 52, 185, 38, 36, -1, 0.86, 3)
    crane(m, 86, 190, 38, 36, 1, 0.6, 3)
    m.box(118, 3, 188, 30, 12, 14, Mat(0.45))
    m.lathe(
        [(0, 0), (2.6, 0), (1.9, 15), (2.6, 15.2), (2.6, 16), (1.5, 16), (1.5, 19), (1.9, 19.2), (0, 21.5)],
        (34, 2, 230),
        Mat(0.8),
    )
    m.box(20, 0, 232, 60, 2.2, 6, quay)
    m.terrain(
        lambda x, z: (
            26
            * fbm(x / 190 + 3, z / 190, 2, 5)
            * np.clip((z - 600) / 300, 0, 1)
            * (1.35 - np.clip((x + 50) / 600, 0, 1))
        ),
        np.linspace(-900, 900, 160),
        np.linspace(600, 1300, 30),
        Mat(0.4),
    )
    hulls = (Mat(0.2), Mat(0.5, accent=0.9), Mat(0.3), Mat(0.75))
    boat(m, -7.2, 19, 0.35, 8.5, Mat(0.16), True, 6.5)
    boat(m, 6.5, 27, 2.75, 7.5, hulls[1], True, 5.5)
    boat(m, -9, 40, 0.1, 9, hulls[3], False, 10.5, 0.02)
    for i in range(9):
        boat(
            m,
            rng.uniform(-38, 46),
            52 + i * 7,
            rng.uniform(-0.4, 0.4) + 3.14 * (i % 2),
            rng.uniform(7, 11),
            hulls[i % 4],
            i % 3 > 0,
            rng.uniform(6, 12),
            0.02,
        )
    for i, (x, z) in enumerate(((9.2, 14.5), (10.3, 17.0), (11.4, 20.0), (4.9, 11.5))):  # mooring piles
        m.tube((x, -1, z), (x + 0.06, 2.3 - 0.1 * i, z), 0.24, Mat(0.3, rough=0.5, grain=0.3), 0.21, 12)
    m.tube((-3.6, 1.05, 17.6), (4.9, 1.9, 11.5), 0.025, ROPE, n=4)

    def sky(u: np.ndarray, v: np.ndarray) -> np.ndarray:
        r = np.hypot(u - 0.14, (v - 0.03) * 1.3)
        cl = fbm(u / (v + 0.12) * 0.55 + 2, 1.3 / (v + 0.1), 3, 5)
        base = 0.66 + 0.45 * np.exp(-r * 3.4) - 0.25 * np.clip(v - 0.12, 0, 1)
        base += 0.55 * (cl - 0.5) * np.clip(v * 7, 0.15, 1) * 1.2
        return np.where(r < 0.032, 1.2, np.clip(base, 0.2, 1.0))

    view = View(
        eye=(0, 3.4, 0),
        lens=0.95,
        horizon=0.56,
        sun=(0.5, 0.32, 0.8),
        sun_power=0.75,
        ambient=0.42,
        haze=330,
        haze_tone=0.86,
        shadow_size=300,
        shadow_at=(0, 0, 130),
        water=True,
        wave=0.03,
        wave_size=1.2,
        deep=0.12,
    )
    return Scene(m, view, sky, Press(tint="blue", tint_at=0.72, tint_soft=0.3))
