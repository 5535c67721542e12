"""People: standing, seated, walking, reaching; with coats, skirts and hats."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from mesh import Mat, Mesh, Vec

SKIN, HAIR, CLOTH = Mat(0.72), Mat(0.05), Mat(0.16)
HANGING = ((-0.27, 0.8, 0.04), (0.27, 0.8, 0.04))
CUFFED = ((-0.12, 1.02, 0.3), (0.12, 1.02, 0.3))


class Body:
    """Places parts given as (to the figure's right, up, forward), in metres of a 1.72 m person."""

    def __init__(self, m: Mesh, at: Vec, height: float, yaw: float) -> None:
        self.m, self.s, self.at = m, height / 1.72, np.asarray(at, float)
        c, q = np.cos(yaw), np.sin(yaw)
        self.axes = np.array([[c, 0, -q], [0, 1, 0], [q, 0, c]]) * self.s

    def put(self, p: np.ndarray | Vec) -> np.ndarray:
        """World position of a point of the body."""
        return self.at + np.asarray(p, float) @ self.axes

    def limb(self, points: list[Vec], radii: list[float], mat: Mat) -> None:
        """A bent tube through the points, rounded at the joints."""
        for i in range(len(points) - 1):
            self.m.tube(
                self.put(points[i]), self.put(points[i + 1]), radii[i] * self.s, mat, radii[i + 1] * self.s, 8, i == 0
            )

    def blob(self, centre: Vec, radii: Vec, mat: Mat, taper: float = 0.0) -> None:
        """An egg; taper narrows its lower end."""
        a, b = np.meshgrid(np.linspace(0, np.pi, 12), np.linspace(0, 2 * np.pi, 17), indexing="ij")
        k = 1 - taper * np.clip(-np.cos(a), 0, 1) ** 1.3
        p = np.stack(
            [np.sin(a) * np.cos(b) * radii[0] * k, np.cos(a) * radii[1], np.sin(a) * np.sin(b) * radii[2] * k], 2
        )
        self.m.grid(self.put(p + np.asarray(centre, float)), mat)

    def turned(self, profile: list[Vec], mat: Mat, depth: float = 1.0, forward: float = 0.0) -> None:
        """A profile of (radius, height) turned about the body's axis and flattened front to back."""
        pr, t = np.asarray(profile, float), np.linspace(0, 2 * np.pi, 19)
        up = np.repeat(pr[:, 1:2], 19, 1)
        self.m.grid(self.put(np.stack([pr[:, :1] * np.cos(t), up, pr[:, :1] * np.sin(t) * depth + forward], 2)), mat)


def _elbow(shoulder: np.ndarray, hand: np.ndarray) -> np.ndarray:
    """Bend the arm down and outwards when the hand is nearer than the arm is long."""
    gap = float(np.linalg.norm(hand - shoulder))
    drop = np.sqrt(max(0.0, 0.29**2 - (gap / 2) ** 2))
    out = np.array([np.sign(shoulder[0]) * 0.45, -0.85, -0.25])
    return (shoulder + hand) / 2 + out * drop


def _hat(b: Body, kind: str, mat: Mat) -> None:
    """Headgear by name."""
    if kind == "wool":
        b.turned([(0.118, 1.64), (0.122, 1.69), (0.112, 1.745), (0.07, 1.79), (0.0, 1.805)], mat)
        b.turned([(0.126, 1.635), (0.128, 1.675), (0.12, 1.68)], mat)
        b.blob((0, 1.825, 0), (0.04, 0.04, 0.04), mat)
    elif kind == "cap":
        b.turned([(0.12, 1.68), (0.125, 1.715), (0.09, 1.76), (0.0, 1.77)], mat)
        b.blob((0, 1.685, 0.13), (0.09, 0.012, 0.08), mat)
    elif kind == "brim":
        b.turned([(0.0, 1.8), (0.085, 1.795), (0.11, 1.7), (0.2, 1.68), (0.2, 1.672), (0.1, 1.68)], mat)
    elif kind == "helmet":
        b.turned([(0.0, 1.79), (0.08, 1.775), (0.125, 1.71), (0.132, 1.665), (0.12, 1.66)], mat)
        b.blob((0, 1.675, 0.13), (0.1, 0.015, 0.08), mat)


def figure(
    m: Mesh,
    x: float,
    y: float,
    z: float,
    coat: Mat,
    h: float = 1.72,
    width: float = 1.0,
    yaw: float = 0.0,
    skin: Mat | None = None,
    sit: bool = False,
    *,
    hat: str = "",
    hat_mat: Mat = CLOTH,
    hair: Mat = HAIR,
    long_hair: bool = False,
    legs: Mat | None = None,
    hands: tuple[Vec, Vec] | None = None,
    stride: float = 0.0,
    skirt: float = 0.0,
) -> None:
    """A person whose feet (or, seated, whose chair's floor) are at (x, y, z); at yaw 0 they face away from us.

    hands gives both hands' places; stride the distance between the feet, front to back; skirt the hem's height.
    """
    coat, skin, legs = replace(coat, cross=False), skin or SKIN, replace(legs or coat, cross=False)
    b = Body(m, (x, y - (0.42 * h / 1.72 if sit else 0.0), z), h, yaw)
    if sit:
        for k in (-0.1, 0.1):
            b.limb([(k, 0.9, 0.0), (k * 1.1, 0.9, 0.42), (k * 1.1, 0.45, 0.42)], [0.1, 0.075, 0.06], legs)
    else:
        for k in (-1, 1):
            foot = stride / 2 * k
            b.limb(
                [(0.1 * k, 0.9, 0), (0.1 * k, 0.48, foot * 0.5 + 0.03), (0.1 * k, 0.05, foot)],
                [0.105, 0.075, 0.055],
                legs,
            )
            b.blob((0.1 * k, 0.04, foot + 0.06), (0.05, 0.045, 0.12), HAIR)
    hem = skirt or (0.62 if width > 1.1 else 0.8)
    flare = 0.2 * width + (0.1 if skirt else 0)
    b.turned(
        [
            (0.05, 1.5),
            (0.1, 1.475),
            (0.19, 1.43),
            (0.222, 1.36),
            (0.21, 1.2),
            (0.17, 1.05),
            (0.185, 0.92),
            (flare, hem),
            (0, hem),
        ],
        coat,
        0.6,
    )
    for k, hand in zip((-1, 1), hands or (CUFFED if sit else HANGING), strict=True):
        top, end = np.array([k * 0.2, 1.4, 0.0]), np.asarray(hand, float)
        b.limb([top, _elbow(top, end), end], [0.068, 0.056, 0.046], coat)
        b.blob(end + (end - _elbow(top, end)) * 0.12, (0.042, 0.05, 0.042), skin)
    b.limb([(0, 1.44, 0.0), (0, 1.57, 0.015)], [0.062, 0.056], skin)
    b.blob((0, 1.625, 0.02), (0.083, 0.128, 0.1), skin, 0.32)
    b.blob((0, 1.615, 0.118), (0.018, 0.03, 0.022), skin)
    for k in (-1, 1):
        b.blob((k * 0.085, 1.615, 0.0), (0.014, 0.032, 0.022), skin)
    if hat:
        _hat(b, hat, hat_mat)
    b.blob((0, 1.665 - (0.02 if hat else 0), -0.018), (0.094, 0.1, 0.102), hair)
    if not hat:
        b.blob((0, 1.69, -0.005), (0.096, 0.085, 0.108), hair)
    if long_hair:
        b.blob((0, 1.55, -0.055), (0.085, 0.15, 0.06), hair)
