"""Morning at the school: a brick gable with a bell turret, and children at the gate."""
# ruff: noqa: RUF005 - points are arrays: + adds a step to them

from __future__ import annotations

import numpy as np
from engrave import Press
from figures import figure
from mesh import Mat, Mesh
from props import DARK, PALE, clock, disc
from render import View

from scenes.base import Scene, clouds

BRICK = Mat(0.6, rough=0.14, grain=0.5)
SLATE = Mat(0.4, along=(1, 0, 0))


def tall_window(m: Mesh, x: float, y: float, z: float, w: float, h: float) -> None:
    """Many small panes in a pale stone frame."""
    m.box(x, y - 0.3, z - 0.1, w + 0.9, 0.35, 0.5, PALE)
    m.box(x, y, z, w + 0.5, h + 0.35, 0.14, PALE)
    m.quad(
        (x - w / 2, y, z - 0.1), (x + w / 2, y, z - 0.1), (x + w / 2, y + h, z - 0.1), (x - w / 2, y + h, z - 0.1), DARK
    )
    for k in np.linspace(-w / 2, w / 2, 4)[1:-1]:
        m.box(x + k, y, z - 0.14, 0.1, h, 0.06, PALE)
    for k in np.linspace(0, h, 5)[1:-1]:
        m.box(x, y + k, z - 0.14, w, 0.09, 0.06, PALE)


def building(m: Mesh) -> None:
    """A hall with two gabled wings, a bell turret and chimneys."""
    z = 30.0
    m.box(0, 0, z + 6, 40, 7.5, 11, BRICK)
    m.extrude([(-0.6, 0), (11.6, 0), (5.5, 5.4)], (-20.3, 7.4, z + 0.5), (0, 0, 1), (0, 1, 0), (40.6, 0, 0), SLATE)
    for gx in (-14.0, 14.0):
        m.extrude(
            [(-4.6, 0), (4.6, 0), (4.6, 8), (0, 13.4), (-4.6, 8)],
            (gx, 0, z - 3),
            (1, 0, 0),
            (0, 1, 0),
            (0, 0, 9),
            BRICK,
        )
        for e in (-1, 1):
            m.extrude(
                [(0, 0), (0, 0.55), (e * 5.3, -5.7), (e * 5.3, -6.2)],
                (gx, 13.5, z - 3.3),
                (1, 0, 0),
                (0, 1, 0),
                (0, 0, 9.5),
                PALE,
            )
        for k in (-2.1, 2.1):
            tall_window(m, gx + k, 2.0, z - 3.2, 2.2, 5.2)
        disc(m, (gx, 10.2, z - 3.05), 1.05, PALE)
        disc(m, (gx, 10.2, z - 3.1), 0.8, DARK)
    for x in (-7.6, -4.2, 4.2, 7.6):
        tall_window(m, x, 1.8, z + 0.4, 2.2, 4.6)
    m.extrude(
        [(-2.6, 0), (2.6, 0), (2.6, 4.6), (0, 7.4), (-2.6, 4.6)],
        (0, 0, z - 1.6),
        (1, 0, 0),
        (0, 1, 0),
        (0, 0, 3),
        BRICK,
    )
    for e in (-1, 1):
        m.extrude(
            [(0, 0), (0, 0.5), (e * 3.1, -3.1), (e * 3.1, -3.6)],
            (0, 7.5, z - 1.9),
            (1, 0, 0),
            (0, 1, 0),
            (0, 0, 3.4),
            PALE,
        )
    m.extrude(
        [(-1.3, 0), (1.3, 0), (1.3, 3), (0, 4.2), (-1.3, 3)],
        (0, 0, z - 1.75),
        (1, 0, 0),
        (0, 1, 0),
        (0, 0, 0.1),
        Mat(0.45, accent=0.95),
    )
    m.box(0, 12, z + 6, 2.8, 3.0, 2.8, BRICK)
    clock(m, (0, 13.7, z + 4.5), 0.95)
    for a in (-1.15, 1.15):
        for b in (-1.15, 1.15):
            m.box(a, 15, z + 6 + b, 0.34, 2.7, 0.34, PALE)
    m.lathe([(0, 1.5), (0.25, 1.45), (0.4, 0.6), (0.68, 0.05), (0.0, 0.0)], (0, 15.6, z + 6), DARK, 18)
    m.lathe([(2.5, 0), (0.25, 4.2), (0.0, 5.6)], (0, 17.6, z + 6), SLATE, 4, yaw=np.pi / 4)
    for x in (-18.5, -9.2, 9.2, 18.5):
        m.box(x, 10, z + 6, 1.8, 5.0, 1.2, BRICK)
        for k in (-0.5, 0.5):
            m.lathe([(0.26, 0), (0.2, 0.8), (0.26, 0.85)], (x + k, 15, z + 6), Mat(0.5), 9)


def railings(m: Mesh, x0: float, x1: float, z: float) -> None:
    """Iron railings on a low wall."""
    m.box((x0 + x1) / 2, 0, z, abs(x1 - x0), 0.55, 0.4, BRICK)
    m.box((x0 + x1) / 2, 0.55, z, abs(x1 - x0), 0.12, 0.55, PALE)
    for x in np.arange(x0, x1, 0.28):
        m.tube((x, 0.6, z), (x, 1.85, z), 0.026, DARK, n=5)
        m.tube((x, 1.85, z), (x, 2.02, z), 0.05, DARK, 0.0, 5)
    for y in (0.85, 1.7):
        m.tube((x0, y, z), (x1, y, z), 0.03, DARK, n=5)


def scene() -> Scene:
    """From the pavement, through the open gate."""
    m, rng = Mesh(), np.random.default_rng(61)
    building(m)
    m.quad(
        (-60, 0, -4),
        (60, 0, -4),
        (60, 0, 90),
        (-60, 0, 90),
        Mat(0.86, rough=0.2, grain=1.2, along=(1, 0, 0), cross=False),
    )
    railings(m, -22, -2.4, 11)
    railings(m, 2.4, 22, 11)
    for s in (-1, 1):
        m.box(s * 2.4, 0, 11, 0.9, 2.7, 0.9, BRICK)
        m.box(s * 2.4, 2.7, 11, 1.15, 0.2, 1.15, PALE)
        m.ball((s * 2.4, 3.2, 11), 0.36, PALE)
        for k in range(8):
            p = np.array([s * (1.95 - 0.05 * k), 0, 11.2 + 0.25 * k])
            m.tube(p + (0, 0.15, 0), p + (0, 1.9, 0), 0.028, DARK, n=5)
        for y in (0.3, 1.6):
            m.tube((s * 1.95, y, 11.2), (s * 1.6, y, 12.95), 0.03, DARK, n=5)
    kids = (
        (-0.75, 8.6, 1.25, 0.1, "cap", 0.5), (0.1, 9.0, 1.12, -0.1, "", 0.0), (1.05, 10.4, 1.3, 0.3, "", 0.5),
        (-3.4, 9.6, 1.2, 1.2, "wool", 0.5),
        (-0.6, 15, 1.25, 0.2, "", 0.5), (0.8, 17, 1.2, -0.3, "cap", 0.4), (-3.2, 18, 1.3, 2.0, "", 0.6), (4.4, 17,
        1.2, -1.4, "", 0.6),
        (5.2, 19, 1.3, 1.7, "", 0.5), (-6.0, 21, 1.2, 0.6, "cap", 0.4), (7.6, 22, 1.25, 3, "", 0.6), (-8.2, 17,
        1.25, 2.4, "", 0.5),
    )  # fmt: skip
    for i, (x, z, h, yaw, hat, stride) in enumerate(kids):
        coat = Mat(0.45, accent=0.95) if i % 3 == 0 else Mat((0.2, 0.45)[i % 2])
        girl = i % 2 == 1
        figure(
            m,
            x,
            0,
            z,
            coat,
            h,
            1.0,
            yaw,
            hat=hat,
            stride=stride,
            legs=Mat(0.6 if girl else 0.12),
            skirt=0.5 if girl else 0,
            long_hair=girl,
        )
        if i in (0, 1, 2):
            m.box(x - 0.16 * np.sin(yaw), h * 0.55, z - 0.2 * np.cos(yaw), 0.26, 0.34, 0.16, Mat(0.3), yaw)
    figure(m, 2.9, 0, 9.2, Mat(0.16), 1.68, 1.25, -1.2, skirt=0.4, legs=Mat(0.4), long_hair=True)
    leaf = Mat(0.46, rough=0.5, grain=0.8, along=(0.7, 0.6, 0.2))
    for x, z, h in ((-24, 26, 12), (25, 30, 14), (-33, 40, 15), (34, 42, 15)):
        m.tree(x, 0, z, h, leaf, DARK, rng)
    view = View(
        eye=(-1.6, 1.9, 0.4), lens=0.72, horizon=0.72, sun=(-0.68, 0.6, -0.46), sun_power=0.82, ambient=0.38, haze=260,
        haze_tone=0.95, shadow_size=76, shadow_at=(0, 5, 22),
    )  # fmt: skip
    return Scene(
        m,
        view,
        lambda u, v: clouds(u, v, 1.02, 0.85, 71, 1.5, 0.42),
        Press(tint="rose", tint_at=0.66, tint_soft=0.3, seed=28),
    )
