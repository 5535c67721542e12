"""Wind turbines above hedged fields."""
# ruff: noqa: RUF005 - points are arrays: + adds a step to them

from __future__ import annotations

import numpy as np
from engrave import Press
from mesh import Mat, Mesh
from noise import fbm
from props import DARK
from render import View

from scenes.base import Scene, clouds


def scene() -> Scene:
    """From a field gate, up the valley side."""
    m, rng = Mesh(), np.random.default_rng(21)

    def hy(x: np.ndarray, z: np.ndarray) -> np.ndarray:
        x, z = np.asarray(x, float), np.asarray(z, float)
        roll = 16 * np.sin(x / 130 + 1.2) * np.sin(z / 150 + 0.7) + 34 * (fbm(x / 260 + 5, z / 260, 2, 3) - 0.5)
        return (
            roll * np.clip(z / 200, 0.08, 1)
            + np.clip((z - 230) / 12, 0, 200) * 0.55
            - 7 * np.exp(-(((z - 75) / 50) ** 2))
        )

    gx, gz = np.arange(-520, 521, 65.0), np.array([-2, 34, 72, 115, 165, 220, 285, 360, 450, 560])
    q = np.array([[(x + rng.uniform(-17, 17) + 0.14 * z, z + rng.uniform(-8, 8) * (z > 10)) for x in gx] for z in gz])
    s = np.linspace(0, 1, 15)
    hedge = Mat(0.34, rough=0.5, grain=0.5, along=(0.7, 0.6, 0.2))
    for i in range(len(gz) - 1):
        for j in range(len(gx) - 1):
            a, b, c, d = q[i, j], q[i, j + 1], q[i + 1, j + 1], q[i + 1, j]
            u, v = np.meshgrid(s, s, indexing="xy")
            p = (a * (1 - u[..., None]) + b * u[..., None]) * (1 - v[..., None]) + (
                d * (1 - u[..., None]) + c * u[..., None]
            ) * v[..., None]
            th = rng.choice([0.15, 1.2, 1.9, 0.7])
            crop = Mat(
                float(rng.choice([0.5, 0.66, 0.82, 0.95])),
                rough=0.12,
                grain=5.0,
                along=(np.cos(th), 0, np.sin(th)),
                cross=False,
            )
            m.grid(np.stack([p[..., 0], hy(p[..., 0], p[..., 1]), p[..., 1]], 2), crop)
            if rng.random() < 0.93:
                for e0, e1 in ((a, b), (a, d)):
                    ln = np.linalg.norm(e1 - e0)
                    step = 0.95 + gz[i] / 110
                    for t in np.arange(0, 1, step / ln):
                        x, z = e0 + (e1 - e0) * t + rng.normal(0, 0.3, 2)
                        if z > 12:
                            m.ball(
                                (x, float(hy(x, z)) + rng.uniform(0.3, 0.8), z),
                                (0.4 + 0.45 * step) * rng.uniform(0.6, 1.15),
                                hedge,
                                0.9,
                                0.12,
                                rng,
                            )
            if rng.random() < 0.5 and gz[i] > 30:
                m.tree(
                    a[0],
                    float(hy(a[0], a[1])),
                    a[1],
                    rng.uniform(7, 12),
                    Mat(0.5, rough=0.5, grain=0.8, along=(0.7, 0.6, 0.2)),
                    DARK,
                    rng,
                )
    for k, (x, z, hh) in enumerate(
        (
            (64, 215, 62),
            (-60, 255, 64),
            (4, 330, 66),
            (95, 300, 66),
            (-150, 360, 66),
            (150, 430, 66),
            (-75, 470, 66),
            (60, 500, 66),
            (-235, 450, 66),
            (240, 400, 66),
        )
    ):
        o = np.array([x, float(hy(x, z)) - 1, z])
        m.tube(o, o + (0, hh, 0), 1.9, Mat(0.95), 1.05, 16)
        hub = o + (0, hh + 1, -3)
        m.tube(hub + (0, 0, -0.8), hub + (0, 0, 7), 1.5, Mat(0.95), n=12)
        for b in range(3):
            th = 0.5 + k * 1.13 + b * 2 * np.pi / 3
            dr, nr = np.array([np.cos(th), np.sin(th), 0]), np.array([-np.sin(th), np.cos(th), 0])
            pr = np.array([[0, 0.8, -0.8], [6, 2.5, -0.9], [14, 1.9, -0.8], [40, 0.35, -0.3]])
            m.grid(
                np.stack(
                    [
                        hub + dr * r[:, None] + nr * w[:, None] + (0, 0, -0.9)
                        for r, w in ((pr[:, 0], pr[:, 1]), (pr[:, 0], pr[:, 2]))
                    ]
                ),
                Mat(0.98, along=tuple(dr), cross=False),
            )
    fx = np.linspace(-9, -1.2, 8)
    for i, x in enumerate(fx):
        z = 9.0 + 0.45 * i
        m.box(x, float(hy(x, z)) - 0.2, z, 0.16, 1.55, 0.14, Mat(0.35))
        if i:
            for r in (0.5, 0.85, 1.2):
                m.tube(
                    (fx[i - 1], float(hy(fx[i - 1], z - 0.45)) + r, z - 0.45),
                    (x, float(hy(x, z)) + r, z),
                    0.045,
                    Mat(0.5),
                    n=6,
                )
    for _ in range(14):
        x, z = rng.uniform(-22, 8), rng.uniform(40, 62)
        g = float(hy(x, z))
        m.ball((x, g + 0.75, z), 0.62, Mat(0.95), 0.75)
        m.ball((x + 0.62, g + 0.85, z), 0.24, DARK)
        for a in (-0.3, 0.3):
            m.tube((x + a, g, z), (x + a, g + 0.5, z), 0.06, DARK, n=5)
    view = View(
        eye=(0, 9.5, -2),
        lens=0.92,
        horizon=0.47,
        sun=(-0.75, 0.42, -0.45),
        sun_power=0.85,
        ambient=0.34,
        haze=900,
        haze_tone=0.9,
        shadow_size=640,
        shadow_at=(0, 0, 250),
    )
    return Scene(
        m,
        view,
        lambda u, v: clouds(u, v, 1.02, 1.15, 31, 1.0, 0.62),
        Press(tint="green", tint_at=0.7, tint_soft=0.3, seed=6),
    )
