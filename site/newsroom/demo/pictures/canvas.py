"""What the scenes are drawn on: a plane of 1,500 by 1,000 units, colours as ``"#rrggbb"``."""

import io
import random
from collections.abc import Sequence

from PIL import Image, ImageColor, ImageDraw

WIDTH, HEIGHT = 1500, 1000
# Drawn at twice the size of the file, so that edges are smooth.
_SCALE = 2.4

# The brightness that Pillow's radial gradient has in the middle of its sides.
_EDGE = 179

Point = tuple[float, float]


def mixed(first: str, second: str, share: float) -> str:
    """The colour that lies ``share`` of the way from the first to the second."""
    pairs = zip(ImageColor.getrgb(first)[:3], ImageColor.getrgb(second)[:3], strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


class Canvas:
    """A drawing in units, with chance that depends on the seed alone."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)  # noqa: S311  a drawing, no secret
        self._image = Image.new("RGB", (round(WIDTH * _SCALE), round(HEIGHT * _SCALE)))
        self._draw = ImageDraw.Draw(self._image)

    def sky(self, top: str, bottom: str, start: float = 0, end: float = HEIGHT) -> None:
        """A vertical blend of two colours between two heights, over the whole width."""
        top_edge, tall = round(start * _SCALE), round((end - start) * _SCALE)
        column = (1, tall)
        mask = Image.linear_gradient("L").resize(column)
        strip = Image.composite(Image.new("RGB", column, bottom), Image.new("RGB", column, top), mask)
        self._image.paste(strip.resize((self._image.width, tall), Image.Resampling.NEAREST), (0, top_edge))

    def box(self, x: float, y: float, width: float, height: float, colour: str, radius: float = 0) -> None:
        corners = [x * _SCALE, y * _SCALE, (x + width) * _SCALE, (y + height) * _SCALE]
        if radius:
            self._draw.rounded_rectangle(corners, radius * _SCALE, fill=colour)
        else:
            self._draw.rectangle(corners, fill=colour)

    def disc(self, x: float, y: float, radius: float, colour: str, tall: float | None = None) -> None:
        """An ellipse around a centre; ``tall`` is its half height where it is no circle."""
        half = radius if tall is None else tall
        corners = [(x - radius) * _SCALE, (y - half) * _SCALE, (x + radius) * _SCALE, (y + half) * _SCALE]
        self._draw.ellipse(corners, fill=colour)

    def shape(self, points: Sequence[Point], colour: str) -> None:
        self._draw.polygon([(x * _SCALE, y * _SCALE) for x, y in points], fill=colour)

    def line(self, points: Sequence[Point], colour: str, width: float = 3) -> None:
        scaled = [(x * _SCALE, y * _SCALE) for x, y in points]
        self._draw.line(scaled, fill=colour, width=max(1, round(width * _SCALE)), joint="curve")

    def glow(self, x: float, y: float, radius: float, colour: str, strength: float = 0.5) -> None:
        """Soft light around a point."""
        size = round(radius * 2 * _SCALE)
        distance = Image.radial_gradient("L")
        # The gradient is brightest in the corners; light ends where the circle touches the sides.
        mask = distance.point([round(max(0.0, 255 - value * 255 / _EDGE) * strength) for value in range(256)])
        mask = mask.resize((size, size), Image.Resampling.BICUBIC)
        corner = (round((x - radius) * _SCALE), round((y - radius) * _SCALE))
        self._image.paste(Image.new("RGB", (size, size), colour), corner, mask)

    def person(
        self, x: float, feet: float, tall: float, coat: str, skin: str = "#e0b48f", hair: str = "#2b2523"
    ) -> None:
        """A standing figure without a face."""
        head = tall * 0.085
        self.box(x - tall * 0.07, feet - tall * 0.46, tall * 0.06, tall * 0.46, "#3a3f47")
        self.box(x + tall * 0.01, feet - tall * 0.46, tall * 0.06, tall * 0.46, "#3a3f47")
        self.box(x - tall * 0.12, feet - tall * 0.82, tall * 0.24, tall * 0.42, coat, tall * 0.08)
        self.head(x, feet - tall * 0.9, head, skin, hair)

    def bust(self, x: float, base: float, size: float, coat: str, skin: str = "#e0b48f", hair: str = "#2b2523") -> None:
        """Head and shoulders of a seated figure."""
        self.disc(x, base, size * 0.95, coat, size * 1.05)
        self.head(x, base - size * 1.2, size * 0.46, skin, hair)

    def head(self, x: float, y: float, radius: float, skin: str, hair: str) -> None:
        self.disc(x, y, radius, hair)
        self.disc(x, y + radius * 0.28, radius * 0.78, skin, radius * 0.72)

    def flag(self, x: float, base: float, tall: float, colour: str, wide: float = 90, star: bool = False) -> None:
        """A flag on a pole, moved by the wind."""
        self.line([(x, base), (x, base - tall)], "#8d8478", 5)
        top = base - tall + 6
        drop = wide * 0.64
        self.shape(
            [
                (x + 3, top),
                (x + wide * 0.5, top + wide * 0.08),
                (x + wide, top - wide * 0.02),
                (x + wide, top + drop),
                (x + wide * 0.5, top + drop + wide * 0.1),
                (x + 3, top + drop),
            ],
            colour,
        )
        if star:
            self.star(x + wide * 0.5, top + drop * 0.55, wide * 0.17, "#f6d33c")

    def star(self, x: float, y: float, radius: float, colour: str) -> None:
        points = []
        for step in range(10):
            reach = radius if step % 2 == 0 else radius * 0.4
            points.append((x + reach * _SIN[step], y - reach * _COS[step]))
        self.shape(points, colour)

    def pick(self, *colours: str) -> str:
        return self.chance.choice(colours)

    def jpeg(self) -> bytes:
        """The picture with a little grain, half as large as it was drawn."""
        image = self._image.reduce(2)
        grain = Image.frombytes(
            "L", (image.width // 4, image.height // 4), self.chance.randbytes(image.width * image.height // 16)
        )
        soft = grain.resize(image.size).convert("RGB")
        image = Image.blend(image, soft, 0.025)
        out = io.BytesIO()
        image.save(out, "JPEG", quality=86, optimize=True, progressive=True)
        return out.getvalue()


_SIN = [0.0, 0.5878, 0.9511, 0.9511, 0.5878, 0.0, -0.5878, -0.9511, -0.9511, -0.5878]
_COS = [1.0, 0.809, 0.309, -0.309, -0.809, -1.0, -0.809, -0.309, 0.309, 0.809]
