"""A worker in a process of its own, for the tests that kill it: ``python -m tests.channels.scene [rounds]``."""

import sys
import time

import django


def main() -> None:
    django.setup()
    from cms.channels.outbox.pool import drain, tick

    sys.stdout.write("working\n")
    sys.stdout.flush()
    for _ in range(int(sys.argv[1])):
        tick()
        time.sleep(0.05)
    drain(60)


if __name__ == "__main__":
    main()
