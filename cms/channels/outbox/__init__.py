"""From an approval to each recipient: who gets what, in which queue, by which worker, and how it ended."""
