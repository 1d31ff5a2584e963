"""The reviewers' comparison: what two versions of a page say differently, as a value and as a screen.

Pure: `outline` lays a story out as items of labelled lines; `words`, `align` and `tables` find what changed; `compare` puts it
together as a `Comparison` (`changes`). Then: `versions` says which versions there are, `looks` what a member looked at last.
"""
