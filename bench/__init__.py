"""Measured times: a module per subject with `measure(server, database)`, run by `make bench`."""
