"""The register of requests for correction from outside: who asked for what by when, what was decided, what was answered.

What leads to the person who asked is a row beside the request, which the worker erases some time after the answer.
"""
