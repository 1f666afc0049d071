"""Sets of a question's terms as machine words: bit i stands for its i-th term."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

MOST = 64  # terms
Bits = NDArray[np.uint64]
Places = NDArray[np.integer[Any]]

SETS: Bits = np.array([0, *(1 << place for place in range(MOST))], np.uint64)  # none, and each term alone


def united(bits: Bits, starts: Places, ends: Places) -> Bits:
    """uint64[starts]: what bits[start:end] hold together."""
    bounds = np.stack([starts, ends], axis=1).ravel()
    found = np.bitwise_or.reduceat(np.concatenate([bits, SETS[:1]]), bounds)[::2]
    return np.where(starts < ends, found, SETS[0])


def weighed(bits: Bits, weights: NDArray[np.float32]) -> NDArray[np.float32]:
    """float32[bits, …]: for each set the sum of its terms' weights, float32[MOST, …]."""
    columns = bits[:, None].astype("<u8", copy=False).view(np.uint8)
    found: NDArray[np.float32] = np.unpackbits(columns, axis=1, bitorder="little") @ weights
    return found
