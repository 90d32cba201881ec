"""Measured costs: a module a subject with `measure(server, database)`, run by `make bench`."""
