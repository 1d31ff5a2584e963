"""The outbox, the ledger, and a package a channel.

An article's posts are composed into its story (`registry`), approved with it, and leave by rows: a dispatch a publication,
channel and action (`receivers`), a delivery a recipient (`outbox.expansion`), an attempt an event (`outbox.claims`). The worker
calls `outbox.pool.tick`.
"""
