"""Who has vouched for what, when: rounds, cases, steps, samples."""
