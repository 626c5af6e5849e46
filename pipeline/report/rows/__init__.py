"""From findings to rows: each table's rows in one module."""
