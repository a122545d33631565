"""Spark, begun for a command and ended after it; what goes wrong there as one line."""

from __future__ import annotations

import os
import re
import shutil
import socket
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import KgError

if TYPE_CHECKING:
    from pyspark import SparkContext

OPTION = "--engine spark"
HERE = "local[*,4]"
"""This machine, all its cores; a task that fails is tried four times, as on a cluster."""
ANSWER = 10
"""Seconds within which a master must answer."""
AGAIN = "what is done is kept: the same command goes on with the rest"
SETTINGS = {
    "spark.app.name": "kg build",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.log.level": "ERROR",
}


@contextmanager
def session(master: str = "", settings: Mapping[str, str] | None = None) -> Iterator[SparkContext]:
    """Give a context of Spark: one that is there already, else a new one, which is stopped at the end.

    What Spark writes of itself goes into a file, which is named and kept if something goes wrong. Raises KgError
    without pyspark, without Java, and where the master does not answer.
    """
    _require()
    from py4j.protocol import Py4JError
    from pyspark import SparkContext
    from pyspark.errors import PySparkException

    active = SparkContext._active_spark_context
    if active is None:
        _require_answer(master)
    number, name = tempfile.mkstemp(prefix="kg-spark-", suffix=".log")
    log, is_named = Path(name), False
    try:
        with os.fdopen(number, "ab") as stream:
            context = active or _begun(master or HERE, settings or {}, stream.fileno())
        yield context
    except (Py4JError, PySparkException) as fault:
        is_named = not active
        raise told(str(fault), log if is_named else None) from None
    finally:
        if not active and SparkContext._active_spark_context is not None:
            with suppress(Exception):  # of a cluster that is gone
                SparkContext._active_spark_context.stop()
        if not is_named:
            log.unlink()


def _require() -> None:
    try:
        import pyspark  # noqa: F401 - is it there?
    except ImportError:
        raise KgError(
            OPTION, "pyspark is not installed", "", 'install the extra: pip install "pyspark>=4.0,<5"'
        ) from None
    home = os.environ.get("JAVA_HOME", "")
    if not (shutil.which("java", path=f"{home}/bin") if home else shutil.which("java")):
        remedy = "install one, such as Debian's default-jre-headless, or set JAVA_HOME"
        raise KgError(OPTION, "no Java was found", "Spark expects Java 17 or later", remedy)


def _require_answer(master: str) -> None:
    """Raise KgError where no master of a standalone cluster, "spark://HOST:PORT,HOST:PORT", is reached."""
    fault = ""
    for place in master.removeprefix("spark://").split(",") if master.startswith("spark://") else ():
        host, _, port = place.rpartition(":")
        try:
            socket.create_connection((host, int(port)), ANSWER).close()
        except (OSError, ValueError) as error:
            fault = str(error) or type(error).__name__
        else:
            return
    if fault:
        raise KgError(f"--master {master}", f"it does not answer ({fault})", "expected spark://HOST:PORT", "check it")


def _begun(master: str, settings: Mapping[str, str], log: int) -> SparkContext:
    from pyspark import SparkConf, SparkContext
    from pyspark.java_gateway import launch_gateway

    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    conf = SparkConf(loadDefaults=False).setMaster(master).setAll([*SETTINGS.items(), *settings.items()])
    if path := os.environ.get("PYTHONPATH"):
        conf.setExecutorEnv("PYTHONPATH", path)
    gateway = SparkContext._gateway
    if gateway is None:
        gateway = launch_gateway(conf, {"stdout": log, "stderr": log})  # type: ignore[no-untyped-call]
    return SparkContext(conf=conf, gateway=gateway)


def told(text: str, log: Path | None = None) -> KgError:
    """Return what went wrong in Spark as one error: that of this program in a task, else the cause that Java names."""
    ours = re.search(r"^kg\.errors\.\w+: (.+?): (.+)$", text, re.M)
    if ours:
        return KgError(ours[1], ours[2])
    causes = re.findall(r"(?:^|Caused by: |: )(?:[\w$]+\.)+\w*(?:Exception|Error): ([^\n]+)", text)
    named = [one for one in causes if not one.startswith("Job aborted")] or causes or text.strip().splitlines()[:1]
    found = next((one for one in named if "No space left" in one), named[-1] if named else "it ended without a word")
    remedy = f"{AGAIN}; Spark's own log is {log}" if log else AGAIN
    return KgError("Spark", found.strip()[:300], "", remedy)
