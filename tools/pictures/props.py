"""Things that several scenes share: common materials, boats, cranes, cars, gulls, lamps, clocks."""
# ruff: noqa: RUF005 - points are arrays: + adds a step to them

import numpy as np
from mesh import Mat, Mesh

STEEL, DARK, PALE, STONE, ROAD = (
    Mat(0.32),
    Mat(0.12),
    Mat(0.85),
    Mat(0.6, rough=0.25, grain=0.6),
    Mat(0.5, rough=0.2, grain=2.0),
)
ROPE = Mat(0.03)


def boat(
    m: Mesh,
    x: float,
    z: float,
    yaw: float,
    ln: float,
    hull: Mat,
    cabin: bool = True,
    mast: float = 0.0,
    rake: float = 0.0,
) -> None:
    """A small working boat afloat at (x, 0, z); yaw 0 points its bow to +x."""
    t = np.linspace(0, 1, 15)
    b = ln * 0.17 * np.clip(1 - (np.abs(t - 0.42) / 0.6) ** 2.6, 0, 1) + 0.02
    sheer = ln * (0.075 + 0.10 * (t - 0.35) ** 2 * 2.2)
    c, s = np.cos(yaw), np.sin(yaw)

    def put(px: np.ndarray, py: np.ndarray, pz: np.ndarray) -> np.ndarray:
        return np.stack([x + px * c + pz * s, py, z - px * s + pz * c], -1)

    px = (t - 0.5) * ln
    for k in (-1, 1):
        rows = [
            put(px * q, sheer * y - 0.25 * (1 - y), k * b * q * (1 if y > 0.5 else 0.72))
            for y, q in ((0.0, 0.9), (0.35, 0.95), (0.86, 0.99), (1.0, 1.0))
        ]
        m.grid(np.stack(rows[:3]), hull)
        m.grid(np.stack(rows[2:]), PALE)
    m.grid(np.stack([put(px, sheer * 0.93, -b), put(px, sheer * 0.93, b)]), Mat(0.5, along=(c, 0, -s), cross=False))
    if cabin:
        o = put(np.array(-0.16 * ln), np.array(0.0), np.array(0.0))
        m.box(o[0], ln * 0.07, o[2], ln * 0.2, ln * 0.19, ln * 0.17, PALE, yaw)
        m.box(o[0], ln * 0.18, o[2], ln * 0.205, ln * 0.045, ln * 0.175, DARK, yaw)
        m.box(o[0], ln * 0.26, o[2], ln * 0.24, ln * 0.015, ln * 0.2, STEEL, yaw)
    if mast:
        a, e, f = (
            put(np.array(q * ln), np.array(hh), np.array(0.0))
            for q, hh in ((0.1, 0.1), (0.1 - rake, mast), (-0.36, mast * 0.34))
        )
        m.tube(a, e, ln * 0.012, ROPE, ln * 0.006)
        m.tube(a + (0, mast * 0.18, 0), f, ln * 0.008, ROPE)
        for q in (0.49, -0.49):
            m.tube(e, put(np.array(q * ln), np.array(ln * 0.11), np.array(0.0)), ln * 0.0022, ROPE, n=4)


def crane(m: Mesh, x: float, z: float, h: float, jib: float, face: float, luff: float = 0.5, y: float = 2.0) -> None:
    """A portal dock crane: four legs, a slewing cab and a luffing lattice jib."""
    g = h * 0.38
    for i in (-1, 1):
        for k in (-1, 1):
            m.tube(
                (x + i * h * 0.13, y, z + k * h * 0.11), (x + i * h * 0.08, y + g, z + k * h * 0.08), h * 0.016, STEEL
            )
        m.tube(
            (x + i * h * 0.11, y + g * 0.45, z - h * 0.1),
            (x + i * h * 0.11, y + g * 0.45, z + h * 0.1),
            h * 0.01,
            STEEL,
        )
    m.box(x, y + g, z, h * 0.24, h * 0.035, h * 0.24, STEEL)
    m.box(x - face * h * 0.05, y + g * 1.1, z, h * 0.22, h * 0.13, h * 0.14, Mat(0.45, accent=0.9))
    m.box(x + face * h * 0.07, y + g * 1.14, z - h * 0.05, h * 0.07, h * 0.09, h * 0.06, PALE)
    p, top = np.array([x, y + g * 1.4, z]), np.array([x - face * h * 0.04, y + h, z])
    tip = p + jib * np.array([face * np.cos(luff), np.sin(luff), 0])
    m.truss((x + face * h * 0.06, y + g * 1.25, z), tip, h * 0.045, 14, h * 0.0055, STEEL)
    m.truss((x, y + g * 1.4, z), top, h * 0.06, 7, h * 0.006, STEEL)
    m.tube(top, tip, h * 0.004, ROPE, n=4)
    m.tube(top, (x - face * h * 0.15, y + g * 1.4, z), h * 0.005, ROPE, n=4)
    m.tube(tip, tip - (0, jib * 0.55, 0), h * 0.003, ROPE, n=4)
    m.box(tip[0], tip[1] - jib * 0.6, tip[2], h * 0.03, h * 0.05, h * 0.02, DARK)


def car(m: Mesh, x: float, y: float, z: float, yaw: float, body: Mat, van: bool = False) -> None:
    """A saloon car or a van, nose towards +x at yaw 0."""
    c, s = np.cos(yaw), np.sin(yaw)
    prof = (
        [(-2.1, 0.3), (2.1, 0.3), (2.1, 2.3), (1.2, 2.6), (-2.1, 2.6)]
        if van
        else [(-2.1, 0.3), (2.1, 0.3), (2.1, 0.8), (1.95, 0.92), (-2.1, 0.98)]
    )
    w = np.array([-s, 0, -c]) * 0
    ax, side = np.array([c, 0, -s]), np.array([s, 0, c])
    o = np.array([x, y, z]) - side * 0.85 + w
    m.extrude(prof, o, ax, (0, 1, 0), side * 1.7, body)
    if not van:
        m.extrude(
            [(-1.75, 0.95), (1.1, 0.9), (0.45, 1.42), (-1.2, 1.45)], o + side * 0.1, ax, (0, 1, 0), side * 1.5, DARK
        )
        m.extrude(
            [(-1.25, 1.43), (0.5, 1.4), (0.4, 1.48), (-1.15, 1.5)], o + side * 0.1, ax, (0, 1, 0), side * 1.5, body
        )
    for a in (-1.3, 1.3):
        for k in (0.02, 1.68):
            q = o + ax * a + side * k + np.array([0, 0.33, 0])
            m.tube(q - side * 0.1, q + side * 0.1, 0.33, DARK, n=12)
            m.lathe([(0, -0.01), (0.01, 0.0)], q, DARK, 4)


def gull(m: Mesh, x: float, y: float, z: float, span: float, lift: float, mat: Mat, tilt: float = 0.0) -> None:
    """A gull on bent wings, seen from in front or behind."""
    t = np.linspace(-1, 1, 17)
    up = lift * (np.abs(t) ** 0.7 * 0.9 - np.abs(t) ** 2.2 * 0.8) + tilt * t
    chord = 0.12 * (1 - np.abs(t) ** 1.5) + 0.012
    xs = x + t * span / 2
    rows = [np.stack([xs, y + (up + k * chord) * span, np.full(17, z)], 1) for k in (0.5, -0.5)]
    m.grid(np.stack(rows), mat)
    m.ball((x, y - 0.01 * span, z), span * 0.075, mat, 0.8)


def lamp_post(m: Mesh, x: float, y: float, z: float, h: float, mat: Mat, head: Mat) -> None:
    """A street lamp with a glazed head."""
    m.lathe([(h * 0.035, 0), (h * 0.025, h * 0.12), (h * 0.016, h * 0.14), (h * 0.01, h)], (x, y, z), mat, 10)
    m.tube((x - h * 0.06, y + h * 0.9, z), (x + h * 0.06, y + h * 0.9, z), h * 0.006, mat, n=5)
    m.lathe([(h * 0.014, 0), (h * 0.045, h * 0.09)], (x, y + h, z), head, 6)
    m.lathe([(h * 0.055, h * 0.09), (0.0, h * 0.15)], (x, y + h, z), mat, 6)


def disc(m: Mesh, at: tuple[float, float, float], r: float, mat: Mat, n: int = 24) -> None:
    """A flat round plate that faces the viewer: clock faces, signs."""
    t = np.linspace(0, 2 * np.pi, n + 1)
    p = np.stack([at[0] + r * np.cos(t), at[1] + r * np.sin(t), np.full(n + 1, at[2])], 1)
    m.add(np.stack([np.repeat(np.array([at], float), n, 0), p[:-1], p[1:]], 1), mat)


def clock(m: Mesh, at: tuple[float, float, float], r: float) -> None:
    """A clock at ten past ten."""
    x, y, z = at
    disc(m, (x, y, z), r, DARK)
    disc(m, (x, y, z - r * 0.05), r * 0.86, Mat(1.1, glow=0.35))
    for k in range(12):
        a = k * np.pi / 6
        p = np.array([np.sin(a), np.cos(a), 0]) * r
        m.tube((x, y, z - r * 0.1) + p * 0.66, (x, y, z - r * 0.1) + p * 0.8, r * 0.035, ROPE, n=4)
    m.tube((x, y, z - r * 0.12), (x - r * 0.38, y + r * 0.26, z - r * 0.12), r * 0.06, ROPE, n=4)
    m.tube((x, y, z - r * 0.12), (x + r * 0.6, y + r * 0.34, z - r * 0.12), r * 0.045, ROPE, n=4)
