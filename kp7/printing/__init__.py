"""Paper: a record in, the printed ก.พ.7 out."""
