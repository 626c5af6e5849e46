"""What a declaration of a setting can say beside its type and its limits."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Encodings", "KeepsResults", "Meaning", "SetsOthers"]


@dataclass(frozen=True, slots=True)
class Meaning:
    """What the setting means, in words for users; a phrase without its full stop."""

    text: str


@dataclass(frozen=True, slots=True)
class KeepsResults:
    """The setting cannot change a result, so it is left out of `Config.sha256`."""


@dataclass(frozen=True, slots=True)
class SetsOthers:
    """The setting is a preset of others, which are in `Config.sha256`; so it is left out itself."""


@dataclass(frozen=True, slots=True)
class Encodings:
    """The value is a list of names of text encodings that Python knows."""

    @staticmethod
    def unknown(names: tuple[str, ...]) -> list[str]:
        """The names among `names` that no text encoding has."""
        return [name for name in names if not _is_text_encoding(name)]


def _is_text_encoding(name: str) -> bool:
    try:
        b"a".decode(name)  # one byte, because Python does not look the name up for none
    except UnicodeError:
        return True  # the encoding is there, the byte is no text in it (utf-16)
    except (LookupError, ValueError):
        return False  # no such encoding, one that gives no text (hex), or a name with a null character
    return True
