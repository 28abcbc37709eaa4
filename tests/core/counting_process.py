"""A process of its own that counts in a file shared with others: `python counting_process.py FILE TIMES`."""

from __future__ import annotations

import sys

from portal.core.limit_storage import GuardedCounts


def main(file: str, times: int) -> None:
    """Count one key and print what each count gave."""
    counts = GuardedCounts(shared=f"sqlite-counts://{file}", secret="s")
    print(*(counts.incr("sender", 3600) for _time in range(times)))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
