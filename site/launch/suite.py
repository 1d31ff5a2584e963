"""``make test``: every test, on SQLite always, on PostgreSQL and in a browser where the machine has them."""

import shutil
import threading
from contextlib import nullcontext

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
    with postgres.server(programs) if programs else nullcontext("") as address:
        _migrate([_SQLITE, address] if address else [_SQLITE])
        failed = _run_on_each(arguments, address, browser=browser, office=office)
    left_out = parts.report(missing)
    return 1 if failed or left_out else 0


def _run_on_each(arguments: list[str], address: str, *, browser: str | None, office: bool) -> bool:
    """Whether any test failed; ``address`` is of the PostgreSQL server, empty without one."""
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
    if address:
        say("· Kiểm thử trên PostgreSQL | tests on PostgreSQL")
        env = environment(DATABASE_URL=address, REDIS_URL="")
        # The browser plays the day once, on SQLite; what it does on the way is tested here room by room.
        failed |= _pytest(arguments, without=["once", "browser", "libreoffice", *markers], env=env)
    return failed


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


def _migrate(addresses: list[str]) -> None:
    """Makes the migrated databases that the tests begin with, beside each other."""
    command = [str(PYTHON), "-m", "tests.databases"]
    results: list[tuple[int, str]] = []

    def migrate(number: int, address: str) -> None:
        env = environment(DATABASE_URL=address, REDIS_URL="", DJANGO_SETTINGS_MODULE="newsroom.settings")
        results.append(run_quietly(command, _VAR / "log" / f"migrate-{number}.log", env=env))

    each = [threading.Thread(target=migrate, args=pair) for pair in enumerate(addresses)]
    for one in each:
        one.start()
    for one in each:
        one.join()
    for code, output in results:
        if code:
            last = next((line for line in reversed(output.splitlines()) if line.strip()), "")
            raise Stop(f"Không tạo được cơ sở dữ liệu kiểm thử: {last}", f"The test database could not be made: {last}")


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
        "--no-loadscope-reorder",
        "-m",
        expression,
        "--durations",
        "5",
        "-q",
    ]
    code = run([*command, *arguments], env=env)
    # 5: the arguments chose tests of which none is left for this database.
    return code not in ((0, 5) if arguments else (0,))
