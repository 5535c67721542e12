"""The few small pictures that the stories of a generated folder share."""

from pathlib import Path

from PIL import Image, ImageDraw

PICTURES = ("quay.jpg", "hall.jpg", "marsh.jpg", "chart.png")
_SIZE = 640, 400


def write_pictures(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for number, name in enumerate(PICTURES):
        image = Image.linear_gradient("L").resize(_SIZE).convert("RGB")
        draw = ImageDraw.Draw(image)
        for step in range(12):
            left = (step * 53 + number * 29) % _SIZE[0]
            height = 40 + (step * 71 + number * 37) % 220
            draw.rectangle((left, _SIZE[1] - height, left + 38, _SIZE[1]), fill=(40 + step * 15, 70 + number * 40, 120))
        image.save(folder / name, quality=80)
