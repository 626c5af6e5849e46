"""Fidelity: the verdict on a quotation, and what it does to its source in one line for people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pipeline.provenance.attributions.deeds import Deed, DeedKind

__all__ = ["Fidelity", "fidelity_of", "told"]

Fidelity = Literal[
    "verbatim", "dress_only", "shortened_marked", "shortened_unmarked", "altered", "not_found", "not_checked"
]

_SHOWN = 6
_READING_CHARACTERS = 160


def fidelity_of(deeds: Iterable[Deed]) -> Fidelity:
    """The verdict, by the weightiest thing that is done to the source; only another wording changes or shortens it."""
    kinds = {deed.kind for deed in deeds}
    if kinds & {"replaced", "added", "moved"}:
        return "altered"
    if kinds & {"cut", "cut_at_start", "cut_at_end"}:
        return "shortened_unmarked"
    if "cut_marked" in kinds:
        return "shortened_marked"
    return "dress_only" if kinds else "verbatim"


def told(deeds: Sequence[Deed]) -> str | None:
    """What was done, in one line for people; differences of dress are counted.

    Args:
        deeds: From ``deeds_of``.

    Returns:
        For example "cut at the beginning, unmarked: ‹I remember that ...›; inserted in brackets: ‹(Trotsky)›"; None
        where nothing was.
    """
    words = [deed for deed in deeds if deed.kind != "dress"]
    said = [_phrase(deed) for deed in words[:_SHOWN]]
    if len(words) > len(said):
        said.append(f"and {len(words) - len(said)} more")
    irony = sum(deed.variant_class == "scare_quotes" for deed in deeds)
    dress = sum(deed.kind == "dress" for deed in deeds) - irony
    if irony:
        said.append("ironic quotation marks differ")
    if dress:
        said.append(
            f"{dress} {'difference' if dress == 1 else 'differences'} of punctuation, case or spelling"
        )
    return "; ".join(said) or None


_PHRASES: dict[DeedKind, str] = {
    "cut_marked": "left out, marked: {source}",
    "cut": "left out, unmarked: {source}",
    "cut_at_start": "cut at the beginning, unmarked: {source}",
    "cut_at_end": "cut at the end, unmarked: {source}",
    "replaced": "{source} became {quotation}",
    "added": "added: {quotation}",
    "inserted": "inserted in brackets: {quotation}",
    "moved": "moved: {quotation}",
    "narrator": "without the source's own {source}",
    "form": "{source} became {quotation}",
    "dress": "",
}
_OF_NAMES = "left out of a name: {source}", "put to a name: {quotation}"


def _phrase(deed: Deed) -> str:
    phrase = _PHRASES[deed.kind]
    if deed.kind == "form" and not (deed.source and deed.quotation):
        phrase = _OF_NAMES[0 if deed.source else 1]
    said = phrase.format(source=_shown(deed.source), quotation=_shown(deed.quotation))
    if not deed.denies:
        return said
    return f"{said}, which denies otherwise" if deed.kind == "replaced" else f"a denial {said}"


def _shown(reading: str) -> str:
    line = " ".join(reading.split()).strip(" ,;:").lstrip(".!?) ")
    if len(line) > _READING_CHARACTERS:
        half = _READING_CHARACTERS // 2
        line = f"{line[:half].rsplit(' ', 1)[0]} [cut] {line[-half:].split(' ', 1)[-1]}"
    return f"‹{line}›"
