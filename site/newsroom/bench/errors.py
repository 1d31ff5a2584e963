class BenchError(Exception):
    """The measurement could not be made; the message says why."""
