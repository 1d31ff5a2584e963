class OpinionsClosed(Exception):
    """No opinions are taken on this document now."""
