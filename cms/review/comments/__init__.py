"""Comments of the review: what members say of a passage of a draft, who is to look at it, and what is still open.

A comment is a row of its own: it stands neither in the draft nor in the story, so it is no change of content. `reading` lays a
draft out as text, `anchors` finds a comment's passage in it again; `actions` change something, `queries` tell, `shown` makes the
screen.
"""
