"""``python -m tests.showing gallery`` or ``audit``, beside a demo newsroom that runs where the environment says."""

import importlib
import sys

import django

if __name__ == "__main__":
    django.setup()
    sys.exit(importlib.import_module(f"tests.showing.{sys.argv[1]}").main(sys.argv[2:]))
