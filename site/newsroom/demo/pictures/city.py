"""Scenes in the streets of the city."""

from .canvas import HEIGHT, WIDTH, Canvas, mixed

WALLS = ("#e8d6ba", "#d9c2a4", "#cfd8dc", "#b8c9d3", "#e3c9b0", "#c7b9a5")


def houses(canvas: Canvas, base: float, low: float, high: float, lit: float, colours: tuple[str, ...]) -> None:
    """A row of buildings along the whole width; ``lit`` is the share of windows with light."""
    x = -20.0
    while x < WIDTH:
        wide, tall = canvas.chance.uniform(70, 150), canvas.chance.uniform(low, high)
        wall = canvas.pick(*colours)
        canvas.box(x, base - tall, wide, tall, wall)
        canvas.box(x + wide * 0.86, base - tall, wide * 0.14, tall, mixed(wall, "#000000", 0.12))
        for row in range(int(tall / 34)):
            for column in range(int(wide / 26) - 1):
                bright = canvas.chance.random() < lit
                glass = canvas.pick("#ffe08a", "#ffd36b", "#fff0b8") if bright else mixed(wall, "#27343f", 0.55)
                canvas.box(x + 12 + column * 26, base - tall + 14 + row * 34, 13, 18, glass)
        x += wide + canvas.chance.uniform(0, 12)


def _trees(canvas: Canvas, base: float, size: float, step: float) -> None:
    x = canvas.chance.uniform(0, step)
    while x < WIDTH:
        canvas.line([(x, base), (x, base - size * 1.3)], "#6b4a31", size * 0.14)
        for _crown in range(4):
            dx, dy = canvas.chance.uniform(-0.4, 0.4) * size, canvas.chance.uniform(-0.4, 0.3) * size
            canvas.disc(x + dx, base - size * 1.5 + dy, size * 0.52, canvas.pick("#4d8b4f", "#5d9a58", "#3f7a47"))
        x += step


def water(canvas: Canvas, top: float, light: str, dark: str, shine: str, streaks: int = 90) -> None:
    canvas.sky(light, dark, top, HEIGHT)
    for _wave in range(streaks):
        y = canvas.chance.uniform(top + 8, HEIGHT)
        wide = canvas.chance.uniform(30, 180) * (0.4 + (y - top) / (HEIGHT - top))
        x = canvas.chance.uniform(-60, WIDTH)
        canvas.line([(x, y), (x + wide, y)], mixed(dark, shine, canvas.chance.uniform(0.25, 0.8)), 3)


def skyline(canvas: Canvas) -> None:
    """The city on its river by day."""
    canvas.sky("#8fc3e0", "#f4e6c8", 0, 680)
    canvas.glow(1160, 210, 320, "#fff3c4", 0.9)
    canvas.disc(1160, 210, 52, "#fff6d8")
    for x, y in ((260, 150), (620, 90), (900, 190)):
        for part in range(5):
            canvas.disc(x + part * 34, y + (part % 2) * 12, 40, "#ffffff", 20)
    canvas.shape(
        [(0, 560), (220, 420), (430, 520), (700, 390), (1010, 530), (1280, 430), (1500, 520), (1500, 640), (0, 640)],
        "#9db9b4",
    )
    houses(canvas, 630, 110, 330, 0.04, ("#cfd8dc", "#bfcdd4", "#d8d3c7"))
    houses(canvas, 650, 70, 200, 0.04, WALLS)
    _trees(canvas, 660, 34, 62)
    canvas.box(0, 652, WIDTH, 26, "#a99a83")
    water(canvas, 678, "#7fb0c2", "#3d7d97", "#dff0f2")
    for x, y, size in ((360, 800, 1.0), (980, 870, 1.4)):
        canvas.shape(
            [(x - 90 * size, y), (x + 90 * size, y), (x + 60 * size, y + 26 * size), (x - 66 * size, y + 26 * size)],
            "#8c3b2c",
        )
        canvas.shape([(x - 8 * size, y - 6), (x - 8 * size, y - 130 * size), (x + 66 * size, y - 10)], "#f6ead2")


def night(canvas: Canvas) -> None:
    """The same river in the evening."""
    canvas.sky("#101a35", "#5a3b5e", 0, 680)
    for _star in range(120):
        canvas.disc(
            canvas.chance.uniform(0, WIDTH), canvas.chance.uniform(0, 360), canvas.chance.uniform(0.8, 2.2), "#e8e6f2"
        )
    canvas.glow(260, 180, 150, "#f7ecc8", 0.6)
    canvas.disc(260, 180, 42, "#f9f1d4")
    houses(canvas, 640, 140, 380, 0.42, ("#26304d", "#2d3858", "#222b45"))
    houses(canvas, 656, 80, 210, 0.55, ("#37415f", "#2f3853"))
    canvas.box(0, 652, WIDTH, 20, "#1c2236")
    for x in map(float, range(40, WIDTH, 110)):
        canvas.line([(x, 656), (x, 596)], "#8a8fa6", 4)
        canvas.glow(x, 594, 46, "#ffd98a", 0.9)
        canvas.disc(x, 594, 6, "#fff3cf")
    water(canvas, 672, "#2a3153", "#141b34", "#f2c979", 150)


def bus(canvas: Canvas) -> None:
    """An electric bus on a street with trees."""
    canvas.sky("#bfe0ee", "#f3efe2", 0, 640)
    houses(canvas, 600, 160, 330, 0.05, WALLS)
    _trees(canvas, 640, 90, 190)
    canvas.box(0, 630, WIDTH, 60, "#cdbfa8")
    canvas.box(0, 690, WIDTH, 310, "#5f646b")
    for x in map(float, range(-40, WIDTH, 190)):
        canvas.box(x, 890, 110, 12, "#e9e6dc")
    canvas.box(290, 420, 900, 380, "#2f9a6b", 36)
    canvas.box(290, 690, 900, 70, "#f3f6f1")
    canvas.box(330, 470, 700, 170, "#26333d", 14)
    for x in (500, 672, 844):
        canvas.box(x, 470, 12, 170, "#2f9a6b")
    canvas.box(1050, 470, 118, 270, "#1f2a33", 14)
    for x in (470, 1000):
        canvas.disc(x, 800, 74, "#23272c")
        canvas.disc(x, 800, 36, "#aeb6bd")
    canvas.disc(1176, 720, 16, "#fff2b3")
    canvas.box(560, 396, 320, 34, "#d9e3df", 14)
    for seat in range(5):
        canvas.bust(400 + seat * 130, 640, 36, canvas.pick("#6b8ea6", "#a3564b", "#5a6b4f"))


def flowers(canvas: Canvas) -> None:
    """A street with flower beds and flags."""
    canvas.sky("#a9d5ea", "#fbf3e0", 0, 545)
    houses(canvas, 540, 120, 300, 0.04, WALLS)
    canvas.sky("#b9b2a6", "#8d877c", 520, HEIGHT)
    canvas.shape([(690, 520), (810, 520), (1180, 1000), (320, 1000)], "#6d7077")
    for step in range(9):
        t = (step / 9) ** 1.4
        canvas.box(750 - 4 - 6 * t, 540 + 440 * t, 8 + 14 * t, 14 + 34 * t, "#efece3")
    for side in (-1, 1):
        for step in range(5, -1, -1):
            near = 1 - step / 6
            x, base = 750 + side * (90 + near * 560), 540 + near * 330
            canvas.flag(x - 20, base, 120 + near * 260, "#d12a22", 46 + near * 90, star=True)
        for _bloom in range(420):
            near = canvas.chance.random() ** 0.6
            x = 750 + side * (70 + near * 400 + canvas.chance.uniform(0, 40 + near * 150))
            canvas.disc(
                x,
                545 + near * 440,
                3 + near * 13,
                canvas.pick("#e0414a", "#f2b632", "#f08bb0", "#ffffff", "#7a56b3", "#3f8a4c"),
            )


def housing(canvas: Canvas) -> None:
    """Low blocks of flats among trees."""
    canvas.sky("#9fd0ea", "#f5efdf", 0, 700)
    canvas.disc(240, 180, 60, "#fff4cf")
    for step in range(4):
        x, tall = 90 + step * 350, 360 + (step % 2) * 70
        wall = ("#f0e2c8", "#dfe7e2", "#efd4c0", "#e1e0ee")[step]
        canvas.box(x, 690 - tall, 290, tall, wall)
        canvas.box(x + 250, 690 - tall, 40, tall, mixed(wall, "#000000", 0.1))
        canvas.box(x - 10, 690 - tall - 18, 310, 22, "#b5583c")
        for row in range(int(tall / 72)):
            for column in range(4):
                left, top = x + 22 + column * 60, 690 - tall + 26 + row * 72
                canvas.box(left, top, 36, 36, "#5d7f93")
                canvas.box(left - 5, top + 36, 46, 12, mixed(wall, "#6b5a48", 0.4))
                if canvas.chance.random() < 0.3:
                    canvas.disc(left + 18, top + 34, 10, "#4f8f4f")
    canvas.sky("#9cc27c", "#6a9a58", 690, HEIGHT)
    canvas.shape([(560, 690), (760, 690), (1050, 1000), (380, 1000)], "#d9cbb2")
    _trees(canvas, 740, 52, 170)
    for x, tall, coat in ((700, 150, "#b14a43"), (770, 110, "#3f7fa6"), (590, 160, "#5f5a8a")):
        canvas.person(x, 900, tall, coat)


def volunteers(canvas: Canvas) -> None:
    """Young people in blue shirts and hats."""
    canvas.sky("#d8ecf3", "#f6f0e1", 0, 700)
    canvas.box(180, 120, 1140, 420, "#f3f6f8", 10)
    for x in map(float, range(210, 1300, 160)):
        canvas.box(x, 150, 130, 360, "#bcd8e4")
    canvas.sky("#c9b493", "#a98f6b", 700, HEIGHT)
    for row, (feet, tall, count) in enumerate(((800, 430, 9), (950, 520, 7))):
        for step in range(count):
            x = WIDTH / (count + 1) * (step + 1) + canvas.chance.uniform(-12, 12)
            high = tall * canvas.chance.uniform(0.94, 1.05)
            canvas.person(x, feet, high, mixed("#1f6fb5", "#3f8fd0", canvas.chance.random()))
            top = feet - high * 0.955
            canvas.shape(
                [(x - high * 0.15, top), (x, top - high * 0.11), (x + high * 0.15, top)],
                "#ecd9a8" if row else "#2a7a4d",
            )
            canvas.box(x - high * 0.12, feet - high * 0.66, high * 0.24, high * 0.035, "#f2c230")
