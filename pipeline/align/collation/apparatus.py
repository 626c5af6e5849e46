"""The apparatus of a family: every place at which its witnesses differ, with what each of them has there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.align.collation.comparison import Comparison, compare
from pipeline.align.collation.entries import Joined, Pieces, WordPlaces, joined_pieces
from pipeline.align.collation.outside import Outside
from pipeline.align.collation.pieces import Extent, Piece, pieces_of, stretched_back, stretched_on
from pipeline.align.collation.place import Held, Place, State
from pipeline.align.collation.versions import WitnessText, table_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from pipeline.align.collation.versions import Version
    from pipeline.align.lexicon import Lexicon
    from pipeline.align.variant import Variant

__all__ = ["apparatus_of_match", "find_apparatus"]


def apparatus_of_match(
    lemma: Extent, other: Extent, words: WordPlaces, variants: Iterable[Variant], *, lemma_at: int
) -> tuple[Place, ...]:
    """List the places of a family that is one match, whose variants are known.

    Args:
        lemma: The lemma's passage.
        other: That of the other witness.
        words: The words of the lemma's passage.
        variants: Those of the match whose edge is none, with the lemma as side a.
        lemma_at: Position of the lemma among the two witnesses.

    Returns:
        Places as ``find_apparatus`` gives them.

    Cost: linear in the text.
    """
    pieces = pieces_of(lemma, other, variants)
    places = []
    beside = Pieces(text=other.text, begin=lemma.begin, end=lemma.end, pieces=pieces)
    for joined in joined_pieces(lemma.text, words, [beside]):
        inside = joined.pieces[0]
        reading = _reading(lemma.text, other.text, joined, inside)
        held = Held(lemma.text, joined.begin, joined.end)
        held.add(reading, _state(reading, inside), (1 - lemma_at,))
        places.append(held.place(2, _classes(inside), _moves(0, inside)))
    return tuple(place for place in places if place is not None)


def find_apparatus(
    witnesses: Sequence[WitnessText], lemma: int, lexicon: Callable[[int, int], Lexicon]
) -> tuple[Place, ...]:
    """Collate the witnesses of a family and list every place at which they differ.

    Args:
        witnesses: In the family's order, two at least, each with a word at least.
        lemma: Position of the witness that the others are compared with.
        lexicon: What is known of words where two witnesses, by their positions, are compared.

    Returns:
        Places in the order of the lemma's text; what they say of a witness and the lemma is what ``variants`` says
        of the two. A place that is there because a witness begins later or ends earlier than the lemma has the class
        ``edge_cut``, spans all that it lacks, and other places lie inside it. All others lie apart: with the lemma's
        reading exchanged for its own at each of them, the lemma's text is that of a witness, up to white space, where
        both have text.

    Cost: that of collating and of aligning each version with the lemma, and the versions times the places.
    """
    table = table_of(witnesses, lemma)
    if len(table.versions) < 2:  # noqa: PLR2004 - one version has no second one to differ from
        return ()
    ours = table.versions[table.of_witness[lemma]]
    compared = [
        compare(table, ours, version, lexicon(lemma, version.witnesses[0]))
        for version in table.versions
        if version is not ours
    ]
    return _Apparatus(ours, compared, len(witnesses), table.n_columns).places()


class _Apparatus:
    """The versions of a family beside that of the lemma."""

    def __init__(
        self, lemma: Version, compared: Sequence[Comparison], n_witnesses: int, n_columns: int
    ) -> None:
        self.lemma = lemma
        self.text = lemma.side.text
        self.compared = compared
        self.n_witnesses = n_witnesses
        words = WordPlaces(begin=lemma.side.begin, end=lemma.side.end)
        versions = [
            Pieces(text=one.version.side.text, begin=one.begin, end=one.end, pieces=one.pieces)
            for one in compared
        ]
        self.joined = list(joined_pieces(self.text, words, versions))
        self.outside = Outside(lemma, compared, self.joined, n_columns)

    def places(self) -> tuple[Place, ...]:
        """All places in order."""
        n = self.n_witnesses
        inner = [place for joined in self.joined if (place := self._inner(joined)) is not None]
        lying = [(place, True) for place in inner] + [(place, False) for place in self.outside.edges(n)]
        lying.sort(key=lambda one: (one[0].lemma_begin, one[1], one[0].lemma_end))
        return *self.outside.before(n), *(place for place, _ in lying), *self.outside.behind(n)

    def _inner(self, joined: Joined) -> Place | None:
        """What all have at a place; None where they differ in white space alone."""
        held = Held(self.text, joined.begin, joined.end)
        for number, one in enumerate(self.compared):
            pieces = joined.pieces.get(number, ())
            if not pieces and self.outside.is_outside(one, joined.begin, joined.end):
                held.add("", self.outside.state(one, joined.begin, joined.end), one.version.witnesses)
                continue
            parted = _with_borders(one, joined, pieces)
            if parted:
                reading = _reading(self.text, one.version.side.text, joined, parted, (one.begin, one.end))
                held.add(reading, _state(reading, pieces), one.version.witnesses)
        named = [name for pieces in joined.pieces.values() for name in _classes(pieces)]
        moves = [move for number, pieces in joined.pieces.items() for move in _moves(number, pieces)]
        return held.place(self.n_witnesses, named, moves)


def _with_borders(one: Comparison, joined: Joined, pieces: Sequence[Piece]) -> Sequence[Piece]:
    """The pieces of a place, and pieces of nothing where inside it a version begins or ends."""

    def border(at: int, there: int) -> list[Piece]:
        if not joined.begin < at < joined.end:
            return []
        return [Piece(begin=at, end=at, other_begin=there, other_end=there, variant_class="edge_cut")]

    return [*border(one.begin, one.other_begin), *pieces, *border(one.end, one.other_end)]


def _reading(
    lemma: str, other: str, joined: Joined, pieces: Sequence[Piece], span: tuple[int, int] | None = None
) -> str:
    """What another text has at a place, given what differs there, and from where to where in the lemma it has text."""
    begin, end = joined.begin, joined.end
    if span is not None:
        begin, end = max(begin, span[0]), min(end, span[1])
    first, last = pieces[0], pieces[-1]
    other_begin = stretched_back(lemma, begin, first.begin, other, first.other_begin)
    other_end = stretched_on(lemma, last.end, end, other, last.other_end)
    return other[other_begin:other_end].strip()


def _state(reading: str, pieces: Sequence[Piece]) -> State:
    if pieces and all(piece.move is not None for piece in pieces):
        return "moved"
    return "reads" if reading else "omits"


def _moves(version: int, pieces: Iterable[Piece]) -> list[tuple[int, int]]:
    return [(version, piece.move) for piece in pieces if piece.move is not None]


def _classes(pieces: Iterable[Piece]) -> list[str]:
    return [piece.variant_class for piece in pieces]
