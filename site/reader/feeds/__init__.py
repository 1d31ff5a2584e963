"""Feeds: RSS 2.0, Atom and JSON Feed 1.1, of the site, a section or a topic. Each holds the whole text."""
