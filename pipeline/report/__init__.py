"""Stage 3: what people and programs read, and the checks that come before."""

from pipeline.report.checks import check_tables
from pipeline.report.csv_parquet import write_tables

__all__ = ["check_tables", "write_tables"]
