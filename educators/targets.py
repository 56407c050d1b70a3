"""How many practice educators are needed next year: each term of the sum. Pure."""
