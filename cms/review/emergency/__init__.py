"""The one way round four eyes: publishing or withdrawing at once, by who is on emergency duty, and the after-review that follows.

`cms.publication` does the act and asks for the after-review (`cms.publication.emergency`); this room opens it, in the same
transaction, tells everybody, reminds daily until somebody else has closed it, and reports each month.
"""
