"""The fault test of deliveries: real articles to every channel, whose other sides misbehave, by workers that are killed.

`storm` lets it happen, `witness` reads off each platform what it took, `oracle` says what must hold afterwards.
"""
