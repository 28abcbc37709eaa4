"""Many connections asking for one page as fast as they can, and the processor time that our servers spend on it."""

from __future__ import annotations

import os
import socket
import threading
import time
from dataclasses import dataclass
from pathlib import Path

_TICK = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Pace:
    """Requests a second, and microseconds of the server's processor for each."""

    per_second: float
    cpu_us: float


def pace(port: int, path: str, *, connections: int = 16, seconds: float = 4.0, headers: str = "") -> Pace:
    """Ask for a page whose answers all have one length, keeping the connections open."""
    request = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept-Encoding: br\r\n{headers}\r\n".encode()
    length = _length(port, request)
    counts = [0] * connections
    stop = threading.Event()
    threads = [
        threading.Thread(target=_ask, args=(port, request, length, counts, number, stop))
        for number in range(connections)
    ]
    cpu, started = cpu_seconds(), time.perf_counter()
    for thread in threads:
        thread.start()
    time.sleep(seconds)
    stop.set()
    for thread in threads:
        thread.join()
    took, spent = time.perf_counter() - started, cpu_seconds() - cpu
    return Pace(sum(counts) / took, spent / sum(counts) * 1e6)


def cpu_seconds() -> float:
    """Processor time of all processes that this one has started, and of theirs."""
    parents, times = {}, {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        parents[int(folder.name)] = int(fields[1])
        times[int(folder.name)] = (int(fields[11]) + int(fields[12])) / _TICK
    return sum(spent for process, spent in times.items() if _is_ours(process, parents))


def _is_ours(process: int, parents: dict[int, int]) -> bool:
    above = parents.get(process)
    while above and above != os.getpid():
        above = parents.get(above)
    return bool(above)


def _length(port: int, request: bytes) -> int:
    """Bytes of one answer, head and body."""
    with socket.create_connection(("127.0.0.1", port)) as connection, connection.makefile("rb") as answer:
        connection.sendall(request)
        head = b""
        while not head.endswith(b"\r\n\r\n"):
            head += answer.readline()
        lengths = [line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")]
        return len(head) + (int(lengths[0].split(b":")[1]) if lengths else 0)


def _ask(port: int, request: bytes, length: int, counts: list[int], number: int, stop: threading.Event) -> None:
    with socket.create_connection(("127.0.0.1", port)) as connection:
        buffer = bytearray(length)
        while not stop.is_set():
            connection.sendall(request)
            left = length
            while left:
                got = connection.recv_into(buffer, left)
                assert got, "the server hung up"
                left -= got
            counts[number] += 1
