"""Every table of the outputs, in the order in which a reader meets them."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from pipeline.tables.document_tables import DOCUMENTS
from pipeline.tables.drift_tables import DRIFT
from pipeline.tables.family_tables import APPARATUS, FAMILIES, MATCH_FAMILIES, WITNESSES
from pipeline.tables.match_tables import MATCHES
from pipeline.tables.provenance_tables import ATTRIBUTIONS, EVIDENCE, PROVENANCE, WANTED_SOURCES
from pipeline.tables.run_tables import CHANGES, HISTORY, RUNS, STAGES
from pipeline.tables.set_aside_tables import SET_ASIDE
from pipeline.tables.variant_tables import VARIANTS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipeline.tables.model import Table

TABLES: Mapping[str, Table] = MappingProxyType(
    {
        table.name: table
        for table in (
            DOCUMENTS,
            MATCHES,
            VARIANTS,
            FAMILIES,
            WITNESSES,
            MATCH_FAMILIES,
            APPARATUS,
            PROVENANCE,
            EVIDENCE,
            ATTRIBUTIONS,
            WANTED_SOURCES,
            SET_ASIDE,
            DRIFT,
            HISTORY,
            CHANGES,
            RUNS,
            STAGES,
        )
    }
)
"""Table by name."""
