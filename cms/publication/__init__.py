"""The story, the seal and the publication: the one value that travels from the draft to every reader."""
