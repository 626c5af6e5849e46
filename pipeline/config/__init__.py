"""Settings: declared once, checked all at once, each with its origin."""

from pipeline.config.declaration import (
    AcceptConfig,
    AlignConfig,
    Config,
    CorpusConfig,
    MinHashConfig,
    PathsConfig,
    ReportConfig,
    RunConfig,
)
from pipeline.config.load import LoadedConfig, Origin, load_config
from pipeline.config.validation import check_config

__all__ = [
    "AcceptConfig",
    "AlignConfig",
    "Config",
    "CorpusConfig",
    "LoadedConfig",
    "MinHashConfig",
    "Origin",
    "PathsConfig",
    "ReportConfig",
    "RunConfig",
    "check_config",
    "load_config",
]
