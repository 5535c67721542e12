"""A cricket match: the batsman drives, with the pavilion and its clock behind."""

from __future__ import annotations

import numpy as np
from engrave import Press
from figures import Body, figure
from mesh import Mat, Mesh
from props import DARK, PALE, clock
from render import View

from scenes.base import Scene, clouds

WHITES = Mat(1.0)
CAP = Mat(0.45, accent=0.95)


def stumps(m: Mesh, x: float, z: float) -> None:
    """Three stumps and two bails."""
    for k in (-0.11, 0, 0.11):
        m.tube((x + k, 0, z), (x + k, 0.74, z), 0.022, Mat(0.7), n=8)
    m.tube((x - 0.12, 0.75, z), (x + 0.12, 0.75, z), 0.014, Mat(0.7), n=6)


def batsman(m: Mesh, x: float, z: float, yaw: float) -> None:
    """A right-hander at the top of a drive: pads, gloves, helmet, lifted bat."""
    hands = ((0.14, 1.45, 0.36), (0.2, 1.56, 0.34))
    figure(m, x, 0, z, WHITES, 1.8, 0.95, yaw, hat="helmet", hat_mat=Mat(0.3, accent=0.9), hands=hands, stride=0.85)
    b = Body(m, (x, 0, z), 1.8, yaw)
    for k in (-1, 1):
        knee, foot = (0.1 * k, 0.62, 0.28 * k), (0.1 * k, 0.1, 0.42 * k + 0.05)
        b.limb([knee, (0.1 * k, 0.36, 0.36 * k), foot], [0.1, 0.115, 0.1], Mat(1.05))
    for hand in hands:
        b.blob(hand, (0.065, 0.065, 0.065), Mat(0.9))
    low, high, tip = np.array([0.16, 1.42, 0.36]), np.array([0.26, 1.68, 0.3]), np.array([0.56, 2.26, 0.02])
    b.limb([low, high], [0.022, 0.022], DARK)
    d = (tip - high) / np.linalg.norm(tip - high)
    side = np.cross(d, [0.5, 0.2, 0.8])
    side /= np.linalg.norm(side)
    thick = np.cross(d, side) * 0.045
    p = [high - side * 0.07, high + side * 0.07, tip + side * 0.07, tip - side * 0.07]
    for off in (thick, -thick):
        m.quad(*(b.put(q + off) for q in p), Mat(0.85))
    for i in range(4):
        q, r = p[i], p[(i + 1) % 4]
        m.quad(b.put(q + thick), b.put(r + thick), b.put(r - thick), b.put(q - thick), Mat(0.6))


def pavilion(m: Mesh, x: float, z: float) -> None:
    """A gabled timber pavilion with a veranda, a clock and a flag."""
    wall, roof = Mat(0.85, cross=False), Mat(0.42, accent=0.75, along=(1, 0, 0), cross=True)
    m.box(x, 0, z, 26, 1.0, 9, Mat(0.5))
    m.box(x, 1, z + 1.5, 24, 4.4, 6, wall)
    m.extrude([(-4.2, 0), (4.6, 0), (2.4, 4.2)], (x - 13, 5.2, z + 1.4), (0, 0, 1), (0, 1, 0), (26, 0, 0), roof)
    for k in range(12):
        m.box(x - 11 + k * 2, 1.2, z - 1.6, 1.0, 2.9, 0.15, DARK)
    for k in range(9):
        m.box(x - 12.4 + k * 3.1, 1, z - 4.2, 0.22, 4.2, 0.22, PALE)
    m.box(x, 5.0, z - 4.2, 26, 0.4, 0.4, PALE)
    m.box(x, 1.9, z - 4.3, 26, 0.14, 0.12, PALE)
    for k in range(60):
        if abs(k - 29.5) > 3:
            m.box(x - 12.8 + k * 0.435, 1, z - 4.3, 0.08, 0.95, 0.06, PALE)
    m.extrude([(-4, 0), (4, 0), (0, 3.6)], (x, 5.2, z - 4.5), (1, 0, 0), (0, 1, 0), (0, 0, 5), roof, Mat(0.9))
    clock(m, (x, 6.4, z - 4.6), 0.85)
    m.box(x, 9.2, z + 3.6, 2.6, 2.0, 2.6, wall)
    m.lathe([(2.3, 0), (0.0, 2.6)], (x, 11.1, z + 3.6), roof, 4, yaw=np.pi / 4)
    m.tube((x, 13.2, z + 3.6), (x, 19, z + 3.6), 0.09, DARK)
    t = np.linspace(0, 1, 9)
    for k, mat in enumerate((CAP, Mat(1.0), CAP)):
        y = 18.8 - 0.6 * k
        rows = [
            np.stack([x + 3.2 * t, y - d - 0.25 * np.sin(t * 5), z + 3.6 + 0.4 * np.sin(t * 5)], 1) for d in (0.0, 0.6)
        ]
        m.grid(np.stack(rows), mat)
    for k in range(7):
        m.box(x, 0, z - 5 - 0.5 * k, 5 + 0.2 * k, 0.9 - 0.13 * k, 0.5, Mat(0.8))
    rng = np.random.default_rng(3)
    for k in range(34):
        if k not in (15, 16, 17, 18):
            figure(
                m,
                x - 12.2 + k * 0.74,
                0.35,
                z - 6.2 + 0.5 * (k % 2),
                Mat(float(rng.choice([0.15, 0.4, 0.75]))),
                1.7,
                1.0,
                np.pi,
                sit=True,
                hat=str(rng.choice(["brim", "", "cap"])),
                hat_mat=Mat(0.9),
            )


def scene() -> Scene:
    """Low and near the striker's end, looking across to the pavilion."""
    m, rng = Mesh(), np.random.default_rng(19)
    for i in range(16):
        z0 = -4 + i * 5.5
        m.quad(
            (-90, 0, z0),
            (90, 0, z0),
            (90, 0, z0 + 5.5),
            (-90, 0, z0 + 5.5),
            Mat((0.86, 0.62)[i % 2], along=((1, 0, 0.12), (1, 0, -0.3))[i % 2], cross=False, rough=0.1),
        )
    m.quad((-90, -0.02, 84), (90, -0.02, 84), (90, -0.02, 160), (-90, -0.02, 160), Mat(0.6))
    m.quad(
        (-3.6, 0.01, 7.0),
        (30, 0.01, 16.0),
        (30, 0.01, 19.4),
        (-3.6, 0.01, 9.6),
        Mat(1.02, along=(1, 0, 0.27), cross=False),
    )
    for a, b in (((-1.2, 7.0), (-0.6, 11.0)), ((-2.4, 7.6), (-1.9, 9.6))):
        m.quad((a[0], 0.02, a[1]), (a[0] + 0.14, 0.02, a[1]), (b[0] + 0.14, 0.02, b[1]), (b[0], 0.02, b[1]), Mat(1.8))
    stumps(m, -2.6, 8.5)
    batsman(m, -1.0, 8.4, 1.9)
    keeper = ((-0.12, 0.86, 0.42), (0.12, 0.86, 0.42))
    figure(m, -4.0, -0.22, 10.3, WHITES, 1.72, 0.9, 1.4, hat="cap", hat_mat=CAP, hands=keeper, stride=0.5)
    stumps(m, 6.3, 17.2)
    figure(
        m,
        4.9,
        0,
        15.0,
        WHITES,
        1.84,
        0.95,
        -1.9,
        hat="cap",
        hat_mat=CAP,
        hands=((-0.3, 1.2, 0.4), (0.26, 2.02, 0.2)),
        stride=1.0,
    )
    figure(m, 7.4, 0, 18.4, Mat(1.0), 1.76, 1.3, -1.7, hat="brim", hat_mat=Mat(1.0), legs=Mat(0.12))
    figure(
        m,
        11.5,
        0,
        15.4,
        WHITES,
        1.78,
        0.95,
        -1.6,
        hat="helmet",
        hat_mat=Mat(0.3, accent=0.9),
        hands=((-0.1, 1.0, 0.3), (0.1, 1.0, 0.3)),
    )
    for x, z, yaw in ((-9, 15, 1.2), (-7.2, 13.4, 1.2), (-16, 34, 2), (3.5, 30, 3.1), (20, 36, 4), (-2, 46, 3)):
        figure(
            m,
            x,
            0,
            z,
            WHITES,
            1.78,
            0.9,
            yaw,
            hat="cap",
            hat_mat=CAP,
            hands=((-0.16, 0.8, 0.3), (0.16, 0.8, 0.3)),
            stride=0.4,
        )
    m.ball((1.15, 0.55, 8.9), 0.045, Mat(0.4, accent=1.0))
    pavilion(m, 8, 72)
    m.box(-24, 0, 78, 9, 4.4, 0.6, Mat(1.0))
    m.tube((-90, 0.3, 66), (90, 0.3, 66), 0.12, PALE, n=6)
    leaf = Mat(0.46, rough=0.5, grain=0.9, along=(0.7, 0.6, 0.2))
    for k in range(15):
        x = -76 + k * 11 + rng.uniform(-3, 3)
        m.tree(x, 0, 92 + rng.uniform(0, 14), rng.uniform(15, 23), leaf, DARK, rng)
    m.box(-38, 0, 130, 9, 22, 9, Mat(0.6))
    m.lathe([(6.4, 0), (0, 20)], (-38, 22, 130), Mat(0.45), 4, yaw=np.pi / 4)
    view = View(
        eye=(-0.4, 1.75, 2.4), lens=0.86, horizon=0.55, sun=(-0.7, 0.62, -0.4), sun_power=0.8, ambient=0.36, haze=330,
        haze_tone=0.92, shadow_size=120, shadow_at=(0, 4, 45),
    )  # fmt: skip
    return Scene(
        m,
        view,
        lambda u, v: clouds(u, v, 1.06, 0.9, 58, 1.5, 0.5),
        Press(tint="green", tint_at=0.68, tint_soft=0.3, seed=18),
    )
