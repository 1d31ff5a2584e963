"""Takes the figures: each page asked in turn with what it is compared to, so that a busy machine slows both."""

from collections.abc import Callable
from dataclasses import dataclass, field
from statistics import median

from .asking import Server
from .databases import Pair
from .pages import addresses
from .sample import Sample
from .urls import TRIVIAL

Say = Callable[[str], None]


@dataclass
class Turn:
    """One alternation: milliseconds of the trivial view, and milliseconds and queries of the page with few and many articles."""

    trivial: list[float]
    few: list[float]
    many: list[float]
    queries_few: int
    queries_many: int


@dataclass
class Figures:
    """All turns of one page."""

    name: str
    turns: list[Turn] = field(default_factory=list)

    @property
    def queries(self) -> int:
        return max(turn.queries_many for turn in self.turns)

    @property
    def queries_grow(self) -> bool:
        """Whether the page took more queries with many articles than with few, in any turn."""
        return any(turn.queries_many > turn.queries_few for turn in self.turns)

    @property
    def queries_growth(self) -> float:
        return median(turn.queries_many / turn.queries_few for turn in self.turns)

    @property
    def milliseconds(self) -> float:
        return median(value for turn in self.turns for value in turn.many)

    @property
    def of_trivial(self) -> float:
        """How many times as long as the trivial view."""
        return median(median(turn.many) / median(turn.trivial) for turn in self.turns)

    @property
    def growth(self) -> float:
        """How many times as long with many articles as with few."""
        return median(median(turn.many) / median(turn.few) for turn in self.turns)


def measure(sample: Sample, pair: Pair, rounds: int, requests: int, say: Say) -> tuple[list[Figures], list[float]]:
    """The figures of every page, and the milliseconds of the trivial view.

    In each round every page is asked ``requests`` times, between the trivial view and its like in the other database.
    """
    server = Server(sample.cookie)
    pair.use_few()
    few = addresses(sample)
    pair.use_many()
    many = addresses(sample)
    figures = [Figures(name) for name in many]
    for number in range(rounds):
        for entry in figures:
            entry.turns.append(_turn(server, pair, few[entry.name], many[entry.name], requests))
        say(f"{number + 1}/{rounds}")
    return figures, [value for entry in figures for turn in entry.turns for value in turn.trivial]


def _turn(server: Server, pair: Pair, path_few: str, path_many: str, requests: int) -> Turn:
    trivial = _times(server, TRIVIAL, requests)
    pair.use_few()
    queries_few, few = server.queries(path_few), _times(server, path_few, requests)
    pair.use_many()
    queries_many, many = server.queries(path_many), _times(server, path_many, requests)
    return Turn(trivial, few, many, queries_few, queries_many)


def _times(server: Server, path: str, requests: int) -> list[float]:
    """Milliseconds, after one request that nobody counts."""
    server.ask(path)
    return [server.ask(path) * 1000 for _number in range(requests)]
