"""How a message leaves the house: rows that wait, the steps of sending one, and what each failure means.

What is sent, and to whom, is said by the rooms above: the channels' posts, the staff's notices.
"""
