"""Find passages that documents share, align them word by word, and say who copied whom.

>>> from pipeline import load_config, run_pipeline  # doctest: +SKIP
>>> summary = run_pipeline(load_config(overrides={"paths.inputs": "letters"}).config)  # doctest: +SKIP
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.config import Config, load_config
    from pipeline.errors import PipelineError
    from pipeline.run import run_pipeline
    from pipeline.summary import RunSummary

__version__ = "0.1.0"

__all__ = ["Config", "PipelineError", "RunSummary", "__version__", "load_config", "run_pipeline"]


_HOMES = {
    "Config": "pipeline.config",
    "PipelineError": "pipeline.errors",
    "RunSummary": "pipeline.summary",
    "load_config": "pipeline.config",
    "run_pipeline": "pipeline.run",
}


def __getattr__(name: str) -> object:
    """Import what is asked for when it is asked for, so that `import pipeline` costs nothing."""
    if name not in _HOMES:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted(__all__)
