"""Printing cards: one at once, many as a job; who printed what is kept."""
