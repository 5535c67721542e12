"""An iron market hall on a busy morning: stalls on both sides, light from the left windows."""

from __future__ import annotations

import numpy as np
from engrave import Press
from figures import figure
from mesh import Mat, Mesh
from props import DARK, STONE, clock
from render import View

from scenes.base import Scene

IRON = Mat(0.2)


def roof(m: Mesh) -> None:
    """Arched ribs on columns, with glazing above and plain walls."""
    t = np.linspace(0, np.pi, 21)
    bow = np.stack([-8.2 * np.cos(t), 7.0 + 5.2 * np.sin(t)], 1)
    zz = np.linspace(-4, 52, 15)
    m.grid(np.stack([np.stack([bow[:, 0], bow[:, 1] + 0.35, np.full(21, z)], 1) for z in zz]), Mat(0.9, glow=0.42))
    for z in np.arange(2, 53, 5.0):
        for k in range(20):
            (x0, y0), (x1, y1) = bow[k], bow[k + 1]
            m.tube((x0, y0, z), (x1, y1, z), 0.13, IRON, n=6, region=k == 0)
            m.tube(
                (x0 * 0.9, 7 + (y0 - 7) * 0.88, z), (x1 * 0.9, 7 + (y1 - 7) * 0.88, z), 0.08, IRON, n=5, region=False
            )
            m.tube((x0, y0, z), (x1 * 0.9, 7 + (y1 - 7) * 0.88, z), 0.045, IRON, n=4, region=False)
        m.tube((-8, 7.1, z), (8, 7.1, z), 0.05, IRON, n=5)
        m.tube((0, 7.1, z), (0, 11.8, z), 0.04, IRON, n=5)
        for s in (-1, 1):
            m.lathe(
                [(0.32, 0), (0.3, 0.9), (0.19, 1.0), (0.15, 6.2), (0.34, 6.7), (0.38, 7.0)],
                (s * 7.9, 0, z),
                Mat(0.5, accent=0.9),
                12,
            )
    for k in range(2, 19, 2):
        m.tube((bow[k, 0], bow[k, 1] + 0.25, -4), (bow[k, 0], bow[k, 1] + 0.25, 52), 0.06, IRON, n=5)
    m.quad((8.5, 0, -4), (8.5, 0, 52), (8.5, 7.3, 52), (8.5, 7.3, -4), Mat(0.7, rough=0.12, grain=0.8))
    m.quad((-8.5, 0, -4), (-8.5, 0, 52), (-8.5, 3.6, 52), (-8.5, 3.6, -4), Mat(0.5, rough=0.12, grain=0.8))
    m.quad(
        (-9, -0.01, -4),
        (9, -0.01, -4),
        (9, -0.01, 52),
        (-9, -0.01, 52),
        Mat(0.86, rough=0.2, grain=0.7, along=(1, 0, 0), cross=False),
    )


def end_wall(m: Mesh) -> None:
    """The far gable with its fan window, doors and clock."""
    z = 52.0
    m.quad((-9, 0, z), (9, 0, z), (9, 7.2, z), (-9, 7.2, z), Mat(0.6, rough=0.12))
    for x in (-4.6, 0, 4.6):
        m.quad(
            (x - 1.5, 0, z - 0.1),
            (x + 1.5, 0, z - 0.1),
            (x + 1.5, 4.6, z - 0.1),
            (x - 1.5, 4.6, z - 0.1),
            Mat(0.9, glow=0.5),
        )
        for q in (-1.5, 0, 1.5):
            m.box(x + q, 0, z - 0.2, 0.16, 4.6, 0.1, DARK)
    t = np.linspace(0, np.pi, 25)
    for k in range(24):
        p, q = ((-8.2 * np.cos(a), 7.2 + 5.2 * np.sin(a), z) for a in t[k : k + 2])
        m.add(np.array([[(0, 7.2, z), p, q]]), Mat(0.9, glow=0.6), region=k == 0)
    for a in np.linspace(0.12, np.pi - 0.12, 12):
        m.tube((0, 7.2, z - 0.2), (-8 * np.cos(a), 7.2 + 5.1 * np.sin(a), z - 0.2), 0.07, IRON, n=5)
    m.box(0, 6.9, z - 0.3, 17.6, 0.5, 0.3, STONE)
    m.tube((0, 12, 26.8), (0, 8.9, 26.8), 0.06, IRON, n=5)
    clock(m, (0, 8.1, 27), 0.95)


def stall(m: Mesh, side: int, z: float, rng: np.random.Generator, kind: int) -> None:
    """A counter with sloping trays of produce under a striped awning."""
    x = side * 4.9
    m.box(x, 0, z, 2.5, 0.75, 3.7, Mat(0.4))
    for k in range(3):
        top = 0.8 + 0.2 * k
        m.box(side * (4.0 + 0.75 * k), 0.6, z, 0.74, top - 0.6, 3.8, Mat(0.55))
        for a in np.arange(-1.7, 1.8, 0.23):
            for b in (-0.25, 0.0, 0.25):
                good = (Mat(0.5, accent=0.9), Mat(0.85), Mat(0.3), Mat(0.62))[(kind + k + int((a + 1.7) // 1.2)) % 4]
                m.ball(
                    (side * (4.0 + 0.75 * k) + b + rng.normal(0, 0.02), top + 0.09, z + a),
                    0.13 + 0.02 * (kind % 2),
                    good,
                    0.9,
                )
    for b in (-1.9, 1.9):
        m.tube((side * 3.55, 0, z + b), (side * 3.55, 2.5, z + b), 0.05, IRON, n=6)
        m.tube((side * 6.6, 0, z + b), (side * 6.6, 3.2, z + b), 0.05, IRON, n=6)
    red = kind % 3 != 1
    for n, a in enumerate(np.linspace(-2.0, 2.0, 11)[:-1]):
        mat = Mat(0.97) if n % 2 else (Mat(0.5, accent=0.95) if red else Mat(0.25))
        e = z + a
        m.quad(
            (side * 3.3, 2.45, e), (side * 3.3, 2.45, e + 0.4), (side * 6.7, 3.35, e + 0.4), (side * 6.7, 3.35, e), mat
        )
        m.extrude(
            [(0, 0), (0.4, 0), (0.4, -0.28), (0.2, -0.4), (0, -0.28)],
            (side * 3.3, 2.45, e),
            (0, 0, 1),
            (0, 1, 0),
            (0.02, 0, 0),
            mat,
        )
    figure(
        m,
        side * 6.3,
        0.1,
        z + rng.uniform(-0.8, 0.8),
        Mat(0.85),
        1.72,
        1.0,
        -side * np.pi / 2,
        hat=("cap", "", "brim")[kind % 3],
        hands=((-0.2, 1.0, 0.35), (0.2, 1.05, 0.4)),
    )


def scene() -> Scene:
    """Looking down the middle aisle."""
    m, rng = Mesh(), np.random.default_rng(17)
    roof(m)
    end_wall(m)
    for i, z in enumerate(np.arange(5.2, 48, 4.8)):
        stall(m, -1, z, rng, i)
        stall(m, 1, z, rng, i + 2)
    shoppers = (
        (-2.3, 6.3, 0.12, 1.2, -1.4, "brim", 0.4), (2.2, 8.2, 0.4, 1.0, 1.5, "", 0.45), (0.45, 10.0, 0.15, 1.25,
        0.1, "wool", 0.0),
        (1.35, 10.4, 0.7, 1.0, 0.0, "", 0.42), (-1.6, 17, 0.3, 1.0, 2.9, "cap", 0.0), (-2.6, 12.6, 0.3, 1.2, -1.3,
        "", 0.4),
    )  # fmt: skip
    for x, z, tone, width, yaw, hat, hem in shoppers:
        skirt = hem if tone != 0.15 else 0
        figure(
            m, x, 0, z, Mat(tone), 1.7, width, yaw, hat=hat, skirt=skirt, stride=0.35, long_hair=not hat, legs=Mat(0.1)
        )
        m.lathe([(0.0, 0), (0.17, 0.02), (0.22, 0.24), (0.2, 0.25)], (x + 0.36, 0.42, z - 0.05), Mat(0.5), 12)
    for _ in range(26):
        figure(
            m,
            rng.uniform(-2.6, 2.6),
            0,
            rng.uniform(19, 47),
            Mat(float(rng.choice([0.1, 0.2, 0.4, 0.7]))),
            float(rng.uniform(1.55, 1.8)),
            1.1,
            float(rng.uniform(0, 6)),
            hat=str(rng.choice(["", "cap", "brim"])),
            stride=0.4,
        )
    view = View(
        eye=(-0.35, 2.35, -1.5), lens=0.66, horizon=0.6, sun=(-0.62, 0.62, 0.1), sun_power=0.8, ambient=0.62, haze=85,
        haze_tone=1.0, shadow_size=64, shadow_at=(0, 4, 22),
    )  # fmt: skip
    return Scene(
        m,
        view,
        lambda u, v: np.full_like(u, 1.1),
        Press(tint="ochre", tint_at=0.62, tint_soft=0.3, seed=14, period=6.2),
    )
