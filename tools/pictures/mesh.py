"""Solid modelling for engraved scenes: triangles with a material and a line system.

World axes: x to the right, y up, z away from the viewer; units are metres.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np

Vec = Sequence[float]


@dataclass(frozen=True)
class Mat:
    """How a surface is toned and cut: albedo, glow, grain, and the burin's direction."""

    albedo: float = 0.6
    glow: float = 0.0  # light it gives by itself
    rough: float = 0.0  # amount of fractal variation in albedo
    grain: float = 1.0  # size of that variation in metres
    along: tuple[float, float, float] = (0.0, 1.0, 0.0)
    cross: bool = True  # lines run along cross(normal, along), else along the projection
    accent: float = 0.0  # coverage of the second spot colour


@dataclass
class Mesh:
    """A growing soup of triangles."""

    tri: list[np.ndarray] = field(default_factory=list)
    nrm: list[np.ndarray] = field(default_factory=list)
    mat: list[np.ndarray] = field(default_factory=list)
    reg: list[np.ndarray] = field(default_factory=list)
    mats: list[Mat] = field(default_factory=list)
    regions: int = 1

    def mat_id(self, m: Mat) -> int:
        if m not in self.mats:
            self.mats.append(m)
        return self.mats.index(m)

    def add(self, tri: np.ndarray, m: Mat, normals: np.ndarray | None = None, region: bool = True) -> None:
        """Add triangles (n,3,3); flat normals are derived unless given."""
        tri = np.asarray(tri, float).reshape(-1, 3, 3)
        if normals is None:
            n = np.cross(tri[:, 1] - tri[:, 0], tri[:, 2] - tri[:, 0])
            n /= np.linalg.norm(n, axis=1, keepdims=True) + 1e-12
            normals = np.repeat(n[:, None], 3, 1)
        if region:
            self.regions += 1
        self.tri.append(tri)
        self.nrm.append(np.asarray(normals, float).reshape(-1, 3, 3))
        self.mat.append(np.full(len(tri), self.mat_id(m), np.int32))
        self.reg.append(np.full(len(tri), self.regions, np.int32))

    def arrays(self) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
        return (np.concatenate(self.tri), np.concatenate(self.nrm), np.concatenate(self.mat), np.concatenate(self.reg))

    def quad(self, a: Vec, b: Vec, c: Vec, d: Vec, m: Mat, region: bool = True) -> None:
        """A flat four-sided face (either winding; shading is two-sided)."""
        self.add(np.array([[a, b, c], [a, c, d]], float), m, region=region)

    def box(
        self,
        x: float,
        y: float,
        z: float,
        w: float,
        h: float,
        d: float,
        m: Mat,
        yaw: float = 0.0,
        top: Mat | None = None,
    ) -> None:
        """A box standing on (x, y, z) with its footprint centred there."""
        c, s = np.cos(yaw), np.sin(yaw)
        p = np.array([[sx * w / 2, sy * h, sz * d / 2] for sy in (0, 1) for sz in (-1, 1) for sx in (-1, 1)])
        p = np.stack([p[:, 0] * c + p[:, 2] * s + x, p[:, 1] + y, -p[:, 0] * s + p[:, 2] * c + z], 1)
        for k, (i, j, q, r) in enumerate(
            ((0, 1, 5, 4), (2, 3, 7, 6), (0, 2, 6, 4), (1, 3, 7, 5), (4, 5, 7, 6), (0, 1, 3, 2))
        ):
            self.quad(p[i], p[j], p[q], p[r], top if (top and k == 4) else m)

    def extrude(self, poly: Sequence[Vec], o: Vec, u: Vec, v: Vec, w: Vec, m: Mat, cap: Mat | None = None) -> None:
        """Sweep a convex polygon given in the (u, v) plane at o by the vector w."""
        o, u, v, w = (np.asarray(t, float) for t in (o, u, v, w))
        p = np.array([o + a * u + b * v for a, b in poly])
        for q in (p, p + w):
            self.add(np.array([[q[0], q[i], q[i + 1]] for i in range(1, len(q) - 1)]), cap or m)
        for i in range(len(p)):
            j = (i + 1) % len(p)
            self.quad(p[i], p[j], p[j] + w, p[i] + w, m)

    def tube(self, a: Vec, b: Vec, r: float, m: Mat, r2: float | None = None, n: int = 8, region: bool = True) -> None:
        """A round bar from a to b, tapering from r to r2."""
        a, b = np.asarray(a, float), np.asarray(b, float)
        ax = (b - a) / (np.linalg.norm(b - a) + 1e-9)
        e = np.cross(ax, [0, 0, 1.0] if abs(ax[2]) < 0.9 else [1.0, 0, 0])
        e /= np.linalg.norm(e)
        g = np.cross(ax, e)
        t = np.linspace(0, 2 * np.pi, n + 1)
        ring = np.cos(t)[:, None] * e + np.sin(t)[:, None] * g
        self.grid(np.stack([a + ring * r, b + ring * (r if r2 is None else r2)]), m, np.stack([ring, ring]), region)

    def grid(self, p: np.ndarray, m: Mat, n: np.ndarray | None = None, region: bool = True) -> None:
        """A smooth surface through a (rows, cols, 3) net of points."""
        if n is None:
            n = np.cross(np.gradient(p, axis=1), np.gradient(p, axis=0))
            n /= np.linalg.norm(n, axis=2, keepdims=True) + 1e-12

        def cut(q: np.ndarray) -> np.ndarray:
            a, b, c, d = q[:-1, :-1], q[:-1, 1:], q[1:, 1:], q[1:, :-1]
            return np.stack([np.stack([a, b, c], 2), np.stack([a, c, d], 2)], 2).reshape(-1, 3, 3)

        self.add(cut(p), m, cut(n), region)

    def lathe(
        self, prof: Sequence[Vec], o: Vec, m: Mat, n: int = 24, sx: float = 1.0, sz: float = 1.0, yaw: float = 0.0
    ) -> None:
        """Turn a profile of (radius, height) pairs about a vertical axis at o."""
        pr = np.asarray(prof, float)
        t = np.linspace(0, 2 * np.pi, n + 1)
        x, z = pr[:, :1] * np.cos(t) * sx, pr[:, :1] * np.sin(t) * sz
        c, s = np.cos(yaw), np.sin(yaw)
        p = np.stack([x * c + z * s + o[0], np.repeat(pr[:, 1:2], n + 1, 1) + o[1], -x * s + z * c + o[2]], 2)
        self.grid(p, m)

    def ball(
        self, o: Vec, r: float, m: Mat, sy: float = 1.0, lump: float = 0.0, rng: np.random.Generator | None = None
    ) -> None:
        """A sphere, optionally squashed and lumpy (foliage, heads, stones)."""
        a, b = np.meshgrid(np.linspace(0, np.pi, 10), np.linspace(0, 2 * np.pi, 15), indexing="ij")
        k = np.ones_like(a)
        if lump and rng is not None:
            k += lump * np.sin(a * 5 + rng.uniform(0, 6)) * np.sin(b * rng.integers(2, 5) + rng.uniform(0, 6))
        self.grid(
            np.stack(
                [
                    np.sin(a) * np.cos(b) * r * k + o[0],
                    np.cos(a) * r * sy * k + o[1],
                    np.sin(a) * np.sin(b) * r * k + o[2],
                ],
                2,
            ),
            m,
        )

    def terrain(
        self, f: Callable[[np.ndarray, np.ndarray], np.ndarray], xs: np.ndarray, zs: np.ndarray, m: Mat
    ) -> None:
        """A height field y = f(x, z)."""
        z, x = np.meshgrid(zs, xs, indexing="ij")
        self.grid(np.stack([x, f(x, z), z], 2), m)

    def truss(self, a: Vec, b: Vec, w: float, n: int, r: float, m: Mat) -> None:
        """A square lattice girder."""
        a, b = np.asarray(a, float), np.asarray(b, float)
        ax = (b - a) / np.linalg.norm(b - a)
        e = np.cross(ax, [0, 0, 1.0] if abs(ax[2]) < 0.9 else [0, 1.0, 0])
        e /= np.linalg.norm(e)
        g = np.cross(ax, e)
        c = [(i * e + j * g) * w / 2 for i, j in ((-1, -1), (1, -1), (1, 1), (-1, 1))]
        self.regions += 1
        for k in range(4):
            self.tube(a + c[k], b + c[k], r, m, n=5, region=False)
            for i in range(n):
                p, q = a + (b - a) * i / n, a + (b - a) * (i + 1) / n
                s, t = (k, (k + 1) % 4) if i % 2 else ((k + 1) % 4, k)
                self.tube(p + c[s], q + c[t], r * 0.6, m, n=4, region=False)

    def tree(self, x: float, y: float, z: float, h: float, m: Mat, trunk: Mat, rng: np.random.Generator) -> None:
        """A broad-leaved tree of lumpy clumps."""
        self.tube((x, y, z), (x, y + h * 0.55, z), h * 0.03, trunk, h * 0.018, 7)
        for _ in range(11):
            a, b = rng.uniform(0, 6.3), rng.uniform(0, 1)
            r = h * 0.2 * (1.15 - b * 0.45)
            k = h * 0.24 * np.sin(np.pi * (0.25 + 0.75 * b))
            self.ball((x + np.cos(a) * k, y + h * (0.4 + 0.5 * b), z + np.sin(a) * k), r, m, 0.85, 0.09, rng)
