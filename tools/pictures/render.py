"""Perspective rasteriser with cast shadows, contact shade, haze and still-water reflections.

The camera is kept level (verticals stay vertical, as with a rising-front plate camera); the
horizon row is chosen freely.  The result is a set of per-pixel maps for the engraving stage.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from mesh import Mesh
from noise import fbm
from raster import raster
from scipy import ndimage as ndi

SkyFn = Callable[[np.ndarray, np.ndarray], np.ndarray]


@dataclass
class View:
    """Camera, light and air of one scene."""

    eye: tuple[float, float, float] = (0.0, 1.7, 0.0)
    yaw: float = 0.0
    lens: float = 1.0  # focal length as a share of the picture's width
    horizon: float = 0.5  # row of the horizon, 0 top .. 1 bottom
    sun: tuple[float, float, float] = (-0.6, 0.6, -0.3)
    sun_power: float = 0.8
    ambient: float = 0.32
    haze: float = 400.0  # distance at which about two thirds is lost in the air
    haze_tone: float = 0.85
    shadow_size: float = 120.0  # side of the square that receives cast shadows
    shadow_at: tuple[float, float, float] = (0.0, 0.0, 40.0)
    water: bool = False
    wave: float = 0.035
    wave_size: float = 1.6
    deep: float = 0.18


@dataclass
class Plate:
    """Maps handed to the engraver (all height x width)."""

    lum: np.ndarray
    angle: np.ndarray
    region: np.ndarray
    depth: np.ndarray
    normal: np.ndarray
    accent: np.ndarray
    sky: np.ndarray


class Renderer:
    """Renders a mesh under a view into a plate."""

    def __init__(self, mesh: Mesh, view: View, sky: SkyFn, w: int, h: int) -> None:
        self.v, self.w, self.h, self.sky = view, w, h, sky
        self.tri, self.nrm, self.mat, self.reg = mesh.arrays()
        self.mats = mesh.mats
        self.f, self.cx, self.hy = view.lens * w, w / 2.0, view.horizon * h
        c, s = np.cos(view.yaw), np.sin(view.yaw)
        self.rot = np.array([[c, 0, -s], [0, 1, 0], [s, 0, c]])
        sun = np.asarray(view.sun, float)
        self.sun = sun / np.linalg.norm(sun)
        self._shadow_map()

    def _shadow_map(self, n: int = 3072) -> None:
        z = -self.sun
        x = np.cross([0, 1.0, 0.01], z)
        x /= np.linalg.norm(x)
        self.lb = np.stack([x, np.cross(z, x), z])
        self.ls, self.ln = n / self.v.shadow_size, n
        t = (self.tri - np.asarray(self.v.shadow_at)) @ self.lb.T
        self.smap = np.full((n, n), -1e9)
        raster(
            t, self.nrm, self.ls, n / 2, n / 2, 0.0, False, self.smap, np.zeros((n, n), np.int32), np.zeros((n, n, 3))
        )

    def _lit(self, p: np.ndarray) -> np.ndarray:
        """Share of sunlight reaching world points (percentage-closer filtered)."""
        q = (p - np.asarray(self.v.shadow_at)) @ self.lb.T
        x, y = self.ln / 2 + self.ls * q[:, 0], self.ln / 2 - self.ls * q[:, 1]
        w = 1e5 - q[:, 2] + 2.5 / self.ls + 0.03
        out = np.zeros(len(p))
        for dx in (-1.0, 0.0, 1.0):
            for dy in (-1.0, 0.0, 1.0):
                i, j = np.floor(y + dy).astype(int), np.floor(x + dx).astype(int)
                ok = (i >= 0) & (j >= 0) & (i < self.ln) & (j < self.ln)
                out += np.where(ok, w >= self.smap[np.clip(i, 0, self.ln - 1), np.clip(j, 0, self.ln - 1)], True)
        return out / 9.0

    def _pass(self, flip: bool) -> dict[str, np.ndarray]:
        """Rasterise and shade once; flip gives the world mirrored in the water."""
        h, w, v = self.h, self.w, self.v
        zb, tid, nb = np.zeros((h, w)), np.full((h, w), -1, np.int32), np.zeros((h, w, 3))
        m = np.array([1, -1.0, 1]) if flip else np.ones(3)
        tri = self.tri
        if flip:  # only what stands above the water is mirrored
            tri = np.where((tri[..., 1].max(1) <= 0)[:, None, None], -1e4, np.maximum(tri, [-1e9, 0, -1e9]))
        raster((tri * m - np.asarray(v.eye)) @ self.rot.T, self.nrm, self.f, self.cx, self.hy, 0.05, True, zb, tid, nb)
        hit = tid >= 0
        py, px = np.mgrid[0:h, 0:w] + 0.5
        z = np.where(hit, 1.0 / np.maximum(zb, 1e-9), 1e6)
        cam = np.stack([(px - self.cx) * z / self.f, (self.hy - py) * z / self.f, z], 2)
        sky = self.sky((px - self.cx) / self.f, (self.hy - py) / self.f * (-1 if flip else 1))
        pos = (cam[hit] @ self.rot + np.asarray(v.eye)) * m
        n = nb[hit]
        n /= np.linalg.norm(n, axis=1, keepdims=True) + 1e-12
        ray = (cam[hit] @ self.rot) * m
        n = np.where(((n * ray).sum(1) > 0)[:, None], -n, n)
        mid = self.mat[tid[hit]]
        get = {
            k: np.array([getattr(q, k) for q in self.mats], float)[mid]
            for k in ("albedo", "glow", "rough", "grain", "accent", "cross")
        }
        alb = get["albedo"]
        r = get["rough"] > 0
        if r.any():
            q = pos[r] / get["grain"][r, None]
            alb[r] *= 1 + get["rough"][r] * 2 * (fbm(q[:, 0] + q[:, 1] * 0.7, q[:, 2] + q[:, 1] * 1.3, 3, 4) - 0.5)
        nl = n @ self.sun
        lit = np.where(nl > 0, self._lit(pos + n * 0.04), 0.0)
        ld = np.log(np.minimum(z, 3e3))
        ao = np.zeros((h, w))
        for sg in (w / 260, w / 70):
            ao += np.clip(ld - ndi.gaussian_filter(ld, sg), 0, 0.35)
        amb = (
            v.ambient
            * (0.72 + 0.28 * n[:, 1] + 0.16 * (n @ np.array([self.sun[0], 0, self.sun[2]])))
            * (1 - np.clip(ao[hit] * 1.6, 0, 0.65))
        )
        c = alb * (amb + v.sun_power * np.maximum(nl, 0) * lit) + get["glow"]
        k = np.exp(-z[hit] / v.haze)
        lum = sky.copy()
        lum[hit] = c * k + v.haze_tone * (1 - k)
        t = np.array([q.along for q in self.mats], float)[mid]
        t = np.where(get["cross"][:, None] > 0.5, np.cross(n, t), t - n * (n * t).sum(1, keepdims=True))
        bad = np.linalg.norm(t, axis=1) < 0.12
        t[bad] = np.array([1.0, 0, 0]) @ self.rot
        tc = t @ self.rot.T
        cc = cam[hit]
        ang = np.zeros((h, w))
        ang[hit] = np.arctan2(-(tc[:, 1] * cc[:, 2] - cc[:, 1] * tc[:, 2]), tc[:, 0] * cc[:, 2] - cc[:, 0] * tc[:, 2])
        full = sky
        reg, acc, nn = np.zeros((h, w), np.int32), np.zeros((h, w)), np.zeros((h, w, 3))
        reg[hit], acc[hit], nn[hit] = self.reg[tid[hit]], get["accent"], n
        return {
            "lum": lum,
            "angle": ang,
            "region": reg,
            "depth": z,
            "normal": nn,
            "accent": acc,
            "sky": ~hit,
            "air": full,
        }

    def plate(self) -> Plate:
        """The finished maps."""
        g, v = self._pass(False), self.v
        lum, ang, sky = g["lum"], g["angle"], g["sky"]
        s = ndi.gaussian_filter(np.minimum(g["air"], 1.0), self.w / 300)
        gy, gx = np.gradient(s)
        k = self.w * 0.9
        a2, b2 = 1.1 + k * k * (gy * gy - gx * gx), -2 * k * k * gx * gy
        a2, b2 = ndi.gaussian_filter(a2, self.w / 160), ndi.gaussian_filter(b2, self.w / 160)
        ang[sky] = (0.5 * np.arctan2(b2, a2))[sky]
        if v.water:
            py, px = np.mgrid[0 : self.h, 0 : self.w] + 0.5
            zw = np.where(py > self.hy + 0.5, self.f * v.eye[1] / np.maximum(py - self.hy, 0.5), 1e7)
            wet = zw < g["depth"]
            wx, wz = (px - self.cx) * zw / self.f, np.minimum(zw, 1e5)
            fade = 1 / (1 + wz / (60 * v.wave_size))
            q = v.wave_size
            e = fbm(wx / (q * 2.2), wz / q, 5, 4)
            ez = fbm(wx / (q * 2.2), (wz + 0.3) / q, 5, 4)
            ex = fbm((wx + 0.5) / (q * 2.2), wz / q, 5, 4)
            sz, sx = (ez - e) * 8 * v.wave * q, (ex - e) * 3 * v.wave * q
            dy = self.f * (
                sz * (0.25 + 0.75 * fade) * 2 + 0.6 * v.wave * (fbm(wx / (30 + wz * 0.3), np.log(wz) * 26, 8, 3) - 0.5)
            )
            m = self._pass(True)["lum"]
            r = ndi.map_coordinates(
                m,
                [np.clip(py - 0.5 + dy, self.hy + 1, self.h - 1), px - 0.5 + self.f * sx * 0.8],
                order=1,
                mode="nearest",
            )
            graze = np.clip(1 - 1.15 * v.eye[1] / np.hypot(v.eye[1], np.minimum(wz, 1e4)) - sz * 3, 0.2, 1)
            r = r * graze + v.deep * (1 - graze)
            lum = np.where(wet, r, lum)
            ang = np.where(wet, np.clip(sz * 9 * fade, -0.3, 0.3), ang)
            g["region"][wet], g["depth"][wet], g["accent"][wet] = -1, zw[wet], 0
            g["normal"][wet] = (0, 1, 0)
            sky = sky & ~wet
        return Plate(lum, ang, g["region"], g["depth"], g["normal"], g["accent"], sky)
