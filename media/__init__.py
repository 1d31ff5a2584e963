"""The photo desk: pictures and papers, whose they are, and what the public may fetch of them.

An uploaded file is kept private and byte for byte. What readers get of a picture are renditions: made anew from its pixels,
without anything that the camera wrote about itself, its owner or the place. A file is reachable by the public exactly while
a publication that uses it is what some page shows.
"""
