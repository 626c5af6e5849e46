"""The contract of the outputs: every table and column, declared once, and what is checked from that.

Validation, the data dictionary, the data package and the CSV view are all made from ``TABLES``.
"""

from pipeline.tables.contract import TABLES
from pipeline.tables.model import Column, Table
from pipeline.tables.schema import conform, empty, from_rows
from pipeline.tables.validation import find_faults, validate

__all__ = ["TABLES", "Column", "Table", "conform", "empty", "find_faults", "from_rows", "validate"]
