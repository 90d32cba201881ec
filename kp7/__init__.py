"""ก.พ.7: the national registry of local government's service records and their certification."""
