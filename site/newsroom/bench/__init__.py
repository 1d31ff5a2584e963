"""How fast the public side answers, measured in a newsroom of its own (``manage.py bench``).

`place` makes a database and a folder that are thrown away; the rest runs in a process of its own there: `sample` fills it,
`measure` asks its pages, `report` writes what was found.
"""
