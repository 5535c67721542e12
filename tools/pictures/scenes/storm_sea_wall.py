"""A storm: a wave breaks over the sea wall while two people hurry by."""

from __future__ import annotations

import numpy as np
from engrave import Press
from figures import figure
from mesh import Mat, Mesh
from noise import fbm
from props import DARK, gull, lamp_post
from render import Plate, View

from scenes.base import Scene, clouds, places

VIEW = View(
    eye=(8.6, 8.4, 0),
    lens=0.8,
    horizon=0.43,
    sun=(-0.75, 0.5, -0.42),
    sun_power=0.75,
    ambient=0.32,
    haze=260,
    haze_tone=0.55,
    shadow_size=130,
    shadow_at=(0, 2, 45),
)


def sea(x: np.ndarray, z: np.ndarray) -> np.ndarray:
    """Steep swell running in on the wall."""
    drift = 9 * (fbm(x / 40, z / 40, 3, 2) - 0.5)
    a = 1 - np.abs(np.sin(x * 0.16 + z * 0.075 + drift * 0.22))
    b = 1 - np.abs(np.sin(x * 0.11 - z * 0.21 + drift * 0.3))
    rough = fbm(x / 3.2, z / 3.2, 9, 4) - 0.5
    return 3.6 * a**1.6 + 1.3 * b**1.5 + 1.3 * rough - 1.6


def weather(p: Plate) -> None:
    """Foam on the crests, the bursting wave and the rain."""
    x, y, z = places(p, VIEW)
    wet = (x < 0.1) & ~p.sky & (z < 420) & (y < 5.5)
    streak = fbm(x / 2.4 + y * 0.8, z / 3.0, 14, 4)
    foam = np.clip((y - 0.5) * 0.4 + (streak - 0.44) * 3.4, 0, 1) * np.exp(-z / 220)
    p.lum[wet] = (p.lum * (1 - foam) + 0.98 * foam)[wet]
    for z0, reach, seed in ((95.0, 7.5, 11), (31.0, 12.0, 5)):
        burst(p, z0, reach, seed)


def burst(p: Plate, z0: float, reach: float, seed: int) -> None:
    """A sheet of spray thrown up where a wave meets the wall z0 metres away."""
    h, w = p.lum.shape
    k = VIEW.lens / z0
    bx, by = 0.5 + (0.6 - VIEW.eye[0]) * k, VIEW.horizon * h / w + (VIEW.eye[1] - 3.6) * k
    py, px = np.mgrid[0:h, 0:w] / w
    dx, dy = (px - bx) / (reach * k), (by - py) / (reach * k)
    root = 0.55
    r, a = (
        np.hypot(dx - 0.2 * np.clip(dy, 0, 2) ** 2, dy + root),
        np.arctan2(dx - 0.2 * np.clip(dy, 0, 2) ** 2, dy + root),
    )
    fan = np.exp(-((np.abs(a + 0.03) / 0.72) ** 3))
    top = root + (0.95 * fan) * (0.45 + 1.0 * fbm(a * 5.5, a * 0 + 2, seed, 5))
    ragged = (fbm(dx * 7, dy * 7, seed + 1, 5) - 0.5) * 0.55
    floor = np.where(dx > 0.1, (dx - 0.1) * 1.5, -dx * 0.22) - 0.03 + ragged * np.where(dx > 0.1, 0.5, 0.25)
    body = np.clip((top - r + ragged * np.clip(dy * 2.2, 0, 1)) / 0.04, 0, 1) * np.clip((dy - floor) / 0.03, 0, 1)
    body = body * (np.abs(a) < 1.0) * (p.depth > z0 - 1)
    flecks = (fbm(dx * 30, dy * 30, seed + 2, 2) > 0.7) & (r < top + 0.22) & (dy > floor - 0.1) & (np.abs(a) < 0.9)
    rib = fbm(a * 15 + 0.5 * dy, r * 1.6, seed + 3, 4)
    billow = fbm(dx * 4.5, dy * 4.5, seed + 4, 3)
    shade = 0.82 - 0.34 * a + (rib - 0.5) * 0.9 * np.clip(1.2 - dy, 0.2, 1) + (billow - 0.5) * 1.5 + 0.25 * (r - top)
    p.lum[:] = p.lum * (1 - body) + np.clip(shade, 0.3, 1.2) * body
    solid = body > 0.5
    p.angle[solid] = (a - np.pi / 2 + 0.9 * (billow - 0.5))[solid]
    p.region[solid] = 9000 + seed
    p.depth[solid] = z0
    p.sky[solid] = False
    p.accent[solid] = 0
    p.normal[solid] = (0, 0, -1)
    p.lum[flecks & (p.depth > z0 - 1)] = 1.1


def scene() -> Scene:
    """The wall runs from the lower middle into the distance; the sea is on its left."""
    m = Mesh()
    wall = Mat(0.62, rough=0.25, grain=0.9, along=(0, 0, 1), cross=False)
    for z0, z1 in zip(np.arange(1.5, 160, 4.0), np.arange(5.4, 164, 4.0), strict=False):
        m.extrude(
            [(0.2, -3), (2.2, -3), (2.2, 4.2), (0.9, 4.2)], (0, 0, z0), (1, 0, 0), (0, 1, 0), (0, 0, z1 - z0), wall
        )
        m.box(1.5, 4.2, (z0 + z1) / 2, 1.9, 0.32, z1 - z0 + 0.02, Mat(0.8))
    pave = Mat(0.95, rough=0.4, grain=1.6, along=(1, 0, 0), cross=False)
    m.quad((2.2, 2.9, 0.5), (13, 2.9, 0.5), (13, 2.9, 170), (2.2, 2.9, 170), pave)
    m.quad(
        (13, 2.75, 0.5),
        (40, 2.75, 0.5),
        (40, 2.75, 170),
        (13, 2.75, 170),
        Mat(0.75, rough=0.4, grain=2.0, along=(0, 0, 1), cross=False),
    )
    m.box(13, 2.6, 85, 0.3, 0.32, 170, Mat(0.85))
    for z in (13, 30, 47, 64, 81, 98):
        lamp_post(m, 11.6, 2.9, z, 6.2, DARK, Mat(1.0, glow=0.7))
    m.terrain(sea, np.linspace(-260, 0.9, 330), np.geomspace(4, 420, 300), Mat(0.36, along=(0.5, 0, 1), cross=False))
    for i in range(9):
        z, hh = 26 + i * 11.5, (8.5, 10, 9.2)[i % 3]
        front = Mat((0.5, 0.72, 0.6)[i % 3], rough=0.12)
        m.extrude(
            [(0, 0), (11, 0), (11, hh), (5.5, hh + 3.4), (0, hh)], (25, 2.8, z), (0, 0, 1), (0, 1, 0), (9, 0, 0), front
        )
        for a in (1.4, 4.7, 8.0):
            for b in (1.0, 4.4):
                m.box(24.95, 3.2 + b, z + a + 0.8, 0.12, 2.0, 1.5, Mat(0.9, glow=0.35) if (i + a + b) % 5 < 1 else DARK)
        m.box(29, 2.8 + hh + 1.6, z, 2.2, 3.4, 1.2, front)
    m.lathe(
        [(2.6, 0), (1.8, 13), (2.5, 13.2), (2.5, 13.8), (1.4, 13.8), (1.4, 16), (1.8, 16.1), (0, 18)],
        (1.5, 4, 172),
        Mat(0.75),
    )
    figure(
        m, 8.1, 2.9, 15.2, Mat(0.5, accent=0.95), 1.78, 1.25, 0.35, hat="brim", hat_mat=Mat(0.5, accent=0.95),
        legs=Mat(0.08), stride=0.75, hands=((-0.24, 0.95, 0.3), (0.18, 1.7, 0.16)),
    )  # fmt: skip
    figure(
        m, 9.3, 2.9, 15.9, Mat(0.12), 1.66, 1.25, 0.25, hat="wool", hat_mat=Mat(0.5), legs=Mat(0.08), stride=0.6,
        hands=((-0.16, 1.25, 0.25), (0.16, 1.3, 0.24)),
    )  # fmt: skip
    for x, y, z, span in ((-13.5, 15.5, 34, 2.8), (-19, 13.2, 40, 2.6)):
        gull(m, x, y, z, span, 0.3, Mat(0.9, glow=0.25), 0.12)
    return Scene(
        m,
        VIEW,
        lambda u, v: clouds(u, v, 0.66, 0.95, 73, 1.3, 0.55) - 0.06,
        Press(tint="slate", tint_at=0.74, tint_soft=0.3, seed=12, period=6.4),
        weather,
    )
