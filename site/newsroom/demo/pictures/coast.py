"""Scenes at the river's mouth, at sea and in the fields."""

from .canvas import HEIGHT, WIDTH, Canvas, mixed
from .city import houses, water


def bridge(canvas: Canvas) -> None:
    """A cable-stayed bridge in the evening sun."""
    canvas.sky("#5f8fb5", "#f7c992", 0, 640)
    canvas.glow(1080, 520, 420, "#ffe2a8", 0.85)
    canvas.disc(1080, 540, 70, "#fff0c9")
    canvas.shape(
        [(0, 620), (300, 500), (620, 600), (900, 520), (1200, 600), (1500, 540), (1500, 680), (0, 680)], "#7d8fa0"
    )
    water(canvas, 660, "#c98f6a", "#3d5a73", "#ffe0b0", 140)
    deck = 600
    for x in (470.0, 1030.0):
        canvas.shape(
            [(x - 40, 760), (x - 12, 160), (x + 12, 160), (x + 40, 760), (x + 22, 760), (x, 240), (x - 22, 760)],
            "#e9e3d8",
        )
        for step in range(1, 11):
            reach = step * 27
            for side in (-1, 1):
                canvas.line([(x, 180 + step * 9), (x + side * reach, deck)], "#f5efe4", 2.4)
    canvas.box(0, deck, WIDTH, 26, "#d8cfc0")
    canvas.box(0, deck + 26, WIDTH, 12, "#8f8678")
    for x in (40.0, 180.0, 1330.0, 1460.0):
        canvas.box(x - 14, deck + 30, 28, 190, "#b9b0a1")
    for x in map(float, range(60, WIDTH, 170)):
        canvas.box(x, deck - 20, 46, 20, canvas.pick("#b3423a", "#f0ead8", "#35566e"), 6)


def port(canvas: Canvas) -> None:
    """Cranes and containers at the quay."""
    canvas.sky("#a8cfe0", "#f3e7d0", 0, 620)
    houses(canvas, 560, 30, 90, 0.02, ("#c3ccd0", "#b5c1c8"))
    canvas.box(0, 560, WIDTH, 170, "#9a9389")
    boxes = ("#c2483a", "#2f7396", "#e0a23a", "#4f8a5b", "#7a5c8f", "#d9d4c8")
    for column in range(15):
        for row in range(canvas.chance.randint(1, 4)):
            x, y = 30.0 + column * 98, 660.0 - row * 46
            colour = canvas.pick(*boxes)
            canvas.box(x, y, 92, 42, colour)
            for rib in range(1, 8):
                canvas.line([(x + rib * 11.5, y + 4), (x + rib * 11.5, y + 38)], mixed(colour, "#000000", 0.18), 2)
    for x in (220.0, 680.0, 1140.0):
        colour = "#d9822b"
        for foot in (-70, 70):
            canvas.line([(x + foot, 720), (x + foot * 0.7, 260)], colour, 20)
        canvas.line([(x - 60, 470), (x + 60, 470)], colour, 14)
        canvas.line([(x - 210, 280), (x + 300, 240)], colour, 22)
        canvas.line([(x - 40, 268), (x, 120), (x + 250, 246)], colour, 9)
        canvas.line([(x, 120), (x - 190, 282)], colour, 9)
        canvas.line([(x + 180, 256), (x + 180, 470)], "#4a4a4a", 4)
        canvas.box(x + 134, 470, 92, 42, canvas.pick(*boxes))
    water(canvas, 730, "#5f9db3", "#2b647c", "#d3e9ec")
    canvas.shape([(560, 760), (1440, 760), (1370, 890), (640, 890)], "#27425c")
    canvas.box(590, 742, 830, 22, "#b3302a")
    for step in range(7):
        for row in range(2):
            canvas.box(640 + step * 88, 700 - row * 42, 84, 40, canvas.pick(*boxes))
    canvas.box(1290, 620, 100, 124, "#f2efe8")


def island(canvas: Canvas) -> None:
    """An island with a lighthouse, seen from a boat."""
    canvas.sky("#7fbfe3", "#e9f4ef", 0, 560)
    for x, y in ((180.0, 140.0), (520.0, 220.0), (1200.0, 120.0)):
        for part in range(6):
            canvas.disc(x + part * 38, y + (part % 2) * 14, 46, "#ffffff", 22)
    water(canvas, 560, "#6fbccc", "#1f6f8f", "#e4f6f5", 160)
    canvas.shape(
        [(300, 590), (420, 470), (560, 400), (700, 330), (820, 360), (960, 440), (1100, 500), (1240, 590)], "#4f8a5c"
    )
    canvas.shape([(300, 590), (420, 470), (560, 400), (640, 470), (760, 590)], "#6aa56c")
    canvas.shape([(260, 604), (300, 584), (1240, 584), (1290, 604)], "#e7d5a8")
    for _tree in range(110):
        x = canvas.chance.uniform(360, 1180)
        canvas.disc(
            x,
            canvas.chance.uniform(500, 575),
            canvas.chance.uniform(8, 18),
            canvas.pick("#3f7a4b", "#5c9a5c", "#2f6a42"),
        )
    canvas.shape([(728, 340), (752, 340), (760, 190), (720, 190)], "#f6f2ea")
    for y in (220, 270, 320):
        canvas.box(721, y - 12, 38, 20, "#c8352c")
    canvas.box(716, 176, 48, 16, "#4a4a4a")
    canvas.disc(740, 164, 18, "#ffe9a8")
    for step in range(6):
        x = 420 + step * 74
        canvas.box(x, 552, 46, 34, canvas.pick("#f1e3cc", "#e4d6c0", "#d7e0e2"))
        canvas.shape([(x - 6, 554), (x + 23, 530), (x + 52, 554)], "#b5523a")
    canvas.shape([(860, 720), (1240, 720), (1190, 790), (910, 790)], "#f4f4f0")
    canvas.box(930, 660, 220, 62, "#e7edf0", 8)
    for step in range(5):
        canvas.box(946 + step * 40, 676, 26, 22, "#2f5f7c")
    canvas.box(860, 716, 380, 14, "#c8352c")


def fields(canvas: Canvas) -> None:
    """Rows of vegetables that run to the hills."""
    canvas.sky("#a9d6ec", "#fbf1da", 0, 430)
    canvas.disc(1220, 170, 54, "#fff2c4")
    canvas.shape(
        [(0, 430), (200, 300), (460, 400), (760, 280), (1080, 400), (1320, 320), (1500, 390), (1500, 450), (0, 450)],
        "#7fa58e",
    )
    canvas.sky("#b99468", "#8c6742", 430, HEIGHT)
    for row in range(-9, 10):
        near, far = WIDTH / 2 + row * 260, WIDTH / 2 + row * 62
        for step in range(26):
            t = (step / 25) ** 1.6
            x, y = far + (near - far) * t, 440 + 560 * t
            size = 5 + 34 * t
            canvas.disc(x, y, size, canvas.pick("#4f9a46", "#66ad4f", "#3d8540"), size * 0.72)
            canvas.disc(x - size * 0.2, y - size * 0.25, size * 0.5, "#8cc663", size * 0.32)
    for x, y, tall in ((420, 620, 130), (1050, 690, 170)):
        canvas.person(x, y, tall, "#7a4f8a")
        canvas.shape(
            [(x - tall * 0.2, y - tall * 0.94), (x, y - tall * 1.1), (x + tall * 0.2, y - tall * 0.94)], "#ecd9a0"
        )
    canvas.box(60, 400, 190, 60, "#e9efe9", 4)
    canvas.box(60, 384, 190, 18, "#6d8f9b")
