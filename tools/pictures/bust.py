"""The relief of one head: outlines inflated to a form, lit from the side the sitter faces."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from noise import fbm
from PIL import Image, ImageDraw
from scipy import ndimage as ndi
from scipy.interpolate import CubicSpline

Pts = Sequence[tuple[float, float]]
SPAN, LEFT, TOP = 2.08, 1.02, 0.26


def curve(p: Pts, n: int = 14) -> np.ndarray:
    """A smooth line through the points."""
    q = np.array(p, float)
    t = np.concatenate([[0], np.cumsum(np.sqrt(np.linalg.norm(np.diff(q, axis=0), axis=1)))])
    return np.asarray(CubicSpline(t, q)(np.linspace(0, t[-1], len(q) * n)))


class Bust:
    """Maps of tone, line direction and region, in head coordinates (x towards the face, y down, brow near y 0.4)."""

    def __init__(self, n: int, tilt: float = 0.0) -> None:
        self.n, self.k, self.tilt = n, n / SPAN, tilt
        y, x = np.mgrid[0:n, 0:n] / n
        self.x, self.y = x, y
        self.hx, self.hy = x * SPAN - LEFT, y * SPAN - TOP
        self.lum = 0.34 + 0.75 * np.clip(1.02 - x * 1.05 - y * 0.12, 0, 1)
        self.ang = np.full((n, n), -0.35) + 0.5 * (x - 0.5)
        self.reg, self.depth = np.ones((n, n), np.int32), np.full((n, n), 40.0)
        self.normal = np.zeros((n, n, 3))

    def turn(self, p: Pts | np.ndarray) -> np.ndarray:
        """Nod the head about the neck by the sitter's tilt; the shoulders stay."""
        q = np.array(p, float)
        a = self.tilt * np.clip((1.3 - q[:, 1]) / 0.4, 0, 1)
        x, y = q[:, 0] + 0.1, q[:, 1] - 1.0
        return np.stack([x * np.cos(a) - y * np.sin(a) - 0.1, x * np.sin(a) + y * np.cos(a) + 1.0], 1)

    def pixels(self, p: Pts | np.ndarray) -> list[tuple[float, float]]:
        """Head coordinates to pixels."""
        return [((a + LEFT) * self.k, (b + TOP) * self.k) for a, b in self.turn(p)]

    def mask(self, p: Pts | np.ndarray) -> np.ndarray:
        """The inside of an outline."""
        im = Image.new("L", (self.n, self.n))
        ImageDraw.Draw(im).polygon(self.pixels(p), fill=255)
        return np.asarray(im) > 127

    def part(
        self, m: np.ndarray, reg: int, depth: float, albedo: float, puff: float, flow: float | None, curl: float = 0.0
    ) -> None:
        """Inflate a mask to a relief, light it and add it; flow None makes hair, which follows the head."""
        n = self.n
        d = ndi.distance_transform_edt(np.pad(m, ((0, 1), (0, 0)), mode="edge"))[:-1] / self.k
        hgt = ndi.gaussian_filter(np.sqrt(np.clip(1 - (1 - np.clip(d / puff, 0, 1)) ** 2, 0, 1)) * puff, n / 150)
        if curl:
            hgt = hgt + 0.05 * curl * fbm(self.x * 26, self.y * 26, 4, 2)
        gy, gx = np.gradient(hgt * self.k)
        nz = 1 / np.sqrt(1 + gx * gx + gy * gy)
        lum = albedo * (0.2 + 0.92 * np.clip((-0.62 * gx + 0.45 * gy) * nz + 0.64 * nz, 0, 1))
        if flow is None:
            cx, cy = self.x - (LEFT - 0.08) / SPAN, self.y - (TOP + 0.5) / SPAN
            ang = np.arctan2(cx, -cy) + 0.25 + 2.2 * curl * (fbm(self.x * 16, self.y * 16, 6, 2) - 0.5)
            lum = lum * (1 + 0.5 * (fbm(np.hypot(cx, cy) * 55, np.arctan2(cy, cx) * 3, 7, 2) - 0.5))
        else:
            ang = flow + 1.1 * (gx * 0.8 - gy * 0.4) * nz
        for a, b in ((self.lum, lum), (self.ang, ang), (self.normal[..., 0], gx * nz * 0.3)):
            a[m] = b[m]
        self.reg[m], self.depth[m] = reg, depth

    def shade(self, at: tuple[float, float], rx: float, ry: float, amount: float, reg: int = 2) -> None:
        """A soft darkening (or, above 0, lightening) on one region."""
        cx, cy = self.turn([at])[0]
        g = np.exp(-(((self.hx - cx) / rx) ** 2) - ((self.hy - cy) / ry) ** 2)
        on = self.reg == reg
        self.lum[on] *= (1 + amount * g)[on]

    def stroke(self, p: Pts, w: float, lum: float) -> None:
        """A drawn accent: eye, brow, mouth, spectacles, wrinkles."""
        im = Image.new("L", (self.n, self.n))
        q = self.pixels(curve(p) if len(p) > 2 else p)
        ImageDraw.Draw(im).line(q, fill=255, width=max(2, round(w * self.k)), joint="curve")
        a = ndi.gaussian_filter(np.asarray(im, float) / 255, self.n / 1500)
        self.lum[:] = self.lum * (1 - a) + lum * a
