"""Servers on loopback that keep the documented contracts of the platforms, and misbehave on request."""
