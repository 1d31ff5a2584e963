"""What platforms count at the newsroom's posts: read from time to time, summed up for who looks after the channels.

Nothing here counts readers: only what a platform says of a post of ours is kept, never who it was.
"""
