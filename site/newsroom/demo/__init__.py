"""The demo newsroom: a fictional city, its congress, and what a newsroom wrote about it.

What it says stands in TOML files (``world/``, ``articles/``); `content` reads them, `loading` makes a newsroom of them through the
same doors as everybody, and `removal` takes all of it away again. Every person, place and event is invented; the pictures are
drawn by `pictures`.
"""
