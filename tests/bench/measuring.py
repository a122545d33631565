"""How things are measured here: processor time, the most memory, and by which power of the size either grows."""

from __future__ import annotations

import json
import math
import os
import re
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]


@dataclass(slots=True)
class Clock:
    """Seconds of processor time by what they were spent on."""

    spent: dict[str, float] = field(default_factory=dict)

    def took(self, name: str, run: Callable[[], Any]) -> Any:
        """Return what a call returns, and add its time to that of a stage."""
        start = time.process_time()
        found = run()
        self.spent[name] = self.spent.get(name, 0.0) + time.process_time() - start
        return found


def least(run: Callable[[], object], rounds: int = 3) -> float:
    """Return the least processor time of a call, which a busy machine disturbs least."""
    times = []
    for _ in range(rounds):
        start = time.process_time()
        run()
        times.append(time.process_time() - start)
    return min(times)


def peak(process: int | str = "self") -> int:
    """Return the highest memory of a process in MB, 0 once it has ended.

    getrusage would count the process that started it as well.
    """
    try:
        found = re.search(r"VmHWM:\s+(\d+)", Path(f"/proc/{process}/status").read_text(encoding="ascii"))
    except OSError:
        found = None
    return int(found[1]) // 1024 if found else 0


class Watch(threading.Thread):
    """Looks at the memory of a process from time to time, as long as it runs."""

    def __init__(self, process: int) -> None:
        super().__init__(daemon=True)
        self.process, self.peak, self.over = process, 0, threading.Event()

    def run(self) -> None:
        """Look until it is over."""
        while not self.over.wait(0.05):
            self.peak = max(self.peak, peak(self.process))


@dataclass(frozen=True, slots=True)
class Run:
    """What a command took: seconds of wall clock and of processors, of all its processes, and its own peak in MB."""

    wall: float
    processor: float
    peak: int
    said: str


def ran(command: Sequence[str]) -> Run:
    """Run a command and return what it took; raise CalledProcessError if it fails."""
    start = time.perf_counter()
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), *sys.path[1:]])}
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=environment, cwd=ROOT)
    assert process.stdout
    watch = Watch(process.pid)
    watch.start()
    said = process.stdout.read().decode()
    watch.over.set()
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command, said)
    return Run(time.perf_counter() - start, used.ru_utime + used.ru_stime, watch.peak, said)


def kg(*arguments: str) -> Run:
    """Run `kg` and return what it took."""
    return ran([sys.executable, "-m", "kg", *arguments])


def apart(script: str, *arguments: object) -> dict[str, Any]:
    """Return what a script of this folder prints as its last line, JSON, in a process of its own; `peak` is added."""
    done = ran([sys.executable, str(Path(__file__).parent / script), "--one", *map(str, arguments)])
    found: dict[str, Any] = json.loads(done.said.splitlines()[-1])
    return {**found, "peak": done.peak}


def exponent(sizes: Sequence[float], costs: Sequence[float]) -> float:
    """Return the power of the size by which a cost grows: the slope of the best line through the logarithms.

    1 is linear. Costs too small to be told from none count as a millisecond.
    """
    xs = [math.log(size) for size in sizes]
    ys = [math.log(max(cost, 0.001)) for cost in costs]
    middle, level = sum(xs) / len(xs), sum(ys) / len(ys)
    above = sum((x - middle) * (y - level) for x, y in zip(xs, ys, strict=True))
    return above / sum((x - middle) ** 2 for x in xs)


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """Yield a table in Markdown, numbers to the right."""
    yield f"| {' | '.join(head)} |"
    yield f"|{'|'.join(['---', *('---:' for _ in head[1:])])}|"
    for row in rows:
        yield f"| {' | '.join(map(shown, row))} |"
    yield ""


def shown(cell: object) -> str:
    """Return a cell as it is printed: three digits are enough of a time."""
    if not isinstance(cell, float):
        return f"{cell:,}" if isinstance(cell, int) else str(cell)
    return (
        f"{cell:,.0f}"
        if cell >= 100
        else f"{cell:.1f}"
        if cell >= 10
        else f"{cell:.2f}"
        if cell >= 0.1
        else f"{cell:.4f}"
    )


def grown(costs: Mapping[int, Mapping[str, float]]) -> Iterator[list[object]]:
    """Yield a row for each stage: its name, its cost at each size, and its exponent of growth where that is known."""
    sizes = sorted(costs)
    for name in costs[sizes[0]]:
        found = [costs[size][name] for size in sizes]
        yield [name, *found, f"{exponent(sizes, found):.2f}" if len(sizes) > 1 else ""]
