"""What goes wrong with a database, in words for the person at the command line."""


class DatabaseProblem(Exception):  # noqa: N818  its children are named for what they say
    """The database cannot be used; the message says what is wrong and what to do about it."""
