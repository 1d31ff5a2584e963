"""A worker in a process of its own, for the tests that kill it: ``python -m tests.review.notices.scene [rounds]``."""

import sys
import time

import django


def main() -> None:
    django.setup()
    from cms.review.notices.outbox import run_once

    sys.stdout.write("working\n")
    sys.stdout.flush()
    for _ in range(int(sys.argv[1])):
        run_once(limit=5)
        time.sleep(0.05)


if __name__ == "__main__":
    main()
