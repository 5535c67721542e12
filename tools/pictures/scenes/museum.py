"""The museum's great hall: a whale's skeleton hung over the visitors."""
# ruff: noqa: RUF005 - points are arrays: + adds a step to them

from __future__ import annotations

from itertools import pairwise

import numpy as np
from engrave import Press
from figures import figure
from mesh import Mat, Mesh
from props import DARK, PALE, ROPE
from render import View

from scenes.base import Scene

BONE = Mat(1.0, glow=0.4)
WALL = Mat(0.72, rough=0.1, grain=1.5)


def arch(m: Mesh, x: float, z: float, half: float, foot: float, rise: float, deep: float) -> None:
    """A round-headed arch in a side wall (at x, along z), as a dark opening with a pale moulding."""
    t = np.linspace(0, np.pi, 17)
    e = -np.sign(x) * 0.06
    rim = np.stack([np.full(17, x + e), foot + rise + half * np.sin(t), z - half * np.cos(t)], 1)
    m.quad(
        (x + e, foot, z - half),
        (x + e, foot, z + half),
        (x + e, foot + rise, z + half),
        (x + e, foot + rise, z - half),
        Mat(deep),
    )
    mid = np.array([x + e, foot + rise, z])
    m.add(np.stack([np.repeat(mid[None], 16, 0), rim[:-1], rim[1:]], 1), Mat(deep))
    for p, q in pairwise(rim):
        m.tube(p, q, 0.2, PALE, n=6, region=False)
    for k in (-half, half):
        m.tube((x + e, foot, z + k), (x + e, foot + rise, z + k), 0.2, PALE, n=8)


def hall(m: Mesh) -> None:
    """Two storeys of arches, a gallery, ribs and a glazed ridge; a great window at the far end."""
    m.quad((-9, 0, -6), (9, 0, -6), (9, 0, 52), (-9, 0, 52), Mat(0.8))
    for i in range(-4, 5):
        for k in range(27):
            if (i + k) % 2:
                x, z = i * 2 - 1, -4 + k * 2
                m.quad(
                    (x, 0.01, z),
                    (x + 2, 0.01, z),
                    (x + 2, 0.01, z + 2),
                    (x, 0.01, z + 2),
                    Mat(0.45, along=(0, 0, 1), cross=False),
                    region=k == 0,
                )
    for s in (-1, 1):
        m.quad((s * 9, 0, -6), (s * 9, 0, 52), (s * 9, 13, 52), (s * 9, 13, -6), WALL)
        for z in np.arange(1.5, 50, 6.0):
            arch(m, s * 9, z, 2.1, 0.0, 3.2, 0.14)
            arch(m, s * 9, z, 1.7, 7.2, 2.8, 0.95 if s < 0 else 0.3)
            m.box(s * 8.75, 0, z + 3, 0.6, 13, 0.8, Mat(0.8))
            m.box(s * 8.7, 5.9, z + 3, 0.9, 0.4, 1.1, PALE)
        m.box(s * 8.4, 6.3, 23, 1.6, 0.35, 58, PALE)
        m.tube((s * 7.7, 7.6, -6), (s * 7.7, 7.6, 52), 0.07, DARK)
        for z in np.arange(-2, 52, 0.75):
            m.tube((s * 7.7, 6.6, z), (s * 7.7, 7.6, z), 0.035, DARK, n=4)
        m.box(s * 8.8, 12.6, 23, 0.9, 0.5, 58, PALE)
    for s in (-1, 1):
        m.quad(
            (s * 9, 13, -6),
            (s * 9, 13, 52),
            (s * 2.2, 18.4, 52),
            (s * 2.2, 18.4, -6),
            Mat(0.5, cross=False, along=(0, 0, 1)),
        )
    m.quad((-2.2, 18.4, -6), (2.2, 18.4, -6), (2.2, 18.4, 52), (-2.2, 18.4, 52), Mat(0.9, glow=0.6))
    for z in np.arange(-1.5, 52, 6.0):
        for s in (-1, 1):
            m.tube((s * 8.6, 12.6, z), (s * 2.2, 18.2, z), 0.22, DARK, n=6)
        m.tube((-5.6, 15.2, z), (5.6, 15.2, z), 0.09, DARK, n=6)
        m.tube((0, 15.2, z), (0, 18.3, z), 0.07, DARK, n=6)
    m.quad((-9, 0, 52), (9, 0, 52), (9, 19, 52), (-9, 19, 52), Mat(0.74, rough=0.1))
    t = np.linspace(0, np.pi, 25)
    rim = np.stack([-5 * np.cos(t), 9 + 5 * np.sin(t), np.full(25, 51.8)], 1)
    m.add(np.stack([np.repeat(np.array([[0, 9, 51.8]]), 24, 0), rim[:-1], rim[1:]], 1), Mat(0.9, glow=0.6))
    m.quad((-5, 5, 51.8), (5, 5, 51.8), (5, 9, 51.8), (-5, 9, 51.8), Mat(0.9, glow=0.6))
    for x in (-5, -3, -1, 1, 3, 5):
        m.tube((x, 5, 51.6), (x, 9 + np.sqrt(25 - x * x), 51.6), 0.12, DARK, n=6)
    for y in (5, 7, 9):
        m.tube((-5, y, 51.6), (5, y, 51.6), 0.12, DARK, n=6)
    for k in range(9):
        m.box(0, 0, 49 - k * 0.5, 9 - 0.2 * k, 2.2 - k * 0.24, 0.6, PALE)


def whale(m: Mesh) -> None:
    """Skull, backbone, ribs and flippers of a whale, its head towards us."""
    t = np.linspace(0, 1, 44)
    spine = np.stack([1.4 - 3.6 * t**1.3, 7.9 + 1.5 * np.sin(t * 2.6) - 0.6 * t, 9.5 + 27 * t], 1)
    for i, (p, q) in enumerate(pairwise(spine)):
        r = 0.33 * (1 - 0.75 * t[i])
        m.tube(p, p + (q - p) * 0.78, r, BONE, r * 0.92, 10)
        h = 1.05 * (1 - 0.7 * t[i]) * min(1.0, 0.3 + t[i] * 6)
        m.tube(p, p + (0.05, h, 0.25), 0.11 * (1 - 0.5 * t[i]), BONE, 0.05, 6)
        for s in (-1, 1):
            m.tube(p, p + (s * h * 0.85, 0.02, 0.1), 0.09, BONE, 0.04, 6)
    for i in range(3, 20):
        p, size = spine[i], float(np.sin(np.pi * (0.22 + 0.72 * (i - 3) / 17)))
        a = np.linspace(0, 1, 11)
        for s in (-1, 1):
            x = p[0] + s * 2.15 * size * np.sin(a * 2.5) ** 0.8
            y = p[1] - 3.3 * size * a**1.1
            z = p[2] + 0.9 * a
            for k in range(10):
                m.tube(
                    (x[k], y[k], z[k]), (x[k + 1], y[k + 1], z[k + 1]), 0.105, BONE, 0.1 if k < 8 else 0.06, 7, k == 0
                )
    head = spine[0]
    b = np.linspace(0, 1, 15)
    wide = 1.25 * np.sin(np.pi * (0.5 - 0.46 * b)) ** 0.8
    top = head[1] + 0.55 - 0.15 * b - 0.9 * b**2
    for lift, under in ((0.0, False), (-0.35, True)):
        rows = [
            np.stack([head[0] + 0.1 * b + u * wide, top + lift - (0.35 * abs(u) ** 1.5), head[2] - 5.2 * b + 0.5], 1)
            for u in (-1, -0.6, -0.2, 0.2, 0.6, 1)
        ]
        m.grid(np.stack(rows), Mat(0.4) if under else BONE)
    m.ball((head[0], head[1] + 0.15, head[2] + 0.3), 1.15, BONE, 0.8)
    for s in (-1, 1):
        m.ball((head[0] + s * 0.95, head[1] + 0.05, head[2] - 0.75), 0.34, Mat(0.05))
        jaw = np.stack(
            [
                head[0] + s * (0.35 + 1.45 * np.sin(np.pi * (0.12 + 0.75 * b))),
                head[1] - 0.55 - 1.35 * b + 0.35 * b**2,
                head[2] + 0.5 - 5.6 * b,
            ],
            1,
        )
        for k in range(14):
            m.tube(jaw[k], jaw[k + 1], 0.19, BONE, 0.17, 8, k == 0)
        shoulder = spine[4] + np.array([s * 1.5, -1.5, 0])
        elbow = shoulder + np.array([s * 1.2, -1.0, 0.8])
        m.tube(shoulder, elbow, 0.2, BONE, 0.16)
        for f in (-0.5, -0.15, 0.2, 0.55):
            mid = elbow + np.array([s * 0.9, -0.7 + 0.3 * f, 0.9 + f])
            m.tube(elbow, mid, 0.1, BONE, 0.08, 6)
            m.tube(mid, mid + np.array([s * 0.55, -0.6, 0.7 + 0.6 * f]), 0.08, BONE, 0.03, 6)
    for i in (1, 9, 18, 28, 38):
        m.tube(spine[i], (spine[i][0], 18, spine[i][2]), 0.03, ROPE, n=4)


def hang(m: Mesh, first: int) -> None:
    """Turn the skeleton, from triangle group first on, across the hall and bring it to size."""
    c, s = np.cos(0.9), np.sin(0.9)
    turn = np.array([[c, 0, s], [0, 1, 0], [-s, 0, c]]).T
    for k in range(first, len(m.tri)):
        m.tri[k] = (m.tri[k] - np.array([0.5, 8, 18.0])) @ turn * 0.7 + np.array([1.3, 8.7, 15.5])
        m.nrm[k] = m.nrm[k] @ turn


def scene() -> Scene:
    """Looking down the hall from the entrance."""
    m, rng = Mesh(), np.random.default_rng(29)
    hall(m)
    first = len(m.tri)
    whale(m)
    hang(m, first)
    for x, z in ((-5.6, 9), (5.6, 12), (-5.6, 21), (5.6, 24), (-5.6, 33)):
        m.box(x, 0, z, 1.7, 0.9, 2.6, Mat(0.35, cross=False))
        m.box(x, 0.9, z, 1.6, 0.9, 2.5, Mat(0.8, glow=0.1))
        m.box(x, 1.8, z, 1.75, 0.08, 2.65, DARK)
        for k in range(3):
            m.ball((x, 1.1, z - 0.8 + 0.8 * k), 0.24, Mat(0.4, accent=0.8 * (k == 1)), 0.7)
    figure(m, -2.1, 0, 8.2, Mat(0.12), 1.76, 1.25, 0.35, legs=Mat(0.08), hands=((-0.27, 0.8, 0.05), (0.34, 1.72, 0.34)))
    figure(
        m,
        -1.25,
        0,
        8.4,
        Mat(0.5, accent=0.9),
        1.18,
        1.15,
        0.1,
        legs=Mat(0.1),
        hands=((-0.3, 1.25, 0.1), (0.27, 0.8, 0.05)),
    )
    figure(m, 2.9, 0, 10.5, Mat(0.35), 1.68, 1.0, -0.4, long_hair=True, skirt=0.4, legs=Mat(0.2))
    figure(m, 3.7, 0, 11.0, Mat(0.14), 1.78, 1.1, -0.6, legs=Mat(0.08), hat="cap")
    for _ in range(22):
        figure(
            m,
            rng.uniform(-4, 4),
            0,
            rng.uniform(15, 44),
            Mat(float(rng.choice([0.1, 0.25, 0.6]))),
            float(rng.choice([1.2, 1.68, 1.76])),
            1.1,
            float(rng.uniform(0, 6)),
            stride=0.35,
            legs=Mat(0.1),
        )
    view = View(
        eye=(-0.6, 2.0, -2.6), lens=0.72, horizon=0.8, sun=(-0.68, 0.62, -0.2), sun_power=0.34, ambient=0.74, haze=75,
        haze_tone=0.95, shadow_size=70, shadow_at=(0, 6, 22),
    )  # fmt: skip
    press = Press(tint="rose", tint_at=0.66, tint_soft=0.3, seed=20, period=6.2)
    return Scene(m, view, lambda u, v: np.full_like(u, 1.0), press)
