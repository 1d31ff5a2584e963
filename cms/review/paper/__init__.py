"""The leader's word on paper: a draft as a .docx for submission, and one that was marked up read back as proposed changes.

`slots` cuts a story into its texts; `writing` sets them on paper, each under a name; `reading` finds them again with what was
changed in each; `finding` says where that stands in the draft now, `applying` does it. `actions` change something.
"""
