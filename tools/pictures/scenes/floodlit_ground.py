"""A football ground under floodlights."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from engrave import Press
from figures import figure
from mesh import Mat, Mesh
from props import DARK, PALE, STEEL
from render import View

from scenes.base import Scene, clouds


def scene() -> Scene:
    """From the terrace, over the shoulders of the front row."""
    m, rng = Mesh(), np.random.default_rng(41)
    lamp, coats = Mat(0.5, glow=1.3), [Mat(a) for a in (0.12, 0.25, 0.4, 0.7)] + [Mat(0.4, accent=0.9)]
    for i in range(14):
        a = -52.5 + i * 7.5
        m.quad(
            (a, 0, 8),
            (a + 7.5, 0, 8),
            (a + 7.5, 0, 76),
            (a, 0, 76),
            Mat((0.95, 0.66)[i % 2], along=((0, 0, 1), (1, 0, 0.5))[i % 2], cross=False),
        )
    m.quad((-90, -0.05, -6), (90, -0.05, -6), (90, -0.05, 110), (-90, -0.05, 110), Mat(0.45, rough=0.2))

    def mark(x0: float, z0: float, x1: float, z1: float, w: float = 0.24) -> None:
        d = np.array([x1 - x0, 0, z1 - z0])
        n = np.cross(d, [0, 1, 0]) / np.linalg.norm(d) * w
        a, b = np.array([x0, 0.03, z0]), np.array([x1, 0.03, z1])
        m.quad(a - n, b - n, b + n, a + n, Mat(1.6), region=False)

    for q in (
        (-50, 9, 50, 9),
        (-50, 75, 50, 75),
        (-50, 9, -50, 75),
        (50, 9, 50, 75),
        (0, 9, 0, 75),
        (-50, 22, -33, 22),
        (-50, 62, -33, 62),
        (-33, 22, -33, 62),
        (-50, 33, -44, 33),
        (-50, 51, -44, 51),
        (-44, 33, -44, 51),
        (50, 22, 33, 22),
        (50, 62, 33, 62),
        (33, 22, 33, 62),
    ):
        mark(*q)
    t = np.linspace(0, 2 * np.pi, 49)
    for a, b in pairwise(t):
        mark(9.2 * np.cos(a), 42 + 9.2 * np.sin(a), 9.2 * np.cos(b), 42 + 9.2 * np.sin(b))
    for gx in (-50, 50):
        e = np.sign(gx)
        for z in (38.3, 45.7):
            m.tube((gx, 0, z), (gx, 2.5, z), 0.1, Mat(1.3))
        m.tube((gx, 2.5, 38.3), (gx, 2.5, 45.7), 0.1, Mat(1.3))
        for z in np.linspace(38.3, 45.7, 13):
            m.tube((gx, 2.5, z), (gx + e * 2, 0, z), 0.03, PALE, n=4)
    for i in range(13):  # far stand: terraces with a crowd, roof, fascia
        z, y = 80 + i * 1.15, 1.4 + i * 0.8
        m.box(0, 0, z, 112, y, 1.15, Mat(0.4))
        for x in np.arange(-55, 55, 0.85):
            if rng.random() < 0.86 and abs(x + 18.5) > 1 and abs(x - 18.5) > 1:
                o = (x + rng.normal(0, 0.1), y + 0.35, z)
                c = coats[rng.choice(5, p=[0.3, 0.25, 0.2, 0.12, 0.13])]
                m.extrude([(-0.28, 0), (0.28, 0), (0.2, 0.55), (-0.2, 0.55)], o, (1, 0, 0), (0, 1, 0), (0, 0, 0.2), c)
                m.lathe([(0, -0.15), (0.14, 0), (0, 0.17)], (o[0], o[1] + 0.72, o[2]), Mat(0.75), 6)
    m.extrude(
        [(78, 15.2), (97, 16.8), (97, 17.3), (78, 16.6)], (-57, 0, 0), (0, 0, 1), (0, 1, 0), (114, 0, 0), Mat(0.35)
    )
    m.quad((-57, 14.9, 77.9), (57, 14.9, 77.9), (57, 16.8, 77.9), (-57, 16.8, 77.9), Mat(0.7))
    m.box(0, 0, 98, 114, 16.5, 1, Mat(0.2))
    for x in np.linspace(-54, 54, 7):
        m.tube((x, 5, 86), (x, 16, 86), 0.22, STEEL)
    m.box(0, 0, 78.4, 108, 1.1, 0.3, PALE)
    for x in (-68, 68):
        for z in (92,):
            m.truss((x, 0, z), (x, 40, z), 3.0, 11, 0.2, STEEL)
            m.box(x, 39, z - 1.2, 11, 8.2, 0.6, DARK)
            for a in range(6):
                for b in range(4):
                    m.ball((x - 4.4 + a * 1.76, 40.4 + b * 1.8, z - 1.8), 0.66, lamp)
    for k in range(15):
        x, z = rng.normal(-9, 15), rng.uniform(14, 62)
        figure(m, x, 0, z, Mat(0.35, accent=0.95) if k % 2 else Mat(1.0), 1.95, 0.8, rng.uniform(0, 3), Mat(0.6))
    m.ball((-6.5, 0.5, 21), 0.2, Mat(1.5))
    for k, x in enumerate(np.linspace(-6.5, -1.3, 7)):  # the row in front of us
        y, z = 3.92 + rng.normal(0, 0.06) - 0.3 * (k in (3, 4)), 3.3 + 0.25 * (k % 2)
        figure(m, x + rng.normal(0, 0.06), y, z, Mat(0.1), 1.75, 1.2, rng.normal(0, 0.2), Mat(0.3))
        if k % 3 == 0:
            m.lathe([(0.16, 1.4), (0.17, 1.46), (0.13, 1.53)], (x, y + 0.03, z), Mat(0.4, accent=0.95), 12)
    m.tube((-12, 4.9, 4.4), (12, 4.9, 4.4), 0.03, Mat(0.06))
    eye = np.array([-4.0, 6.6, 0.0])

    def sky(u: np.ndarray, v: np.ndarray) -> np.ndarray:
        s = clouds(u, v, 0.78, 0.5, 51, 1.4, 1.15)
        for x in (-68, 68):
            a, b = (x - eye[0]) / 90.0, (43 - eye[1]) / 90.0
            s = s + 0.85 * np.exp(-np.hypot(u - a, v - b) * 6.5)
        return np.clip(s, 0.12, 1.2)

    view = View(
        eye=(-4.0, 6.6, 0.0),
        lens=0.6,
        horizon=0.56,
        sun=(-0.62, 0.6, -0.4),
        sun_power=0.85,
        ambient=0.34,
        haze=500,
        haze_tone=0.7,
        shadow_size=190,
        shadow_at=(0, 0, 50),
    )
    return Scene(m, view, sky, Press(tint="green", tint_at=0.7, tint_soft=0.35, seed=8))
