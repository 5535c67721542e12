"""The lighthouse on its rock at dusk, its beam lit."""
# ruff: noqa: RUF005 - points are arrays: + adds a step to them

from __future__ import annotations

import numpy as np
from engrave import Press
from mesh import Mat, Mesh
from noise import fbm
from props import DARK, PALE, gull
from render import Plate, View

from scenes.base import Scene, clouds

VIEW = View(
    eye=(0, 3.2, 0), lens=0.85, horizon=0.755, sun=(-0.72, 0.42, -0.42), sun_power=0.85, ambient=0.26, haze=600,
    haze_tone=0.6, shadow_size=110, shadow_at=(6, 8, 60), water=True, wave=0.05, wave_size=1.5, deep=0.14,
)  # fmt: skip
LAMP = (9.0, 33.4, 62.0)


def tower(m: Mesh) -> None:
    """A banded tower with gallery, lantern and keepers' cottage."""
    x, _, z = LAMP
    rings = np.linspace(0, 24, 6)
    radius = 4.0 - 1.7 * (rings / 24) ** 0.7
    for k in range(5):
        mat = Mat(0.5, accent=0.95) if k % 2 else Mat(1.0)
        m.lathe([(radius[k], rings[k]), (radius[k + 1], rings[k + 1])], (x, 6.5, z), mat, 40)
    m.lathe([(2.3, 0), (3.3, 0.7), (3.3, 1.1), (0, 1.1)], (x, 30.4, z), PALE, 32)
    for k in range(24):
        a = k * np.pi / 12
        p = np.array([x + 3.2 * np.cos(a), 31.5, z + 3.2 * np.sin(a)])
        m.tube(p, p + (0, 1.2, 0), 0.05, DARK, n=4)
    m.lathe([(3.2, 0), (3.2, 0.12)], (x, 32.6, z), DARK, 32)
    m.lathe([(1.7, 0), (1.7, 3.2)], (x, 31.5, z), Mat(1.0, glow=1.0), 20)
    for k in range(10):
        a = k * np.pi / 5
        p = np.array([x + 1.75 * np.cos(a), 31.5, z + 1.75 * np.sin(a)])
        m.tube(p, p + (0, 3.2, 0), 0.07, DARK, n=4)
    m.lathe(
        [(2.1, 0), (1.7, 0.8), (0.5, 1.9), (0.2, 2.1), (0.25, 2.6), (0, 3.0)], (x, 34.7, z), Mat(0.45, accent=0.95), 24
    )
    for y, turn in ((12.0, 0.0), (18.5, 0.5), (25.0, 0.1)):
        r = 4.0 - 1.7 * ((y - 6.5) / 24) ** 0.7
        m.box(x + r * np.sin(turn) * 0.9, y, z - r * np.cos(turn), 0.8, 1.5, 0.4, DARK)
    m.extrude(
        [(-4.6, 0), (4.6, 0), (4.6, 3.4), (-4.6, 3.4)],
        (x - 11.5, 5.6, z - 1),
        (1, 0, 0),
        (0, 1, 0),
        (0, 0, 6),
        Mat(0.97),
    )
    m.extrude(
        [(-0.5, 0), (6.5, 0), (3, 2.8)],
        (x - 16.5, 9.0, z - 1),
        (0, 0, 1),
        (0, 1, 0),
        (10, 0, 0),
        Mat(0.3, along=(1, 0, 0)),
    )
    for k in (-3.2, 0.2, 3.2):
        m.box(
            x - 11.5 + k,
            6.6 if k != 0.2 else 5.7,
            z - 1.1,
            0.95,
            1.3 if k != 0.2 else 2.2,
            0.1,
            DARK if k != 3.2 else Mat(1, glow=0.6),
        )
    m.box(x - 14.5, 10.5, z + 2, 1.0, 2.6, 1.0, PALE)


def rock(x: np.ndarray, z: np.ndarray) -> np.ndarray:
    """A steep islet, flat on top."""
    r = np.hypot((x - 3) / 22, (z - 63) / 14)
    crag = fbm(x / 6, z / 5, 12, 5) - 0.5
    return np.clip(8.6 - 13 * np.clip(r - 0.5 + crag * 0.5, 0, 1.3), -4, 6.1) + crag * 1.6 * np.clip(
        r * 1.6 - 0.4, 0, 1
    )


def beam(p: Plate) -> None:
    """Two beams of light across the sky, and surf at the foot of the rock."""
    h, w = p.lum.shape
    py, px = np.mgrid[0:h, 0:w] / w
    k = VIEW.lens / LAMP[2]
    dx, dy = px - 0.5 - LAMP[0] * k, VIEW.horizon * h / w - (LAMP[1] - VIEW.eye[1]) * k - py
    for a in (np.pi - 0.13, 0.16):
        along, off = dx * np.cos(a) + dy * np.sin(a), -dx * np.sin(a) + dy * np.cos(a)
        width = 0.008 + 0.075 * along
        light = np.clip((width - np.abs(off)) / 0.004, 0, 1) * (along > 0.02) * np.exp(-np.clip(along, 0, 2) * 0.75)
        p.lum[p.sky] = (p.lum + light * (1.0 - p.lum) * 0.95)[p.sky]
    foot = (~p.sky) & (p.region > 0) & (p.depth > 40) & (p.depth < 90)
    line = (VIEW.horizon * h - (np.mgrid[0:h, 0:w][0] + 0.5)) * p.depth / (VIEW.lens * w) + VIEW.eye[1]
    foam = np.clip((1.5 + 2.4 * (fbm(px * 60, py * 60, 3, 4) - 0.5) - line) * 1.6, 0, 1) * foot
    p.lum[:] = p.lum * (1 - foam) + 1.05 * foam


def scene() -> Scene:
    """Seen from a boat to landward."""
    m = Mesh()
    tower(m)
    m.terrain(
        rock, np.linspace(-28, 34, 170), np.linspace(44, 84, 110), Mat(0.5, rough=0.5, grain=1.6, along=(0.2, 1, 0.1))
    )
    for k in range(9):
        m.box(-6.5 + 0.9 * k, 1.0 + 0.55 * k, 50.5 + 0.9 * k, 2.2, 0.5, 1.4, Mat(0.85))
    for x, y, z, span, tilt in ((-9.5, 12.5, 26, 1.7, 0.14), (-6.4, 10.6, 29, 1.6, -0.1), (12.6, 9.5, 30, 1.6, 0.08)):
        gull(m, x, y, z, span, 0.32, Mat(0.9, glow=0.3), tilt)
    m.terrain(
        lambda x, z: 40 * fbm(x / 200 + 7, z / 200, 2, 4) * np.clip((-x - 120) / 300, 0, 1) - 2,
        np.linspace(-700, -100, 90), np.linspace(520, 800, 14), Mat(0.3),
    )  # fmt: skip
    press = Press(tint="blue", tint_at=0.78, tint_soft=0.3, seed=24, period=6.2)
    return Scene(m, VIEW, lambda u, v: clouds(u, v, 0.82, 0.5, 91, 1.6, 0.75), press, beam)
