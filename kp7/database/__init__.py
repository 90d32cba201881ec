"""PostgreSQL, embedded or real: server, roles, grants and guards."""
