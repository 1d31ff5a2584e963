"""What ``make`` calls: installs, runs and checks the newsroom with nothing but Python's standard library.

This folder is not a part of the project: nothing imports it, and it must work before ``.venv`` exists.
"""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - this very file must say so on an older Python
    sys.stderr.write("Cần Python 3.11 trở lên. / Python 3.11 or newer is needed.\n")
    sys.exit(2)

import argparse

import bench
import demo
import faults
import lint
import machine
import showing
import suite
from machine import Stop

_WITH_ARGUMENTS = {
    "test": suite.run_suite,
    "faults": faults.run_faults,
    "bench": bench.run_bench,
    "gallery": showing.run_gallery,
    "audit": showing.run_audit,
}


def main() -> int:
    options, arguments = _read()
    machine.end_on_signals()
    try:
        match options.target:
            case "install":
                return demo.install()
            case "demo":
                return demo.run(options.port)
            case "demo-reset":
                return demo.reset()
            case "lint":
                return lint.run()
            case other:
                return _WITH_ARGUMENTS[other](arguments)
    except Stop as stop:
        sys.stdout.flush()
        sys.stderr.write(f"\n{stop.vietnamese}\n{stop.english}\n")
        return 2
    except machine.Ended as ended:
        sys.stdout.flush()
        return 128 + ended.signal
    except OSError as error:
        full = machine.full_disk(error)
        if full is None:
            raise
        sys.stderr.write(f"\n{full.vietnamese}\n{full.english}\n")
        return 2


def _read() -> tuple[argparse.Namespace, list[str]]:
    """The target with its options, and the arguments that a target reads itself."""
    parser = argparse.ArgumentParser(prog="make", description=__doc__)
    targets = parser.add_subparsers(dest="target", required=True)
    targets.add_parser("install")
    targets.add_parser("demo").add_argument("--port", default="8000")
    targets.add_parser("demo-reset")
    targets.add_parser("lint")
    for name in _WITH_ARGUMENTS:
        # Options of its own, which argparse would refuse right behind the target.
        targets.add_parser(name, add_help=False)
    options, arguments = parser.parse_known_args()
    if arguments and options.target not in _WITH_ARGUMENTS:
        parser.error(f"unrecognized arguments: {' '.join(arguments)}")
    return options, arguments


if __name__ == "__main__":
    sys.exit(main())
