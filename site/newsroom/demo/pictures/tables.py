"""Scenes at tables, and a chart."""

from .canvas import HEIGHT, WIDTH, Canvas, mixed
from .interiors import COATS, WOOD


def meeting(canvas: Canvas) -> None:
    """A long table with people on both sides."""
    canvas.sky("#e9e2d6", "#d2c5b1", 0, 560)
    for x in (120.0, 520.0, 920.0):
        canvas.box(x, 70, 300, 330, "#f8f5ef", 6)
        canvas.box(x + 14, 84, 272, 302, "#bcd6e0")
        canvas.box(x + 14, 270, 272, 116, "#86a88c")
        canvas.box(x + 145, 84, 10, 302, "#f8f5ef")
    canvas.flag(1330, 520, 420, "#d12a22", 110, star=True)
    canvas.sky("#9a7650", "#6e4f33", 560, HEIGHT)
    for step in range(6):
        canvas.bust(300 + step * 180, 560, 62, COATS[step % len(COATS)])
    canvas.shape([(180, 600), (1320, 600), (1480, 930), (20, 930)], "#a5683a")
    canvas.shape([(180, 600), (1320, 600), (1330, 622), (170, 622)], "#c58a55")
    for row, (y, spread, size) in enumerate(((660, 1.0, 54), (800, 1.22, 72))):
        for step in range(6):
            x = WIDTH / 2 + (step - 2.5) * 190 * spread
            canvas.shape(
                [(x - size, y), (x + size * 0.8, y), (x + size, y + size * 0.8), (x - size * 1.1, y + size * 0.8)],
                "#fbf9f4",
            )
            for line in range(3):
                canvas.line([(x - size * 0.7, y + 12 + line * 12), (x + size * 0.5, y + 12 + line * 12)], "#bdb6a8", 3)
            canvas.disc(x + size * 1.35, y + 10, 13 + row * 4, "#d7ecf3", 9 + row * 3)
    for step in range(4):
        canvas.bust(240 + step * 340, 990, 120, COATS[(step + 2) % len(COATS)])


def documents(canvas: Canvas) -> None:
    """A stack of papers, a pen and glasses on a desk."""
    canvas.sky("#9c6b41", "#74492a")
    for _grain in range(46):
        y = canvas.chance.uniform(0, HEIGHT)
        canvas.line(
            [(0, y), (WIDTH, y + canvas.chance.uniform(-26, 26))],
            mixed("#8a5c37", "#6a4227", canvas.chance.random()),
            3,
        )
    for turn in range(6):
        dx, dy = canvas.chance.uniform(-26, 26), turn * -7
        canvas.shape(
            [(330 + dx, 190 + dy), (980 + dx, 120 + dy), (1120 + dx, 830 + dy), (450 + dx, 910 + dy)],
            mixed("#e6dfd0", "#ffffff", turn / 5),
        )
    canvas.shape([(420, 232), (900, 180), (908, 228), (430, 282)], "#b3221d")
    for line in range(13):
        x, y = 440 + line * 8.5, 320 + line * 38
        canvas.line([(x, y), (x + (470 if line % 4 else 300), y - 50)], "#a9a294", 8)
    canvas.line([(1150, 260), (1330, 640)], "#23324a", 22)
    canvas.line([(1330, 640), (1346, 676)], "#d9b45a", 10)
    for x in (1080.0, 1250.0):
        canvas.disc(x, 830, 84, "#2a2a2a")
        canvas.disc(x, 830, 70, "#b98b62")
    canvas.line([(1160, 822), (1170, 822)], "#2a2a2a", 12)
    canvas.disc(170, 200, 120, "#f4efe6")
    canvas.disc(170, 200, 92, "#5c3720")


def tablet(canvas: Canvas) -> None:
    """A tablet with lines of text on a conference desk, chairs behind."""
    canvas.sky("#33404f", "#1f2833", 0, 520)
    for row in range(3):
        for step in range(9):
            size = 60 + row * 24
            x, y = step * 190 + (row % 2) * 90 - 40, 250 + row * 110
            canvas.box(x, y, size * 1.6, size * 1.4, mixed("#7a2421", "#a8352e", row / 2), 18)
    canvas.sky("#c39a68", "#94693f", 520, HEIGHT)
    canvas.shape([(380, 470), (1120, 470), (1210, 920), (290, 920)], "#14181d")
    canvas.shape([(408, 494), (1092, 494), (1170, 892), (330, 892)], "#f6f8fa")
    canvas.shape([(406, 494), (1094, 494), (1106, 556), (394, 556)], "#1f5f8b")
    for line in range(6):
        left = 408 - line * 8
        canvas.box(left, 590 + line * 46, 420 if line % 3 else 300, 16, "#9aa6b2", 8)
    for step, colour in enumerate(("#d9534f", "#f0ad4e", "#5cb85c", "#3b8dbd")):
        canvas.box(900 + step % 2 * 118, 596 + step // 2 * 118, 98, 98, colour, 16)
    canvas.line([(1260, 560), (1300, 900)], "#e8e8e8", 12)


def press(canvas: Canvas) -> None:
    """Microphones side by side in front of a blue wall."""
    canvas.sky("#1f4f7a", "#173a5c", 0, 680)
    for step in range(28):
        x, y = step % 7 * 230 + 40.0, step // 7 * 170 + 30.0
        canvas.star(x + 50, y + 40, 26, "#2b6496")
    canvas.glow(WIDTH / 2, 260, 520, "#5d9ac9", 0.4)
    canvas.box(0, 680, WIDTH, 320, WOOD)
    canvas.box(0, 680, WIDTH, 34, "#a0683f")
    colours = ("#d9534f", "#f0ad4e", "#3c9d6b", "#3b8dbd", "#8e5bb5", "#e8e4da")
    for step in range(9):
        x = 330 + step * 105 + canvas.chance.uniform(-16, 16)
        top = 420 + abs(step - 4) * 26 + canvas.chance.uniform(-18, 18)
        canvas.line([(x, 760), (x + (4 - step) * 12, top + 60)], "#20242a", 13)
        head = x + (4 - step) * 14
        canvas.box(head - 30, top + 16, 60, 66, colours[step % len(colours)], 10)
        canvas.disc(head, top - 14, 32, "#2a2f36", 44)
        for net in range(4):
            canvas.line([(head - 28, top - 40 + net * 18), (head + 28, top - 40 + net * 18)], "#434b55", 3)
    canvas.box(540, 770, 420, 130, "#f5f0e6", 8)
    canvas.box(540, 770, 420, 34, "#b3221d", 8)


def chart(canvas: Canvas) -> None:
    """Columns that rise to a goal; no words, the caption says what they mean."""
    canvas.sky("#f7f4ee", "#ece5d8")
    for step in range(6):
        canvas.line([(170, 220 + step * 120), (1380, 220 + step * 120)], "#d8d0c2", 3)
    values = (0.48, 0.36, 0.55, 0.63, 0.7, 0.92)
    for step, value in enumerate(values):
        x, tall = 220 + step * 195, 640 * value
        colour = "#b3221d" if step == len(values) - 1 else mixed("#7fa6bf", "#2f6d93", step / 5)
        canvas.box(x, 840 - tall, 120, tall, colour, 6)
        canvas.box(x, 832, 120, 8, mixed(colour, "#000000", 0.2))
    points = [(280 + step * 195, 790 - 640 * value) for step, value in enumerate(values)]
    canvas.line(points, "#e0a526", 8)
    for x, y in points:
        canvas.disc(x, y, 15, "#e0a526")
        canvas.disc(x, y, 8, "#fffaf0")
    canvas.line([(170, 160), (170, 840), (1400, 840)], "#6d675d", 5)
