"""What the newsroom does, a package a duty, in the order in which an article lives."""
