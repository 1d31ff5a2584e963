"""How well the public search answers: sixty queries over a fixed newspaper of invented articles, persons and sessions."""
