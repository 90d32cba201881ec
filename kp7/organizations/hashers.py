"""How passwords are hashed."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class PasswordHasher(Argon2PasswordHasher):
    """argon2id with 19 MiB, two passes, one lane (OWASP Password Storage Cheat Sheet).

    Django's own 100 MB and 8 threads for each sign-in would let a morning's rush, or whoever
    guesses passwords, use up the memory of the server.
    """

    time_cost = 2
    memory_cost = 19_456
    parallelism = 1
