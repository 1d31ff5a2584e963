"""Notices: each step of the review told to those it concerns and to nobody else, in the admin, by mail, by Telegram.

Other rooms tell of theirs through `door.notify`, and register what there is to tell in `kinds`.
"""
