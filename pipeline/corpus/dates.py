"""Dates as people print them, read to ISO of the precision that is stated and never beyond it."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass

__all__ = ["DateSpan", "find_date", "is_month", "parse_iso_span", "parse_printed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class DateSpan:
    """When something was written: ISO dates "1931", "1931-05" or "1931-05-17"; None where that end is open."""

    not_before: str | None
    not_after: str | None

    @classmethod
    def on(cls, date: str) -> DateSpan:
        """The span of one date, as exact as that date is."""
        return cls(not_before=date, not_after=date)


_MONTH_NAMES = (
    "january jan januar jänner janvier enero gennaio janeiro januari styczeń stycznia leden ledna январь января",
    "february feb februar février febrero febbraio fevereiro februari luty lutego únor února февраль февраля",
    "march mar märz mars marzo março maart marzec marca březen března март марта",
    "april apr avril abril aprile kwiecień kwietnia duben dubna апрель апреля",
    "may mai mayo maggio maio mei maj maja květen května май мая",
    "june jun juni juin junio giugno junho czerwiec czerwca červen června июнь июня",
    "july jul juli juillet julio luglio julho lipiec lipca červenec července июль июля",
    "august aug août agosto augustus augusti sierpień sierpnia srpen srpna август августа",
    "september sep sept septembre septiembre settembre setembro wrzesień września září сентябрь сентября",
    "october oct oktober octobre octubre ottobre outubro październik października říjen října октябрь октября",
    "november nov novembre noviembre novembro listopad listopada listopadu ноябрь ноября",
    "december dec dezember décembre diciembre dicembre dezembro grudzień grudnia prosinec prosince декабрь декабря",
)
"""The names of the months, January first, in some languages of Europe; others are read from dates in digits.

"listopad" is November in Polish and October in Croatian; the languages here are those without such a clash.
"""

_MONTHS = {name: month for month, names in enumerate(_MONTH_NAMES, 1) for name in names.split()}

_MONTH = "(?:" + "|".join(sorted(_MONTHS, key=lambda name: (-len(name), name))) + r")\.?"
_DAY = r"\d{1,2}(?:st|nd|rd|th|er|\.|º|ª)?"
_YEAR = r"(?:1\d{3}|20\d{2})"  # what is printed with four digits and is no page or street number of old
_OF = r"(?:\s+(?:of|de|del|do))?"

_FORMS = (
    rf"(?P<iso>{_YEAR}-\d{{2}}(?:-\d{{2}})?)",
    rf"(?P<cjk>{_YEAR}\s?年(?:\s?\d{{1,2}}\s?月(?:\s?\d{{1,2}}\s?日)?)?)",
    rf"(?P<d1>{_DAY}){_OF}\s+(?P<m1>{_MONTH})(?:,|{_OF})\s+(?P<y1>{_YEAR})",
    rf"(?P<m2>{_MONTH})\s+(?P<d2>{_DAY}),?\s+(?P<y2>{_YEAR})",
    rf"(?P<m3>{_MONTH})(?:,|{_OF})\s+(?P<y3>{_YEAR})",
    rf"(?P<d4>\d{{1,2}})(?P<sep>[./])\s?(?P<m4>\d{{1,2}})(?P=sep)\s?(?P<y4>{_YEAR})",
    rf"(?P<from>{_YEAR})\s?[-–—/]\s?(?P<to>{_YEAR}|\d{{2}})",
    rf"(?P<year>{_YEAR})",
)
_PRINTED = re.compile(rf"(?<![\w/.-])(?:{'|'.join(_FORMS)})(?![\w/-]|\.\d)", re.IGNORECASE)
_MONTHS_A_YEAR = 12
_ISO = re.compile(r"(-?\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_FOUR_DIGITS = re.compile(r"\d{4}")
_NUMBER = re.compile(r"\d+")


def is_month(word: str) -> bool:
    """Whether a word is the name of a month, in any of the languages that are known here."""
    return word.lower() in _MONTHS


def parse_iso_span(text: str) -> DateSpan | None:
    """Read a date or a span of dates as ``sources.toml`` states them.

    Args:
        text: "1931", "1931-05", "1931-05-17", a span "1931/1935", or one with an open end "1931/" or "/1935". Years
            are astronomical ("-0043" is 44 BC).

    Returns:
        The span, or None where the text is no such date, the day does not exist, or the span ends before it begins.

    Source: ISO 8601-1, 5.2.2 and 5.5; EDTF level 0 and ".." of level 1.
    """
    first, slash, last = (part.strip() for part in text.partition("/"))
    if not slash:
        return DateSpan.on(first) if _iso_parts(first) else None
    before = None if first in {"", ".."} else first
    after = None if last in {"", ".."} else last
    if before is None and after is None:
        return None
    parts_before = _iso_parts(before) if before else None
    parts_after = _iso_parts(after) if after else None
    if (before and not parts_before) or (after and not parts_after):
        return None
    if parts_before and parts_after and _first_day(parts_before) > _last_day(parts_after):
        return None
    return DateSpan(not_before=before, not_after=after)


def parse_printed(text: str) -> DateSpan | None:
    """Read a text that is a date and nothing else.

    Args:
        text: Such as "1940", "May 1911", "12th May, 1911", "12. Mai 1911", "1911-05-12", "1931–35"; a full stop may
            follow.

    Returns:
        The date, as exact as it is printed; None where the text is anything more or less than a date.
    """
    if not _FOUR_DIGITS.search(text):  # most lines have no year, and this search is ten times faster
        return None
    match = _PRINTED.fullmatch(_bare(text))
    return _span(match) if match else None


def find_date(text: str) -> DateSpan | None:
    """Read the one date in a statement such as "Pravda, No. 67, March 21, 1918".

    The date must be the only one, stand at an end of the statement and be set off by a comma or a bracket, for
    "before 1917" or "1917 or so" is no date.

    Args:
        text: What follows a label such as "First published:"; one line.

    Returns:
        The date, or None.
    """
    value = _bare(text)
    found = list(_PRINTED.finditer(value))
    if len(found) != 1:
        return None
    before, after = value[: found[0].start()].rstrip(), value[found[0].end() :].lstrip()
    at_end = not after and (not before or before[-1] in ",;:")
    at_start = not before and (not after or after[0] in ",;(")
    in_brackets = before.endswith("(") and after == ")"
    return _span(found[0]) if at_end or at_start or in_brackets else None


def _bare(text: str) -> str:
    return " ".join(text.split()).removesuffix(".").removesuffix(" г")


def _span(match: re.Match[str]) -> DateSpan | None:
    if match["year"]:
        return DateSpan.on(match["year"])
    if match["from"]:
        first, last = match["from"], match["to"]
        last = last if len(last) == len(first) else first[:2] + last
        return DateSpan(not_before=first, not_after=last) if first < last else None
    if match["iso"]:
        return _checked(*map(int, match["iso"].split("-")))
    if match["cjk"]:
        return _checked(*map(int, _NUMBER.findall(match["cjk"])))
    return _in_digits(match) if match["y4"] else _with_month_name(match)


def _in_digits(match: re.Match[str]) -> DateSpan | None:
    """A day as 12.5.1911, which is the day first everywhere, or 5/12/1911, which is not."""
    first, second, year = int(match["d4"]), int(match["m4"]), int(match["y4"])
    if match["sep"] == "." or first == second or first > _MONTHS_A_YEAR:
        return _checked(year, second, first)
    # 5/12/1911 is May in one country and December in another: only the year is sure.
    return _checked(year, first, second) if second > _MONTHS_A_YEAR else _checked(year)


def _with_month_name(match: re.Match[str]) -> DateSpan | None:
    form = next(form for form in "123" if match[f"y{form}"])
    month = _MONTHS[match[f"m{form}"].rstrip(".").lower()]
    day = _NUMBER.match(match[f"d{form}"]) if form != "3" else None
    return _checked(int(match[f"y{form}"]), month, *((int(day[0]),) if day else ()))


def _checked(*parts: int) -> DateSpan | None:
    """Year, month and day as ISO, if that day exists."""
    date = "-".join([f"{parts[0]:04d}", *(f"{part:02d}" for part in parts[1:])])
    return DateSpan.on(date) if _iso_parts(date) else None


def _iso_parts(date: str) -> tuple[int, int | None, int | None] | None:
    match = _ISO.fullmatch(date)
    if not match:
        return None
    year = int(match[1])
    month = int(match[2]) if match[2] else None
    day = int(match[3]) if match[3] else None
    if month is not None and not 1 <= month <= _MONTHS_A_YEAR:
        return None
    if month is not None and day is not None and not 1 <= day <= _days(year, month):
        return None
    return year, month, day


def _days(year: int, month: int) -> int:
    # The calendar module knows the years from 1 on; the Gregorian calendar repeats every 400 years.
    return calendar.monthrange(year % 400 + 400, month)[1]


def _first_day(parts: tuple[int, int | None, int | None]) -> tuple[int, int, int]:
    return parts[0], parts[1] or 1, parts[2] or 1


def _last_day(parts: tuple[int, int | None, int | None]) -> tuple[int, int, int]:
    return parts[0], parts[1] or _MONTHS_A_YEAR, parts[2] or 31
