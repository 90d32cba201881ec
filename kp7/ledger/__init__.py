"""Who changed or looked at what, in order, for ever."""
