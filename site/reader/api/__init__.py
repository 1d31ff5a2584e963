"""The API for machines: what is public, and nothing else, in the shape of Wagtail's API v2 (docs/api.md, docs/decisions/0046).

A question comes in as a typed value (`questions`), its pages are found by key (`finding`), told as typed values (`answers`,
`telling`), and narrowed to the fields asked for (`fields`). The OpenAPI document (`openapi`) is made of the same types.
"""
