"""``make test``: every test, on SQLite always, on PostgreSQL and in a browser where the machine has them."""

import shutil

import parts
import postgres
import venvs
from machine import PYTHON, Stop, environment, run, run_quietly, say
from machine import VAR as _VAR

_BROWSER = parts.Missing("kiểm thử bằng trình duyệt | browser tests", "apt-get install chromium")
_POSTGRES = parts.Missing("mọi bài trên PostgreSQL | all tests on PostgreSQL", "apt-get install postgresql")
_OFFICE = parts.Missing(
    "kiểm thử với LibreOffice | tests with LibreOffice", "apt-get install libreoffice-writer-nogui python3-uno"
)
_OTHERS = {
    "nginx": parts.Missing("kiểm thử sau nginx | tests behind nginx", "apt-get install nginx"),
    "redis-server": parts.Missing("kiểm thử với Redis | tests with Redis", "apt-get install redis-server"),
}


def run_suite(arguments: list[str]) -> int:
    """Runs the tests; 0 where all that ran passed (and, with ``CI=true``, all ran)."""
    venvs.ensure("requirements-dev.txt")
    programs = parts.postgres_folder()
    browser = parts.chromium()
    missing = [part for part, there in ((_POSTGRES, programs), (_BROWSER, browser)) if not there]
    missing += [part for name, part in _OTHERS.items() if not shutil.which(name, path=_PATH)]
    office = parts.libreoffice()
    missing += [] if office else [_OFFICE]
    parts.refuse_in_ci(missing)
    _prepare()

    say("· Kiểm thử trên SQLite | tests on SQLite")
    markers = [
        name
        for name, there in (
            ("browser", browser),
            ("libreoffice", office),
            *((_MARKERS[name], shutil.which(name, path=_PATH)) for name in _OTHERS),
        )
        if not there
    ]
    failed = _pytest(arguments, without=["postgres", *markers], env=environment(DATABASE_URL=_SQLITE, REDIS_URL=""))
    if programs:
        say("· Kiểm thử trên PostgreSQL | tests on PostgreSQL")
        with postgres.server(programs) as address:
            env = environment(DATABASE_URL=address, REDIS_URL="")
            # The browser plays the day once, on SQLite; what it does on the way is tested here room by room.
            failed |= _pytest(arguments, without=["browser", "libreoffice", *markers], env=env)
    left_out = parts.report(missing)
    return 1 if failed or left_out else 0


_SQLITE = f"sqlite:///{_VAR / 'newsroom.sqlite3'}"
_PATH = "/usr/local/bin:/usr/bin:/bin:/usr/local/sbin:/usr/sbin:/sbin"
_MARKERS = {"nginx": "nginx", "redis-server": "redis"}


def _prepare() -> None:
    for command in (["compile_catalogues"], ["collectstatic", "--noinput"]):
        code, output = run_quietly(
            [str(PYTHON), "manage.py", *command], _VAR / "log" / "prepare.log", env=environment(PRODUCTION="0")
        )
        if code:
            last = next((line for line in reversed(output.splitlines()) if line.strip()), "")
            raise Stop(f"Bước «{command[0]}» không xong: {last}", f"The step {command[0]} failed: {last}")


def _pytest(arguments: list[str], *, without: list[str], env: dict[str, str]) -> bool:
    """Whether any test failed."""
    expression = " and ".join(f"not {name}" for name in dict.fromkeys(without))
    command = [
        str(PYTHON),
        "-m",
        "pytest",
        "-n",
        "2",
        "--dist",
        "loadfile",
        "-m",
        expression,
        "--durations",
        "5",
        "-q",
    ]
    code = run([*command, *arguments], env=env)
    # 5: the arguments chose tests of which none is left for this database.
    return code not in ((0, 5) if arguments else (0,))
