"""A coxed four at full reach on still water."""
# ruff: noqa: RUF005 - points are arrays: + adds a step to them

from __future__ import annotations

import numpy as np
from engrave import Press
from figures import HAIR, Body
from mesh import Mat, Mesh
from noise import fbm
from props import DARK, PALE
from render import View

from scenes.base import Scene, clouds

VEST, SKIN, SHELL = Mat(0.45, accent=0.95), Mat(0.9), Mat(1.0, glow=0.35)
Z = 13.0


def shell(m: Mesh) -> None:
    """A long slim hull, its bow to the right."""
    t = np.linspace(-1, 1, 61)
    half = 0.36 * np.clip(1 - np.abs(t) ** 2.4, 0, 1) + 0.01
    for s in (-1, 1):
        rows = [
            np.stack([t * 6.9, np.full(61, y) + 0.1 * t**2, Z + s * half * k], 1)
            for y, k in ((-0.05, 0.8), (0.17, 0.95), (0.32, 1.0))
        ]
        m.grid(np.stack(rows[:2]), Mat(0.08))
        m.grid(np.stack(rows[1:]), SHELL)
    m.grid(np.stack([np.stack([t * 6.9, 0.32 + 0.1 * t**2, Z + s * half], 1) for s in (-1, 1)]), Mat(0.6))
    m.ball((6.95, 0.45, Z), 0.09, Mat(1.0))


def rower(m: Mesh, x: float, side: int) -> None:
    """One of the crew, leaning forward to the catch (towards the stern, on our left), with an oar."""
    b = Body(m, (x, -0.28, Z), 1.84, -np.pi / 2)
    hip, neck = np.array([0, 0.78, -0.1]), np.array([0, 1.26, 0.34])
    b.limb([hip, (hip + neck) / 2 + (0, 0.05, -0.03), neck], [0.19, 0.21, 0.15], VEST)
    hand = np.array([0.0, 1.0, 0.98])
    for k in (-1, 1):
        b.limb([(0.1 * k, 0.78, -0.06), (0.13 * k, 1.06, 0.42), (0.1 * k, 0.7, 0.74)], [0.11, 0.085, 0.06], SKIN)
        top = neck + (0.19 * k, -0.02, 0)
        b.limb([top, (top + hand) / 2 + (0.05 * k, -0.05, 0), hand + (0.06 * k, 0, 0)], [0.075, 0.058, 0.045], SKIN)
        b.blob(tuple(top), (0.085, 0.085, 0.085), VEST)
        b.blob(tuple(hand + (0.06 * k, 0, 0.02)), (0.05, 0.05, 0.05), SKIN)
    b.limb([neck, neck + (0, 0.14, 0.06)], [0.07, 0.06], SKIN)
    b.blob(tuple(neck + (0, 0.25, 0.1)), (0.085, 0.13, 0.1), SKIN, 0.3)
    b.blob(tuple(neck + (0, 0.24, 0.2)), (0.02, 0.03, 0.025), SKIN)
    b.blob(tuple(neck + (0, 0.31, 0.045)), (0.092, 0.085, 0.1), HAIR)
    grip = b.put(hand)
    lock = np.array([x - 0.42, 0.56, Z - 0.85 * side])
    tip = grip + (lock - grip) * 3.15
    tip[1] = 0.16
    m.tube(grip, tip, 0.032, Mat(0.85), 0.024, 8)
    for foot in (-0.5, 0.35):
        m.tube((x + foot - 0.2, 0.32, Z - 0.3 * side), lock, 0.02, DARK, n=5)
    d = (tip - lock) / np.linalg.norm(tip - lock)
    up = np.array([0, 0.13, 0])
    m.quad(tip - d * 0.55 - up * 0.6, tip - up, tip + up, tip - d * 0.55 + up * 0.6, VEST)


def scene() -> Scene:
    """Broadside, close to the water."""
    m, rng = Mesh(), np.random.default_rng(43)
    shell(m)
    for k, x in enumerate((-2.1, -0.7, 0.7, 2.1)):
        rower(m, x + 0.6, 1 if k % 2 == 0 else -1)
    b = Body(m, (-3.55, -0.3, Z), 1.62, np.pi / 2)
    b.limb([(0, 0.7, 0), (0, 1.25, 0.05)], [0.2, 0.15], DARK)
    for k in (-1, 1):
        b.limb([(0.18 * k, 1.22, 0.05), (0.22 * k, 0.95, 0.2), (0.1 * k, 0.9, 0.4)], [0.07, 0.055, 0.045], DARK)
    b.blob((0, 1.5, 0.08), (0.085, 0.13, 0.1), SKIN, 0.3)
    b.turned([(0.115, 1.55), (0.12, 1.58), (0.09, 1.63), (0, 1.65)], VEST, forward=0.06)
    b.blob((0, 1.56, 0.2), (0.08, 0.012, 0.07), VEST)
    m.terrain(
        lambda x, z: 1.1 * np.clip((z - 62) / 6, 0, 1) + 30 * fbm(x / 90 + 4, z / 120, 3,
        4) * np.clip((z - 130) / 120, 0, 1) - 0.2,
        np.linspace(-220, 220, 150), np.linspace(58, 330, 60), Mat(0.66, rough=0.2, grain=3.0),
    )  # fmt: skip
    leaf = Mat(0.45, rough=0.5, grain=0.9, along=(0.7, 0.6, 0.2))
    for k in range(13):
        x = -66 + k * 11 + float(rng.uniform(-3, 3))
        if not -2 < x < 30:
            m.tree(x, 0.8, 76 + float(rng.uniform(0, 16)), float(rng.uniform(9, 15)), leaf, DARK, rng)
    m.box(14, 0.8, 80, 22, 5.2, 9, Mat(0.9, cross=False))
    m.extrude([(-5, 0), (5, 0), (0, 4)], (2.5, 6.0, 80), (0, 0, 1), (0, 1, 0), (23, 0, 0), Mat(0.4, along=(1, 0, 0)))
    for k in range(3):
        m.box(7 + k * 7, 0.8, 75.4, 4.2, 3.6, 0.2, DARK)
    m.box(14, 5.0, 74.6, 22, 0.2, 1.6, PALE)
    m.box(14, -0.2, 66, 16, 0.5, 8, Mat(0.75))
    m.tube((14, 10, 80), (14, 17, 80), 0.1, DARK)
    m.quad((14, 16.8, 80), (18, 16.2, 80), (18, 14.4, 80), (14, 15.0, 80), VEST)
    view = View(
        eye=(0.0, 1.75, 0), lens=0.93, horizon=0.44, sun=(-0.6, 0.6, -0.5), sun_power=0.85, ambient=0.34, haze=240,
        haze_tone=0.93, shadow_size=110, shadow_at=(0, 2, 45), water=True, wave=0.022, wave_size=0.8, deep=0.25,
    )  # fmt: skip
    press = Press(tint="green", tint_at=0.7, tint_soft=0.3, seed=26, period=6.2)
    return Scene(m, view, lambda u, v: clouds(u, v, 1.04, 0.8, 82, 1.5, 0.5), press)
