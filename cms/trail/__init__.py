"""Who did what: an append-only record, chained with a key that the database does not hold."""
