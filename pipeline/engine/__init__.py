"""Where the same functions run: on this machine now; the interface is all that the run knows of it."""

from pipeline.engine.local import LocalEngine

__all__ = ["LocalEngine"]
