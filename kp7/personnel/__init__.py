"""The ก.พ.7 itself: a register per organization, people, a model per section, rules."""
