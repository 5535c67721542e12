"""A hospital ward: iron beds beneath tall windows, and a nurse with a patient."""

from __future__ import annotations

import numpy as np
from engrave import Press
from figures import Body, figure
from mesh import Mat, Mesh
from props import DARK, PALE, clock
from render import View

from scenes.base import Scene

SHEET, BLANKET = Mat(1.0, glow=0.12), Mat(0.5, accent=0.9)
FRAME = Mat(0.2)


def bed(m: Mesh, side: int, z: float, patient: bool) -> None:
    """An iron bed with its head against the wall, pillow, folded sheet and red blanket."""
    head, foot = side * 4.75, side * 2.55
    for x, top in ((head, 1.25), (foot, 0.95)):
        for k in (-0.48, 0.48):
            m.tube((x, 0, z + k), (x, top, z + k), 0.03, FRAME, n=6)
        for y in (0.5, top):
            m.tube((x, y, z - 0.48), (x, y, z + 0.48), 0.028, FRAME, n=6)
        for k in np.linspace(-0.32, 0.32, 5):
            m.tube((x, 0.5, z + k), (x, top, z + k), 0.014, FRAME, n=5)
    mid = (head + foot) / 2
    m.box(mid, 0.42, z, 2.1, 0.2, 0.94, SHEET)
    m.box(mid - side * 0.3, 0.6, z, 1.4, 0.09, 1.0, BLANKET)
    m.box(mid + side * 0.38, 0.62, z, 0.26, 0.1, 1.02, SHEET)
    m.ball((head - side * 0.32, 0.74, z), 0.36, SHEET, 0.38)
    m.box(side * 4.75, 0, z + 0.95, 0.5, 0.75, 0.5, Mat(0.6))
    m.lathe([(0.05, 0), (0.06, 0.1), (0.03, 0.18), (0.035, 0.24)], (side * 4.7, 0.75, z + 0.95), Mat(0.9), 10)
    if patient:
        b = Body(m, (head - side * 0.42, -0.12, z), 1.7, -side * np.pi / 2)
        b.limb([(0, 0.8, 0.3), (0, 1.12, -0.02), (0, 1.2, -0.06)], [0.2, 0.2, 0.12], Mat(0.8))
        b.blob((0, 1.42, -0.02), (0.083, 0.128, 0.1), Mat(0.85), 0.3)
        b.blob((0, 1.48, -0.06), (0.094, 0.09, 0.1), Mat(0.3))
        for k in (-1, 1):
            b.limb(
                [(0.18 * k, 1.12, 0), (0.26 * k, 0.9, 0.22), (0.12 * k, 0.84, 0.42)], [0.065, 0.055, 0.045], Mat(0.8)
            )


def room(m: Mesh) -> None:
    """Walls with tall windows on both sides, a ceiling with lamps, double doors."""
    floor = Mat(0.85, rough=0.1, along=(1, 0, 0), cross=False)
    m.quad((-5, 0, -3), (5, 0, -3), (5, 0, 34), (-5, 0, 34), floor)
    m.quad((-5, 4.8, -3), (5, 4.8, -3), (5, 4.8, 34), (-5, 4.8, 34), Mat(1.1))
    for s in (-1, 1):
        m.quad((s * 5, 0, -3), (s * 5, 0, 34), (s * 5, 1.5, 34), (s * 5, 1.5, -3), Mat(0.55))
        m.quad((s * 5, 4.2, -3), (s * 5, 4.2, 34), (s * 5, 4.8, 34), (s * 5, 4.8, -3), Mat(0.8))
        m.box(s * 4.97, 1.45, 15, 0.1, 0.1, 37, PALE)
        for z in np.arange(0.2, 34, 2.8):
            m.quad(
                (s * 5, 1.5, z + 1.4 - 0.55),
                (s * 5, 1.5, z + 1.4 + 0.55),
                (s * 5, 4.2, z + 1.95),
                (s * 5, 4.2, z + 0.85),
                Mat(0.82),
            )
            if s > 0:
                m.quad(
                    (5.02, 1.5, z - 0.85),
                    (5.02, 1.5, z + 0.85),
                    (5.02, 4.2, z + 0.85),
                    (5.02, 4.2, z - 0.85),
                    Mat(0.9, glow=0.3),
                )
            for k in (-0.85, 0, 0.85):
                m.tube((s * 4.98, 1.5, z + k), (s * 4.98, 4.2, z + k), 0.045, PALE, n=5)
            for y in (1.5, 2.4, 3.3, 4.2):
                m.tube((s * 4.98, y, z - 0.85), (s * 4.98, y, z + 0.85), 0.04, PALE, n=5)
    m.quad((-5, 0, 34), (5, 0, 34), (5, 4.8, 34), (-5, 4.8, 34), Mat(0.75))
    m.quad((-1.3, 0, 33.9), (1.3, 0, 33.9), (1.3, 2.6, 33.9), (-1.3, 2.6, 33.9), Mat(0.4))
    clock(m, (0, 3.7, 33.8), 0.55)
    for z in np.arange(5, 33, 5.6):
        m.tube((0, 4.8, z), (0, 3.9, z), 0.02, DARK, n=5)
        m.lathe([(0.04, 0.3), (0.1, 0.25), (0.34, 0.02), (0.36, 0)], (0, 3.65, z), Mat(0.35), 16)
        m.ball((0, 3.66, z), 0.12, Mat(1, glow=0.8))


def scene() -> Scene:
    """Down the ward from the sister's desk."""
    m = Mesh()
    room(m)
    for i, z in enumerate(np.arange(4.2, 32, 2.8)):
        bed(m, -1, float(z), i in (1, 4, 6))
        bed(m, 1, float(z), i in (0, 3, 5, 7))
    white = Mat(1.0, glow=0.1)
    figure(
        m, 1.75, 0, 5.0, Mat(0.35), 1.7, 1.0, 2.2, hat="cap", hat_mat=white, skirt=0.42, legs=Mat(0.2),
        hands=((-0.16, 1.12, 0.36), (0.16, 1.12, 0.36)),
    )  # fmt: skip
    b = Body(m, (1.75, 0, 5.0), 1.7, 2.2)
    b.turned([(0.185, 1.22), (0.178, 1.05), (0.195, 0.93), (0.27, 0.5)], white, 0.62, 0.035)
    m.box(1.75 + 0.42 * np.sin(2.2), 1.12, 5.0 + 0.42 * np.cos(2.2), 0.3, 0.03, 0.4, PALE, 2.2)
    figure(m, -1.7, 0, 9.4, white, 1.78, 1.25, -1.5, legs=Mat(0.12), hands=((-0.16, 1.1, 0.36), (0.16, 1.16, 0.34)))
    figure(m, 0.5, 0, 17, Mat(0.35), 1.68, 1.0, 0.2, hat="cap", hat_mat=white, skirt=0.42, stride=0.4, legs=Mat(0.2))
    view = View(
        eye=(-0.5, 1.75, -0.6), lens=0.68, horizon=0.52, sun=(-0.7, 0.5, 0.12), sun_power=0.75, ambient=0.88, haze=75,
        haze_tone=1.0, shadow_size=48, shadow_at=(0, 2, 15),
    )  # fmt: skip
    return Scene(m, view, lambda u, v: np.full_like(u, 1.1), Press(tint="blue", tint_at=0.58, tint_soft=0.3, seed=31))
