"""The settings, the addresses and the WSGI application: the one place that knows every room."""
