"""The environment, and where things are."""

from pathlib import Path

import environ

BASE_DIR = Path(__file__).resolve().parents[3]

env = environ.Env()
environ.Env.read_env(BASE_DIR / ".env")

VAR_DIR = Path(env.str("TOASOAN_VAR", default=str(BASE_DIR / "var")))
"""What running makes: database, uploads, collected static files, keys made on first start."""
