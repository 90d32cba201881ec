"""Photographs and documents that arrive from anywhere: told by content, read apart, written anew.

`reading.read` is the way in. It sends the bytes to a process of its own (`child`), where `images`
and `documents` write them anew; nothing of what was received is kept.
"""
