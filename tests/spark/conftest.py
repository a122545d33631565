"""A Spark of one master and two workers on this machine, each a process of its own."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LOOPBACK = "127.0.0.1"
SMALL = "-XX:+UseSerialGC -XX:TieredStopAtLevel=1"
SETTINGS = {
    "spark.driver.host": LOOPBACK,
    "spark.driver.bindAddress": LOOPBACK,
    "spark.driver.memory": "512m",
    "spark.executor.memory": "512m",
    "spark.driver.extraJavaOptions": SMALL,
    "spark.executor.extraJavaOptions": SMALL,
}


class Machines:
    """The master and the workers, which can be killed and begun."""

    def __init__(self, folder: Path) -> None:
        import pyspark

        self.folder = folder
        self._program = Path(pyspark.__file__).parent / "bin" / "spark-class"
        self.master = self._begin("master.Master", "--port", "0")
        self.url = self._told("master.Master", r"Starting Spark master at (spark://\S+)")
        self.workers = [self.worker(), self.worker()]

    def worker(self):
        """Begin a worker and return its process."""
        size = ["--cores", "1", "--memory", "1g"]
        return self._begin("worker.Worker", *size, "--work-dir", self.folder / "work", self.url)

    def kill_worker(self):
        """Kill a worker at once, with all that it began."""
        one = self.workers.pop(0)
        below = [one.pid]
        for pid in below:
            below += children(pid)
        for pid in below:
            subprocess.run(["kill", "-9", str(pid)], stderr=subprocess.DEVNULL, check=False)
        one.wait()

    def end(self):
        """End all processes."""
        for one in (*self.workers, self.master):
            one.kill()
            one.wait()

    def _begin(self, what, *arguments):
        place = ["--host", LOOPBACK, "--webui-port", "0"]
        log = (self.folder / f"{what}.log").open("ab")
        environment = os.environ | {
            "SPARK_LOCAL_IP": LOOPBACK,
            "SPARK_DAEMON_MEMORY": "256m",
            "SPARK_DAEMON_JAVA_OPTS": SMALL,
        }
        command = [self._program, f"org.apache.spark.deploy.{what}", *place, *arguments]
        with log:
            return subprocess.Popen(list(map(str, command)), env=environment, stdout=log, stderr=log)

    def _told(self, what, pattern):
        for _ in range(1800):
            found = re.search(pattern, (self.folder / f"{what}.log").read_text())
            if found:
                return found[1]
            time.sleep(0.1)
        raise TimeoutError((self.folder / f"{what}.log").read_text())


def children(pid):
    """Return the processes that a process began."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == pid:
            found.append(int(stat.parent.name))
    return found


@pytest.fixture(scope="session")
def machines(tmp_path_factory):
    """The master and two workers; what needs them is skipped without pyspark or Java."""
    pytest.importorskip("pyspark")
    if shutil.which("java") is None:
        pytest.skip("no Java on this machine")
    folders = [ROOT, *(ROOT / "tests" / name for name in ("spark", "entities", "bench"))]
    os.environ["PYTHONPATH"] = os.pathsep.join(map(str, folders))  # of what the workers import
    os.environ.update(AWS_ACCESS_KEY_ID="any", AWS_SECRET_ACCESS_KEY="any")  # for `bucket`, whose server asks for some
    made = Machines(tmp_path_factory.mktemp("spark"))
    yield made
    made.end()


@pytest.fixture(scope="session")
def spark(machines):
    """A context of Spark on the two workers, for all tests."""
    from kg.spark.session import session

    with session(machines.url, SETTINGS) as context:
        yield context


@pytest.fixture(scope="session")
def bucket(tmp_path_factory):
    """An address of an S3 bucket, with "{}" for the path; its server is a process on this machine."""
    pytest.importorskip("moto")
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        port = probe.getsockname()[1]
    with (tmp_path_factory.mktemp("s3") / "log").open("wb") as log:
        command = [sys.executable, "-m", "moto.server", "-H", LOOPBACK, "-p", str(port)]
        server = subprocess.Popen(command, stdout=log, stderr=log)
    try:
        yield _made(f"s3://news/{{}}?region=eu-north-1&scheme=http&endpoint_override={LOOPBACK}:{port}")
    finally:
        server.kill()
        server.wait()


def _made(address):
    from pyarrow.fs import FileSystem

    store, root = FileSystem.from_uri(address.format("") + "&allow_bucket_creation=true")
    for _ in range(600):
        try:
            store.create_dir(root)
        except OSError:  # the server has not begun to listen
            time.sleep(0.1)
        else:
            return address
    raise TimeoutError("the server of objects does not answer")
