"""Scenes in the congress hall."""

from .canvas import HEIGHT, WIDTH, Canvas, mixed

RED, GOLD, WOOD = "#a5231f", "#f0c648", "#7a4a2c"
COATS = ("#2f3b52", "#3b4a45", "#57433b", "#42404f", "#6b2f35", "#2e5050")


def _stage_wall(canvas: Canvas, floor: float) -> None:
    """The red curtain with its folds, a star, and flags on both sides."""
    canvas.sky("#8f1d1b", "#b32a24", 0, floor)
    for x in map(float, range(0, WIDTH, 50)):
        canvas.box(x, 0, 14, floor, mixed("#8f1d1b", "#6f1513", 0.5 + 0.3 * canvas.chance.random()))
    canvas.glow(WIDTH / 2, floor * 0.4, 420, "#e8644a", 0.45)
    canvas.star(WIDTH / 2, floor * 0.4, floor * 0.17, GOLD)
    for side in (-1, 1):
        for step in range(4):
            canvas.flag(WIDTH / 2 + side * (330 + step * 105) - 40, floor, floor * 0.74, "#d12a22", 84, star=True)


def _podium(canvas: Canvas, x: float, base: float, tall: float) -> None:
    canvas.shape([(x - 60, base - tall), (x + 60, base - tall), (x + 46, base), (x - 46, base)], WOOD)
    canvas.box(x - 70, base - tall - 14, 140, 18, mixed(WOOD, "#ffffff", 0.2), 6)
    canvas.star(x, base - tall * 0.5, 22, GOLD)
    canvas.line([(x + 18, base - tall - 10), (x + 30, base - tall - 56)], "#2a2a2a", 4)
    canvas.disc(x + 31, base - tall - 60, 7, "#2a2a2a")


def hall(canvas: Canvas) -> None:
    """Rows of empty chairs before the stage."""
    _stage_wall(canvas, 430)
    canvas.box(0, 430, WIDTH, 60, mixed(WOOD, "#000000", 0.2))
    _podium(canvas, 1080, 440, 120)
    canvas.sky("#c9a06a", "#8a5f3b", 490, HEIGHT)
    for row in range(9):
        depth = row / 8
        y, size = 520 + depth**1.3 * 420, 26 + depth * 62
        gap = size * 1.28
        count = int(WIDTH / gap) + 2
        aisle = WIDTH / 2
        for at in range(-count // 2, count // 2 + 1):
            x = aisle + at * gap + (gap / 2)
            if abs(x - aisle) < gap * 0.7:
                continue
            colour = mixed("#8a1f1d", "#c23a30", depth * 0.7 + 0.1 * canvas.chance.random())
            canvas.box(x - size * 0.45, y - size * 0.9, size * 0.9, size, colour, size * 0.2)
            canvas.box(x - size * 0.5, y, size, size * 0.3, mixed(colour, "#000000", 0.3), size * 0.1)


def stage(canvas: Canvas) -> None:
    """The presidium behind its table, a speaker at the lectern, flowers in front."""
    _stage_wall(canvas, 620)
    canvas.box(0, 620, WIDTH, 380, "#5d3823")
    for step, x in enumerate(map(float, range(190, 900, 100))):
        canvas.bust(x, 640, 44, COATS[step % len(COATS)])
    canvas.box(120, 640, 800, 150, "#c9a06a", 8)
    canvas.box(120, 640, 800, 26, "#e3c08c", 8)
    canvas.bust(1150, 585, 56, "#2f3b52")
    _podium(canvas, 1150, 800, 190)
    for _bloom in range(260):
        x, y = canvas.chance.uniform(0, WIDTH), canvas.chance.gauss(880, 26)
        canvas.disc(
            x, y, canvas.chance.uniform(8, 20), canvas.pick("#e5484d", "#f4b740", "#f7e3d0", "#4c8a4a", "#3b7440")
        )
    canvas.sky("#3a2216", "#22140d", 930, HEIGHT)


def crowd(canvas: Canvas) -> None:
    """Delegates who vote with raised cards."""
    _stage_wall(canvas, 330)
    canvas.sky("#7a5a3c", "#4a3524", 330, HEIGHT)
    for row in range(7):
        depth = row / 6
        y, size = 420 + depth**1.25 * 520, 26 + depth * 54
        x = -size + canvas.chance.uniform(0, size)
        while x < WIDTH + size:
            if canvas.chance.random() < 0.82:
                canvas.line([(x + size * 0.6, y), (x + size * 0.8, y - size * 2.1)], "#d9b08c", size * 0.2)
                canvas.box(x + size * 0.45, y - size * 2.8, size * 0.75, size * 0.95, "#f7f3ea", size * 0.08)
                canvas.box(x + size * 0.45, y - size * 2.8, size * 0.75, size * 0.26, "#c5302a", size * 0.08)
            canvas.bust(x, y, size, canvas.pick(*COATS))
            x += size * 2.25


def ballot(canvas: Canvas) -> None:
    """A ballot box and hands that hold their papers."""
    canvas.sky("#f1e4d0", "#d9bf9b")
    canvas.glow(WIDTH / 2, 420, 560, "#ffffff", 0.6)
    canvas.box(0, 800, WIDTH, 200, "#8a5f3b")
    canvas.shape([(500, 470), (1000, 470), (1080, 540), (420, 540)], "#d8352c")
    canvas.box(420, 540, 660, 330, "#b3221d", 10)
    canvas.box(420, 540, 660, 24, "#8f1815")
    canvas.box(590, 492, 320, 20, "#3c0a09", 8)
    canvas.star(750, 715, 90, GOLD)
    for x, lean in ((700, -30), (420, -120), (1090, 120)):
        tall = 300 if x == 700 else 240
        top = 230 if x == 700 else 180
        canvas.shape(
            [(x, top), (x + 150, top + lean * 0.2), (x + 150 - lean, top + tall), (x - lean, top + tall)], "#ffffff"
        )
        for line in range(5):
            y = top + 40 + line * 34
            canvas.line([(x + 24 - lean * 0.15 * line, y), (x + 118 - lean * 0.15 * line, y)], "#b9b2a6", 6)
    for x, way in ((360, 1), (1260, -1)):
        canvas.line([(x - way * 330, 60), (x, 250)], "#2f3b52", 110)
        canvas.disc(x + way * 20, 262, 58, "#e0b48f")


def exhibition(canvas: Canvas) -> None:
    """Framed pictures on a wall, two visitors."""
    canvas.sky("#efe9df", "#ddd2c2", 0, 760)
    canvas.sky("#a88761", "#7b5d40", 760, HEIGHT)
    canvas.box(0, 752, WIDTH, 14, "#c9bba6")
    themes = (("#9cc3d5", "#2f6d86"), ("#f0d9a8", "#a6552f"), ("#c6dcb8", "#3f7a4d"), ("#d8c8e0", "#5b4a78"))
    for step, (light, dark) in enumerate(themes):
        x, y = 110 + step * 345, 200 + (step % 2) * 40
        canvas.glow(x + 130, y + 130, 240, "#fff6dd", 0.7)
        canvas.box(x, y, 260, 320, "#5a3d27", 4)
        canvas.box(x + 16, y + 16, 228, 288, "#fbf8f2")
        canvas.box(x + 34, y + 34, 192, 252, light)
        canvas.disc(x + 176, y + 92, 26, "#fff3c9")
        crest = [(x + 34 + part * 38, y + 170 + canvas.chance.uniform(0, 70)) for part in range(1, 6)]
        canvas.shape([(x + 34, y + 286), (x + 34, y + 210), *crest, (x + 226, y + 286)], dark)
    canvas.person(700, 950, 470, "#8c3b3b")
    canvas.person(840, 960, 500, "#37506b", hair="#6b6763")
