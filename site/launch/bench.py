"""``make bench``: measures the newsroom's speed."""

import venvs
from machine import PYTHON, run


def run_bench(arguments: list[str]) -> int:
    venvs.ensure("requirements.txt")
    return run([str(PYTHON), "manage.py", "bench", *arguments])
