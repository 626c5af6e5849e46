"""The permutations of MinHash: those of datasketch, so that anyone can check our signatures against it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Permutations", "make_permutations", "mix32"]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Permutations:
    """``h -> a * h + b mod 2**32`` for each pair of ``a`` (odd) and ``b``; both uint32[n_permutations]."""

    a: NDArray[np.uint32]
    b: NDArray[np.uint32]

    def __len__(self) -> int:
        """The number of permutations."""
        return len(self.a)


def make_permutations(num_perm: int, seed: int) -> Permutations:
    """The permutations that ``datasketch.MinHash(num_perm, seed, scheme="affine32")`` uses.

    They are drawn from numpy's ``RandomState`` as datasketch draws them, and a property test holds them against it. To
    ask datasketch itself would load scipy, which its package imports for other things: half a second of every run.
    ``RandomState`` is frozen: its stream is the same in every version of numpy.

    Args:
        num_perm: How many, at least 1.
        seed: Seed of the generator, 0 to 2**32 - 1.

    Returns:
        Two uint32 arrays of length ``num_perm``.

    Source: datasketch 2, scheme affine32; NEP 19 on the stream of ``RandomState``. Cost: linear in ``num_perm``.
    """
    # The modern generators give other numbers, and their streams may change.
    generator = np.random.RandomState(seed)
    a = generator.randint(0, 1 << 31, num_perm, dtype=np.uint32) * np.uint32(2) + np.uint32(1)
    b = generator.randint(0, 1 << 32, num_perm, dtype=np.uint32)
    return Permutations(a=a, b=b)


def mix32(hashes: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """MurmurHash3's 32-bit finaliser, which affine32 applies once to every input before permuting.

    Args:
        hashes: uint32[n].

    Returns:
        uint32[n], a bijection of the input values.

    Source: Appleby, MurmurHash3, ``fmix32``. Cost: five passes over the array.
    """
    mixed = hashes ^ (hashes >> np.uint32(16))
    mixed *= np.uint32(0x85EBCA6B)
    mixed ^= mixed >> np.uint32(13)
    mixed *= np.uint32(0xC2B2AE35)
    mixed ^= mixed >> np.uint32(16)
    return mixed
