"""The jobs of this room."""

from kp7.jobs.kinds import Kind, register
from kp7.printing.actions.batches import KIND, print_batch

BATCH = register(Kind(KIND, "พิมพ์ ก.พ.7 หลายคน", print_batch, "batch"))
