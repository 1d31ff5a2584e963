"""Stages as data: what an administrator says of a stage, and what follows from it: line, due time, claim, checklist, scope."""
