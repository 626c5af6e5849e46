"""The state between runs: who may write, what is published, and how it is switched."""

from pipeline.store.manifest import PublishedRun, RunIdentity
from pipeline.store.output_store import OutputStore

__all__ = ["OutputStore", "PublishedRun", "RunIdentity"]
