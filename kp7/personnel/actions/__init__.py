"""Writing cards: every function here names its actor, locks the register and is one transaction."""
