"""The car ferry leaving the slip, with her bow wave and gulls."""
# ruff: noqa: RUF005 - points are arrays: + adds a step to them

from __future__ import annotations

import numpy as np
from engrave import Press
from figures import figure
from mesh import Mat, Mesh
from noise import fbm
from props import DARK, PALE, ROPE, STEEL, gull
from render import Plate, View

from scenes.base import Scene, clouds, places

VIEW = View(
    eye=(0, 5.2, 0),
    lens=0.9,
    horizon=0.6,
    sun=(0.5, 0.5, -0.72),
    sun_power=0.8,
    ambient=0.34,
    haze=520,
    haze_tone=0.88,
    shadow_size=170,
    shadow_at=(0, 4, 62),
    water=True,
    wave=0.03,
    wave_size=1.3,
    deep=0.2,
)
AT, YAW, LONG = np.array([1.5, 0, 66.0]), 0.62, 52.0
C, S = np.cos(YAW), np.sin(YAW)


def hull_point(along: np.ndarray | float, up: np.ndarray | float, out: np.ndarray | float) -> np.ndarray:
    """A place on the ship: metres forward of midships, above the water, to starboard."""
    a, u, o = np.broadcast_arrays(np.asarray(along, float), np.asarray(up, float), np.asarray(out, float))
    return np.stack([AT[0] - a * C + o * S, u, AT[2] - a * S - o * C], -1)


def deck(m: Mesh, a0: float, a1: float, y: float, h: float, half: float, mat: Mat) -> None:
    """One storey of the superstructure with rounded ends."""
    t = np.linspace(0, 2 * np.pi, 41)
    e = np.sign(np.cos(t)) * np.abs(np.cos(t)) ** 0.35
    f = np.sign(np.sin(t)) * np.abs(np.sin(t)) ** 0.35
    along, out = (a0 + a1) / 2 + e * (a1 - a0) / 2, f * half
    m.grid(np.stack([hull_point(along, y + k, out) for k in (0.0, h)]), mat)
    top = hull_point(along, y + h, out)
    mid = hull_point((a0 + a1) / 2, y + h, 0.0)
    m.add(np.stack([np.repeat(mid[None], 40, 0), top[:-1], top[1:]], 1), Mat(0.7))


def windows(m: Mesh, a0: float, a1: float, y: float, h: float, wide: float, half: float) -> None:
    """A row of dark panes on the side that faces us."""
    for a in np.arange(a0, a1, wide * 1.6):
        m.add(_pane(a, wide, y, h, half + 0.06), DARK)


def _pane(a: float, wide: float, y: float, h: float, out: float) -> np.ndarray:
    p, q, r, s = (hull_point(x, z, out) for x, z in ((a, y), (a + wide, y), (a + wide, y + h), (a, y + h)))
    return np.array([[p, q, r], [p, r, s]])


def ship(m: Mesh) -> None:
    """Hull with a red boot line, three storeys, bridge, funnel, boats and mast."""
    t = np.linspace(-1, 1, 61)
    half = (
        6.2
        * np.clip(1 - np.clip((t - 0.35) / 0.65, 0, 1) ** 2.0, 0.02, 1)
        * np.clip(1 - np.clip((-t - 0.7) / 0.3, 0, 1) ** 2.4 * 0.45, 0, 1)
    )
    sheer = 5.2 + 1.6 * np.clip((t - 0.3) / 0.7, 0, 1) ** 2
    for side in (-1, 1):
        rows = []
        for u, tuck in ((-0.02, 0.86), (0.14, 0.9), (0.16, 0.905), (0.62, 0.97), (1.0, 1.0)):
            flare = tuck + (1 - tuck) * (t < 0.3)
            rows.append(
                hull_point(
                    t * LONG / 2 * (0.97 + 0.03 * u) + np.where(t > 0.8, 1.2 * u, 0), sheer * u, side * half * flare
                )
            )
        g = np.stack(rows)
        m.grid(g[:2], Mat(0.4, accent=0.95))
        m.grid(g[2:4], Mat(0.2))
        m.grid(g[3:], Mat(0.92))
    m.grid(
        np.stack([hull_point(t * LONG / 2, sheer * 0.97, -half), hull_point(t * LONG / 2, sheer * 0.97, half)]),
        Mat(0.6),
    )
    deck(m, -23, 12.5, 5.0, 2.7, 5.9, Mat(0.94))
    windows(m, -21, 10, 5.9, 1.1, 1.3, 5.9)
    deck(m, -18, 10.5, 7.7, 2.5, 5.3, Mat(0.94))
    windows(m, -16, 8, 8.4, 1.1, 1.0, 5.3)
    deck(m, 1.5, 9.6, 10.2, 2.6, 5.0, Mat(0.96))
    windows(m, 2.4, 8.4, 11.2, 1.0, 0.95, 5.0)
    front = [hull_point(9.75, 11.2, o) for o in (-3.8, 3.8)]
    m.quad(front[0], front[1], front[1] + (0, 1, 0), front[0] + (0, 1, 0), DARK)
    deck(m, 1.0, 10.2, 12.8, 0.25, 5.4, PALE)
    for k, (y, mat) in enumerate(
        ((10.2, Mat(0.4, accent=0.95)), (13.2, Mat(0.95)), (14.6, Mat(0.4, accent=0.95)), (15.9, DARK))
    ):
        m.lathe(
            [(1.75 - 0.08 * k, 0), (1.7 - 0.08 * k, 1.5 if k < 3 else 0.8)] if k else [(1.8, 0), (1.7, 3)],
            tuple(hull_point(-8.5 - 0.2 * k, y, 0)),
            mat,
            22,
            1.5,
            1.0,
            YAW,
        )
    for a in (-15.0, -5.0, 0.0)[:2]:
        b = hull_point(a, 9.6, 5.9)
        ends = hull_point(a - 2.6, 9.7, 5.9), hull_point(a + 2.6, 9.7, 5.9)
        m.tube(ends[0], b, 0.25, Mat(0.45, accent=0.95), 0.8, 10)
        m.tube(b, ends[1], 0.8, Mat(0.45, accent=0.95), 0.25, 10)
        for e in ends:
            m.tube(e + (0, 0, 0), e + (0, 1.9, 0), 0.09, DARK, n=5)
    foot = hull_point(3.5, 13, 0)
    m.tube(foot, foot + (0, 7.5, 0), 0.2, STEEL, 0.08)
    m.tube(foot + (-1.6, 4.5, 1.0), foot + (1.6, 4.5, -1.0), 0.08, STEEL)
    m.box(foot[0], 17.0, foot[2], 2.2, 0.25, 0.3, PALE, -YAW)
    m.tube(foot + (0, 7.3, 0), hull_point(24.5, 7.4, 0), 0.04, ROPE, n=4)
    m.tube(foot + (0, 7.3, 0), hull_point(-22, 8.2, 0), 0.04, ROPE, n=4)
    for a0, a1, y in ((-22.5, 12, 7.7), (-17.5, 1.0, 10.2)):
        for a in np.arange(a0, a1, 1.2):
            p = hull_point(a, y, 5.6 if y < 9 else 5.1)
            m.tube(p, p + (0, 1.05, 0), 0.045, DARK, n=4)
        for k in (0.55, 1.05):
            m.tube(
                hull_point(a0, y + k, 5.6 if y < 9 else 5.1),
                hull_point(a1, y + k, 5.6 if y < 9 else 5.1),
                0.045,
                DARK,
                n=4,
            )
    for k, a in enumerate(np.arange(-13.5, 1, 1.7)):
        p = hull_point(a + 0.3 * (k % 3), 10.2, 4.5)
        figure(m, p[0], p[1], p[2], Mat((0.15, 0.4, 0.7)[k % 3], accent=0.9 * (k == 4)), 1.75, 1.1, np.pi - YAW)


def wash(p: Plate) -> None:
    """White water at the stem, along the side and astern."""
    x, _, z = places(p, VIEW)
    dx, dz = x - AT[0], z - AT[2]
    a, o = -(dx * C + dz * S), dx * S - dz * C
    wet = p.region == -1
    back = LONG / 2 - a
    rag = fbm(a / 1.3, o / 0.7, 4, 4) - 0.5
    vee = np.exp(-(((o - 2.2 - 0.46 * back) / (1.0 + 0.07 * back)) ** 2)) * np.exp(-back / 42) * (back > -1)
    skirt = np.exp(-(((o - 5.9) / 0.8) ** 2)) * (back > 8) * (back < 55) * 0.8
    churn = (
        np.exp(-((o / (5 + 0.05 * np.clip(back - 50, 0, 99))) ** 4)) * (back > LONG - 1) * np.exp(-(back - LONG) / 70)
    )
    foam = np.clip((np.maximum(np.maximum(vee, skirt), churn) * 1.5 + rag * 1.5 - 0.35) * 2.2, 0, 1) * wet
    p.lum[:] = p.lum * (1 - foam) + 1.05 * foam


def scene() -> Scene:
    """The ferry crosses from left to right-centre towards us; the town's hills behind."""
    m = Mesh()
    ship(m)
    m.terrain(
        lambda x, z: 74 * fbm(x / 260 + 2, z / 300, 5, 5) * np.clip((z - 560) / 260, 0,
        1) * (0.6 + 0.5 * np.clip((x + 300) / 700, 0, 1)) - 2,
        np.linspace(-800, 800, 170), np.linspace(560, 1100, 28), Mat(0.42),
    )  # fmt: skip
    rng = np.random.default_rng(6)
    for k in range(26):
        x, hh = 60 + k * 7.5 + rng.uniform(-2, 2), rng.uniform(7, 12)
        m.extrude(
            [(-3.4, 0), (3.4, 0), (3.4, hh), (0, hh + 3.6), (-3.4, hh)],
            (x, 2 + 3 * (k % 3), 470 + 22 * (k % 3)),
            (1, 0, 0),
            (0, 1, 0),
            (0, 0, 9),
            Mat(float(rng.uniform(0.4, 0.85))),
        )
    m.box(160, 0, 465, 230, 3, 20, Mat(0.5))
    for x, y, z, span, tilt in (
        (-7.5, 9.3, 21, 1.7, 0.15),
        (-4.6, 11.0, 26, 1.6, -0.1),
        (8.4, 12.2, 27, 1.6, 0.12),
        (5.8, 13.6, 33, 1.6, 0.05),
        (-10.4, 12.6, 30, 1.6, -0.05),
    ):
        gull(m, x, y, z, span, 0.32, Mat(0.3), tilt)
    m.lathe(
        [(1.1, -1), (1.15, 0.3), (0.5, 0.9), (0.18, 2.6), (0.3, 2.8), (0, 3.1)], (9.0, 0, 24), Mat(0.4, accent=0.95), 18
    )
    return Scene(
        m,
        VIEW,
        lambda u, v: clouds(u, v, 1.04, 0.9, 44, 1.5, 0.62),
        Press(tint="blue", tint_at=0.7, tint_soft=0.3, seed=16, period=6.2),
        wash,
    )
