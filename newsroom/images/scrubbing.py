"""JPEG, PNG, WebP and GIF files without metadata: their containers walked part by part, known parts kept, the rest left
behind. Nothing is decoded, so no pixel changes. Every fault of a container is a ValueError with a sentence."""

import re
import struct
import zlib
from collections.abc import Iterator

EXIF = b"Exif\0\0"
ORIENTATION_TAG = 0x0112

# TIFF header, a directory with one entry (orientation, one SHORT), no further directory.
_ONE_ENTRY = "<2sHIHHHIHHI"


def orientation(exif: bytes) -> int:
    """The orientation, 1 to 8, that an EXIF block asks for; 1 where it holds none or is damaged."""
    tiff = exif.removeprefix(EXIF)
    order = {b"II*\0": "<", b"MM\0*": ">"}.get(tiff[:4])
    if order is None or len(tiff) < 10:
        return 1
    (start,) = struct.unpack_from(order + "I", tiff, 4)
    if start + 2 > len(tiff):
        return 1
    (entries,) = struct.unpack_from(order + "H", tiff, start)
    for place in range(start + 2, min(start + 2 + entries * 12, len(tiff) - 11), 12):
        tag, kind, count, value = struct.unpack_from(order + "HHIH", tiff, place)
        if tag == ORIENTATION_TAG:
            return value if kind == 3 and count == 1 and 1 <= value <= 8 else 1
    return 1


def orientation_only(turn: int) -> bytes:
    """The smallest TIFF block that says `turn`, without the EXIF marker of JPEG."""
    return struct.pack(_ONE_ENTRY, b"II", 42, 8, 1, ORIENTATION_TAG, 3, 1, turn, 0, 0)


# JPEG, ITU-T T.81 annex B

_END_OF_SCAN = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
_END = 0xD9
_FRAMES_AND_TABLES = frozenset(range(0xC0, 0xE0)) - frozenset(range(0xD0, 0xDA))


def scrub_jpeg(data: bytes) -> bytes:
    jfif, turn, kept, scans = b"", 1, [], 0
    for marker, payload, scan in _jpeg_segments(data):
        if marker in _FRAMES_AND_TABLES:
            kept.append(_segment(marker, payload) + scan)
            scans += marker == 0xDA
        elif marker == 0xE0 and payload.startswith(b"JFIF\0") and len(payload) >= 14:
            jfif = jfif or _segment(0xE0, payload[:12] + b"\0\0")  # no thumbnail
        elif marker == 0xE1 and payload.startswith(EXIF):
            turn = orientation(payload) if turn == 1 else turn
        elif marker == 0xE2 and payload.startswith(b"ICC_PROFILE\0"):
            kept.append(_segment(marker, payload))
        elif marker == 0xEE and payload.startswith(b"Adobe") and len(payload) >= 12:
            kept.append(_segment(marker, payload[:12]))
    if not scans:
        raise ValueError("It is a JPEG file without a picture.")
    turned = _segment(0xE1, EXIF + orientation_only(turn)) if turn != 1 else b""
    return b"".join((b"\xff\xd8", jfif, turned, *kept, b"\xff\xd9"))


def breaks_off(jpeg: bytes) -> bool:
    """Whether the file ends before the picture does, as one that was not copied whole."""
    return all(marker != _END for marker, _, _ in _jpeg_segments(jpeg))


def _segment(marker: int, payload: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(payload) + 2) + payload


def _jpeg_segments(data: bytes) -> Iterator[tuple[int, bytes, bytes]]:
    """(marker, payload, entropy-coded data behind it), to the end mark of the first picture. One that breaks off in its
    scan has none and ends there, as browsers show it; stray bytes between segments are passed over, as libjpeg does."""
    if not data.startswith(b"\xff\xd8"):
        raise ValueError("It does not begin as a JPEG file.")
    place = 2
    while (found := _END_OF_SCAN.search(data, place)) is not None:
        marker, place = data[found.start() + 1], found.end()
        if marker == _END:
            yield marker, b"", b""
            return
        if marker == 0x01:
            continue
        length = int.from_bytes(data[place : place + 2], "big")
        if marker == 0xD8 or length < 2 or place + length > len(data):
            raise ValueError("It is a damaged JPEG file.")
        payload, place = data[place + 2 : place + length], place + length
        if marker != 0xDA:
            yield marker, payload, b""
            continue
        end = _END_OF_SCAN.search(data, place)
        scan_end = end.start() if end else len(data)
        yield marker, payload, data[place:scan_end]
        place = scan_end


# PNG, third edition, section 5

_PNG = b"\x89PNG\r\n\x1a\n"
_PNG_CRITICAL = frozenset({b"IHDR", b"PLTE", b"IDAT", b"IEND"})
_PNG_KEPT = _PNG_CRITICAL | {
    *(b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"cICP", b"pHYs"),
    *(b"acTL", b"fcTL", b"fdAT"),
}


def scrub_png(data: bytes) -> bytes:
    kept = [_PNG]
    turn, has_pixels = 1, False
    for name, payload, whole in _png_chunks(data):
        if name == b"eXIf" and not has_pixels:
            turn = orientation(payload)
        if name == b"IDAT" and not has_pixels:
            has_pixels = True
            kept.extend([_png_chunk(b"eXIf", orientation_only(turn))] if turn != 1 else [])
        if name in _PNG_KEPT:
            kept.append(whole)
        elif not name[0] & 0x20:
            raise ValueError("It is a PNG file with parts that no browser knows.")
    if not has_pixels:
        raise ValueError("It is a PNG file without a picture.")
    return b"".join(kept)


def _png_chunk(name: bytes, payload: bytes) -> bytes:
    return struct.pack(">I", len(payload)) + name + payload + struct.pack(">I", zlib.crc32(name + payload))


def _png_chunks(data: bytes) -> Iterator[tuple[bytes, bytes, bytes]]:
    """(name, payload, the whole chunk), IEND included; what lies behind it is not looked at."""
    if not data.startswith(_PNG):
        raise ValueError("It does not begin as a PNG file.")
    place = len(_PNG)
    while place + 12 <= len(data):
        length, name = struct.unpack_from(">I4s", data, place)
        end = place + 12 + length
        if end > len(data) or not name.isalpha() or (name == b"IHDR") != (place == len(_PNG)):
            break
        yield name, data[place + 8 : end - 4], data[place:end]
        if name == b"IEND":
            return
        place = end
    raise ValueError("It is a damaged or incomplete PNG file.")


# WebP, RFC 9649

_WEBP_PIXELS = frozenset({b"VP8 ", b"VP8L", b"ANMF"})
_WEBP_KEPT = _WEBP_PIXELS | {b"VP8X", b"ALPH", b"ANIM", b"ICCP"}
_WEBP_FRAME_KEPT = frozenset({b"VP8 ", b"VP8L", b"ALPH"})
_HAS_EXIF, _HAS_XMP = 0x08, 0x04
_FRAME_HEADER = 16


def scrub_webp(data: bytes) -> bytes:
    if data[:4] != b"RIFF" or data[8:12] != b"WEBP":
        raise ValueError("It does not begin as a WebP file.")
    end = 8 + int.from_bytes(data[4:8], "little")
    chunks = list(_riff_chunks(data, 12, end))
    names = [name for name, _ in chunks]
    if not names or names[0] not in (b"VP8 ", b"VP8L", b"VP8X") or not _WEBP_PIXELS & set(names):
        raise ValueError("It is a WebP file without a picture.")
    turn = _webp_turn(chunks)
    kept = [_riff_chunk(name, _webp_payload(name, payload, turn)) for name, payload in chunks if name in _WEBP_KEPT]
    if turn != 1:
        kept.append(_riff_chunk(b"EXIF", orientation_only(turn)))
    body = b"WEBP" + b"".join(kept)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def _webp_turn(chunks: list[tuple[bytes, bytes]]) -> int:
    """The orientation; EXIF counts only in the extended format, and where its header announces it."""
    name, header = chunks[0]
    if name != b"VP8X" or not header or not header[0] & _HAS_EXIF:
        return 1
    return next((orientation(payload) for name, payload in chunks if name == b"EXIF"), 1)


def _webp_payload(name: bytes, payload: bytes, turn: int) -> bytes:
    if name == b"VP8X":
        if len(payload) < 10:
            raise ValueError("It is a damaged WebP file.")
        flags = payload[0] & ~(_HAS_EXIF | _HAS_XMP) | (_HAS_EXIF if turn != 1 else 0)
        return bytes([flags]) + payload[1:10]
    if name == b"ANMF":
        parts = _riff_chunks(payload, _FRAME_HEADER, len(payload))
        frame = b"".join(_riff_chunk(part, inner) for part, inner in parts if part in _WEBP_FRAME_KEPT)
        return payload[:_FRAME_HEADER] + frame
    return payload


def _riff_chunk(name: bytes, payload: bytes) -> bytes:
    return name + struct.pack("<I", len(payload)) + payload + b"\0" * (len(payload) % 2)


def _riff_chunks(data: bytes, place: int, end: int) -> Iterator[tuple[bytes, bytes]]:
    if end > len(data) or place > end:
        raise ValueError("It is a damaged or incomplete WebP file.")
    while place + 8 <= end:
        name, length = struct.unpack_from("<4sI", data, place)
        place += 8
        if place + length > end:
            raise ValueError("It is a damaged or incomplete WebP file.")
        yield name, data[place : place + length]
        place += length + length % 2


# GIF89a

_GIF_LOOPS = (b"NETSCAPE2.0", b"ANIMEXTS1.0")
_GIF_DAMAGED = "It is a damaged or incomplete GIF file."


def scrub_gif(data: bytes) -> bytes:
    """A file that ends between two frames, without its end mark, gets one."""
    if data[:6] not in (b"GIF87a", b"GIF89a") or len(data) < 13:
        raise ValueError("It does not begin as a GIF file.")
    place = 13 + _colours(data[10])
    kept, frames = [data[:place]], 0
    while place < len(data) and data[place] != 0x3B:
        start, introducer = place, data[place]
        if introducer == 0x21:
            place = _after_blocks(data, start + 2)
            kept.append(_gif_extension(data[start:place]))
        elif introducer == 0x2C and start + 10 < len(data):
            place = _after_blocks(data, start + 11 + _colours(data[start + 9]))
            kept.append(data[start:place])
            frames += 1
        elif introducer == 0:
            place += 1  # stray block ends, which some programs write
        else:
            raise ValueError(_GIF_DAMAGED)
    if not frames:
        raise ValueError("It is a GIF file without a picture.")
    return b"".join((*kept, b"\x3b"))


def _colours(flags: int) -> int:
    """The length of a colour table."""
    return 3 << ((flags & 7) + 1) if flags & 0x80 else 0


def _after_blocks(data: bytes, place: int) -> int:
    """The place behind a row of data blocks and the empty one that ends it."""
    while place < len(data) and data[place]:
        place += 1 + data[place]
    if place >= len(data):
        raise ValueError(_GIF_DAMAGED)
    return place + 1


def _gif_extension(extension: bytes) -> bytes:
    """What stays of an extension: graphic control, and how often an animation repeats."""
    label, size, body = extension[1], extension[2], extension[3:]
    if label == 0xF9 and size == 4:
        return extension[:7] + b"\0"
    if label == 0xFF and size == 11 and body[:11] in _GIF_LOOPS and body[11:13] == b"\x03\x01":
        return extension[:18] + b"\0"
    return b""
