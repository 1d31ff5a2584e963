"""Asks the newsroom for pages as a server does: each request through all middleware, from its environment to its last byte."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.handlers.wsgi import WSGIHandler
from django.db import connection
from django.test import RequestFactory
from django.urls import reverse

from .errors import BenchError


class Server:
    """The newsroom as a program that answers one request after the other."""

    def __init__(self, cookie: str) -> None:
        """``cookie``: of who has signed in; it goes with what is asked of the admin, and nowhere else."""
        self._cookie = cookie
        self._answer = WSGIHandler()
        self._requests = RequestFactory(headers={"host": "127.0.0.1", "accept-language": "vi"})

    def ask(self, path: str) -> float:
        """Seconds until the whole answer is there; raises ``BenchError`` for any but 200."""
        cookie = {"cookie": self._cookie} if path.startswith(reverse("wagtailadmin_home")) else None
        environment = self._requests.get(path, headers=cookie).environ
        status = ""

        def start(line: str, headers: list[tuple[str, str]], *more: Any) -> Any:
            nonlocal status
            status = line
            return lambda data: None

        began = time.perf_counter()
        response = self._answer(environment, start)
        length = sum(len(part) for part in response)
        response.close()
        seconds = time.perf_counter() - began
        if not status.startswith("200") or not length:
            raise BenchError(f"{path}: {status}")
        return seconds

    def queries(self, path: str) -> int:
        """How many queries the answer takes."""
        with _counted() as statements:
            self.ask(path)
        return len(statements)


@contextmanager
def _counted() -> Iterator[list[str]]:
    statements: list[str] = []

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        statements.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield statements
