"""A motorway bridge over an estuary at low water."""
# ruff: noqa: RUF005 - points are arrays: + adds a step to them

from __future__ import annotations

import numpy as np
from engrave import Press
from mesh import Mat, Mesh
from noise import fbm
from props import DARK, PALE, STEEL, STONE, boat
from render import View

from scenes.base import Scene, clouds


def scene() -> Scene:
    """From the mud bank: the bridge swings in from the right."""
    m, rng = Mesh(), np.random.default_rng(8)
    conc, side = Mat(0.78, rough=0.12, grain=3.0), Mat(0.74, along=(0, 1, 0), cross=False)

    def at(t: float) -> np.ndarray:  # centre line of the deck
        return np.array([52 - 205 * t + 120 * t * t, 24 + 5 * np.sin(np.pi * min(t * 1.3, 1)), 18 + 780 * t])

    n = 15
    for i in range(-1, n):
        ts = np.linspace(i / n, (i + 1) / n, 13)
        for a, b, k, q in zip(ts[:-1], ts[1:], np.linspace(-1, 1, 13)[:-1], np.linspace(-1, 1, 13)[1:], strict=True):
            p, r = at(a), at(b)
            ha, hb = 1.6 + 4.2 * k * k, 1.6 + 4.2 * q * q
            for e in (-5.0, 5.0):
                m.quad(p + (e, 0, 0), r + (e, 0, 0), r + (e * 0.9, -hb, 0), p + (e * 0.9, -ha, 0), side, region=False)
                m.quad(
                    p + (e * 1.2, 1.0, 0),
                    r + (e * 1.2, 1.0, 0),
                    r + (e * 1.2, -0.5, 0),
                    p + (e * 1.2, -0.5, 0),
                    PALE,
                    region=False,
                )
            m.quad(p + (-4.5, -ha, 0), p + (4.5, -ha, 0), r + (4.5, -hb, 0), r + (-4.5, -hb, 0), Mat(0.5), region=False)
            m.quad(p + (-6, -0.5, 0), p + (6, -0.5, 0), r + (6, -0.5, 0), r + (-6, -0.5, 0), Mat(0.5), region=False)
        p = at((i + 1) / n)
        for e in (-2.8, 2.8):
            m.lathe(
                [(1.9, -2), (1.9, 2.5), (1.35, 3), (1.1, p[1] - 7.5), (2.0, p[1] - 5.6)],
                (p[0] + e, 0, p[2]),
                conc,
                16,
                1,
                1.5,
            )
        m.box(p[0], -1, p[2], 11, 2.6, 7, STONE)
        for f in (0.0, 0.5):
            p = at((i + f) / n + 0.01)
            m.tube(p + (-5.5, 0, 0), p + (-5.5, 8.5, 0), 0.11, STEEL, 0.07, 5)
            m.tube(p + (-5.5, 8.5, 0), p + (-2.9, 9.2, 0), 0.08, STEEL, n=5)
    for t in np.arange(0.035, 0.95, 0.043):
        p, r = at(t), at(t + 0.004)
        big = rng.random() < 0.42
        yaw = np.arctan2(-(r - p)[2], (r - p)[0])
        o = p + (rng.choice([-3.6, -3.0]), 0.1, 0)
        m.box(
            o[0],
            o[1] + 0.4,
            o[2],
            10 if big else 4.2,
            3.6 if big else 1.5,
            2.5,
            Mat(0.6, accent=0.95) if big else Mat(rng.choice([0.25, 0.85])),
            yaw,
        )
    m.terrain(
        lambda x, z: (
            80
            * fbm(x / 300 + 1, z / 400, 4, 5)
            * np.clip((z - 700) / 350, 0, 1)
            * (0.5 + 0.6 * np.clip((100 - x) / 500, 0, 1))
            - 1
        ),
        np.linspace(-1100, 900, 180),
        np.linspace(700, 1500, 30),
        Mat(0.42),
    )
    m.terrain(
        lambda x, z: 0.9 * (fbm(x / 9, z / 5, 7, 4) - 0.44) + 0.5 - np.clip((z - 17 + x * 0.45) / 12, -0.5, 2.5),
        np.linspace(-45, 60, 170),
        np.linspace(3.5, 60, 110),
        Mat(0.56, rough=0.5, grain=0.8),
    )
    boat(m, -13, 36, 0.5, 9, Mat(0.2), False, 10.5, 0.02)
    for i in range(13):
        x, z = -2.2 + i * 0.95 + rng.normal(0, 0.05), 12.5 + i * 2.0
        m.tube((x, -1, z), (x + rng.normal(0, 0.06), 1.9 + rng.normal(0, 0.12) - 0.06 * i, z), 0.17, Mat(0.18), 0.14, 9)
    for _ in range(16):  # reeds in the corner
        for _ in range(9):
            x, z = -6.6 + rng.normal(0, 0.7), 11.8 + rng.normal(0, 0.6)
            m.tube((x, 0.2, z), (x + rng.normal(0.12, 0.12), rng.uniform(0.9, 2.0), z), 0.014, DARK, 0.004, 4)
    view = View(
        eye=(0, 3.6, 0),
        lens=0.8,
        horizon=0.66,
        sun=(-0.75, 0.42, -0.35),
        haze=620,
        haze_tone=0.88,
        ambient=0.36,
        sun_power=0.72,
        shadow_size=520,
        shadow_at=(0, 0, 190),
        water=True,
        wave=0.02,
        wave_size=1.0,
        deep=0.3,
    )
    return Scene(
        m,
        view,
        lambda u, v: clouds(u, v, 1.0, 0.85, 12, 1.2, 0.75),
        Press(tint="ochre", tint_at=0.7, tint_soft=0.3, seed=3),
    )
