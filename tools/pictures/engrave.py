"""The shared print stage: tone and direction become cut lines, then ink on paper.

Key block: black lines that swell with the shade and follow the form, crossed by a second
system in the shadows.  Tint block: one flat colour under the key, cut away in the lights and
graduated with a ruled tint.  Both are printed on warm paper, very slightly out of register.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from cuts import cut, lines
from noise import fbm
from PIL import Image
from render import Plate
from scipy import ndimage as ndi

PAPER = np.array([250, 246, 236]) / 255.0
INK = np.array([22, 24, 27]) / 255.0
TINTS = {
    "blue": (150, 180, 196),
    "ochre": (222, 188, 124),
    "green": (164, 186, 148),
    "red": (204, 84, 66),
    "rose": (220, 168, 146),
    "slate": (168, 180, 182),
    "gold": (226, 178, 84),
}


@dataclass
class Press:
    """How one picture is cut and printed."""

    period: float = 6.0  # distance between lines, in 1/1440 of the picture's width
    tint: str = "blue"
    accent: str = "red"
    gamma: float = 0.66  # above 1 darkens
    low: float = 0.03  # luminance printed as solid black
    high: float = 0.92  # luminance left as bare paper
    tint_at: float = 0.74  # luminance below which the tint block prints solid
    tint_soft: float = 0.22
    outline: float = 1.0
    seed: int = 1


def contours(p: Plate, sc: float) -> tuple[np.ndarray, np.ndarray]:
    """Outline weight (0..1) and the white margin cut behind near edges."""
    ld = np.log(np.clip(p.depth, 0.1, 4e3)).astype(np.float32)
    near = np.exp(-np.clip(p.depth, 0, 1e4) / 160)
    r = max(1, round(1.0 * sc))
    jump = ndi.maximum_filter(ld, 2 * r + 1) - ld  # something farther is close by: we are the near edge
    behind = ld - ndi.minimum_filter(ld, 2 * round(3.2 * sc) + 1)
    edge = ndi.maximum_filter(p.region, 3) != ndi.minimum_filter(p.region, 3)
    n = np.sqrt(sum(ndi.gaussian_gradient_magnitude(p.normal[..., k].astype(np.float32), 0.7) ** 2 for k in range(3)))
    crease = np.clip(n * 4 - 0.25, 0, 1) * edge * near * 0.8
    sil = np.clip((jump - 0.04) * 14, 0, 1) * (0.45 + 0.55 * near)
    halo = np.clip((behind - 0.12) * 4, 0, 1) * (~p.sky) * 0.75
    wet = p.region == -1
    return np.where(wet, 0, np.maximum(sil, crease)), np.where(wet, 0.4, 1) * halo


def print_plate(p: Plate, s: Press, out_w: int, units: int = 1440) -> Image.Image:
    """Cut both blocks and print them out_w pixels wide; line weights are given in units of the picture's width."""
    h, w = p.lum.shape
    sc = w / units
    lum = np.clip((p.lum - s.low) / (s.high - s.low), 0, 1)
    dark = 1 - lum ** (0.91 * s.gamma)
    line, halo = contours(p, sc)
    y, x = np.mgrid[0:h, 0:w].astype(float)
    wob = fbm(x / (90 * sc), y / (90 * sc), s.seed, 3) - 0.5
    wet = p.region == -1
    ang = p.angle + wob * np.where(p.sky, 0.12, 0.22)
    far = np.clip(np.log(np.clip(p.depth, 4, 900) / 4) / np.log(225), 0, 1)
    per = s.period * sc * np.where(p.sky, 1.08, 1.08 - 0.25 * far)
    main = lines(ang, p.region, per, s.seed)
    second = lines(ang + np.where(p.sky | wet, 0.5, 1.05), p.region, per, s.seed + 1, 5)
    dark = np.clip(dark * (1 - halo * 0.8), 0, 1)
    hand = fbm(x / (26 * sc), y / (26 * sc), s.seed + 5, 3) - 0.5
    d = np.clip(dark + hand * 0.16 * np.clip(dark * 5, 0, 1) * (dark < 0.9), 0, 1)
    d = np.where(d < 0.1, np.maximum(0, d * 2.2 - 0.12), d)
    d = np.where(d > 0.88, d + (d - 0.88) * 0.9, d)
    d2 = np.clip((d - 0.5) / 0.5, 0, 1) * 0.5 * np.where(wet, 0.3, 1)
    d1 = 1 - (1 - d) / (1 - d2)
    e = 2 * np.pi / (s.period * sc) * 1.1
    ink = np.maximum(cut(main, d1, e), cut(second, d2, e))
    ink = np.maximum(ink, np.clip(line * s.outline * 1.15 * np.clip(0.35 + dark * 1.3, 0, 1), 0, 1))
    # tint block, ruled at 45 degrees where it thins out
    tone = ndi.gaussian_filter(lum, 1.2 * sc)
    cov = np.clip((s.tint_at + s.tint_soft / 2 - tone) / s.tint_soft, 0, 1)
    q = 5.5 * sc
    rule = np.cos(2 * np.pi * (x * 0.94 + y * 0.34) / q + wob * 5)
    tint = cut(rule, cov, 2 * np.pi / q)
    spot = np.clip(ndi.gaussian_filter(p.accent, 0.6 * sc), 0, 1)
    tint, spot = (
        ndi.shift(k, (o * sc, -o * 1.4 * sc), order=1, mode="nearest")
        for k, o in ((tint * (1 - (p.accent > 0.3)), 0.8), (spot, -0.7))
    )
    size = (out_w, round(h * out_w / w))
    ink, tint, spot = (
        np.asarray(Image.fromarray((k * 255).astype(np.uint8)).resize(size, Image.Resampling.LANCZOS), float) / 255
        for k in (ink, tint, spot)
    )
    # paper and ink
    oy, ox = np.mgrid[0 : size[1], 0 : size[0]].astype(float)
    wear = fbm(ox / 2.6, oy / 2.6, s.seed + 9, 2)
    tint = tint * np.clip(0.97 - 0.5 * np.clip(wear - 0.68, 0, 1), 0, 1)
    ink = np.clip(ink * 1.06, 0, 1) * (0.985 - 0.8 * np.clip(wear - 0.8, 0, 1))
    paper = PAPER * (1 + 0.012 * (fbm(ox / 300, oy / 300, s.seed + 2, 3) - 0.5))[..., None]
    img = paper * (1 - tint[..., None] * (1 - np.array(TINTS[s.tint]) / 255 / PAPER))
    img = img * (1 - spot[..., None] * (1 - np.array(TINTS[s.accent]) / 255 / PAPER))
    img = img * (1 - ink[..., None]) + INK * ink[..., None]
    return Image.fromarray((np.clip(img, 0, 1) * 255).astype(np.uint8))
