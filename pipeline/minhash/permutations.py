"""The permutations of MinHash, taken from datasketch so that anyone can check our signatures against it."""

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

    Args:
        num_perm: How many, at least 1.
        seed: Seed of datasketch's generator.

    Returns:
        Two uint32 arrays of length ``num_perm``.

    Cost: datasketch imports scipy, about a second once in a process; so it is loaded here and nowhere else.
    """
    from datasketch import MinHash

    a, b = MinHash(num_perm=num_perm, seed=seed, scheme="affine32").permutations
    return Permutations(a=np.ascontiguousarray(a, np.uint32), b=np.ascontiguousarray(b, np.uint32))


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
