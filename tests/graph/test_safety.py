"""Whatever ends a build, the graph is whole, and the same command finishes what is left; readers read on meanwhile."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from synthetic import Synthetic

from kg.errors import StoreError
from kg.graph.store import Store
from kg.settling import ledger_of, settle, unsettled
from kg.writers import export_file

PROGRAM = Path(__file__).with_name("building.py")

WORLD, COUNT = Synthetic(seed=5, sentences=2), 80


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Return a folder of made-up articles."""
    where = tmp_path_factory.mktemp("news")
    with (where / "news.jsonl").open("w") as file:
        for one in WORLD.articles(COUNT):
            row = {name: getattr(one, name) for name in ("id", "text", "title", "published", "publisher", "url")}
            file.write(json.dumps(row) + "\n")
    return where


@pytest.fixture(scope="module")
def whole(folder, tmp_path_factory):
    """Return the export of an uninterrupted build."""
    place = tmp_path_factory.mktemp("whole") / "kg.db"
    building(place, folder).communicate()
    return exported(place)


def building(place, folder, *arguments):
    """Return the running process of a build."""
    command = [sys.executable, str(PROGRAM), str(place), str(folder), *arguments]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def exported(place):
    with Store.open(place, read_only=True) as store:
        export_file(store, "nquads", place.with_name("out.nq"))
    return place.with_name("out.nq").read_bytes()


def sound(place):
    """Tell how many articles a graph holds, after a look at all its promises."""
    with Store.open(place, read_only=True) as store:
        assert list(store.problems()) == []
        return store.count()[0]


def finish(place, folder, held):
    """Run the build again and check that it added just what was left."""
    done, errors = building(place, folder).communicate()
    assert errors == ""
    read = [line for line in done.splitlines() if line.startswith("s5-")]
    assert len(read) == COUNT - held
    with Store.open(place, read_only=True) as store:
        assert list(unsettled(store, ledger_of(place))) == []


@pytest.mark.parametrize(
    ("signal_", "after"),
    [(signal.SIGKILL, 0), (signal.SIGKILL, 44), (signal.SIGKILL, 80), (signal.SIGINT, 40)],
)
def test_an_interrupted_build_goes_on_where_it_stopped(tmp_path, folder, whole, signal_, after):
    """Killed while it opens, adds or settles: nothing is broken, nothing is read twice, and the end is the same."""
    place = tmp_path / "kg.db"
    process = building(place, folder)
    for _ in range(after):
        process.stdout.readline()
    if not after:
        while not place.exists():
            time.sleep(0.001)
    process.send_signal(signal_)
    process.communicate()
    held = sound(place)
    assert after <= held <= COUNT
    finish(place, folder, held)
    assert exported(place) == whole


def test_killed_again_and_again(tmp_path, folder, whole):
    """At whatever moment, three times."""
    place, held = tmp_path / "kg.db", 0
    for turn in range(3):
        process = building(place, folder)
        for _ in range(20):
            process.stdout.readline()
        time.sleep(0.003 * turn)
        process.kill()
        process.communicate()
        assert sound(place) >= held
        held = sound(place)
    finish(place, folder, held)
    assert exported(place) == whole


def test_a_full_disk_is_one_line_and_nothing_is_lost(tmp_path, folder, whole):
    """What was added before is there; with room again the build goes on."""
    place = tmp_path / "kg.db"
    _, errors = building(place, folder, "250000").communicate()
    assert len(errors.splitlines()) == 1
    assert "cannot be" in errors
    held = sound(place)
    assert held < COUNT
    finish(place, folder, held)
    assert exported(place) == whole


@pytest.fixture
def small_disk(tmp_path):
    """Return a folder on a disk of two megabytes: the build of the articles above takes more from half way on."""
    disk = tmp_path / "disk"
    disk.mkdir()
    if (
        os.geteuid()
        or subprocess.run(["mount", "-t", "tmpfs", "-o", "size=2m", "kg", str(disk)], check=False).returncode
    ):
        pytest.skip("a disk can be mounted by root only")
    yield disk
    subprocess.run(["umount", "-l", str(disk)], check=True)


def test_a_disk_that_fills_up(small_disk, tmp_path, folder, whole):
    """The same on a real one: the graph can be moved elsewhere and finished there."""
    _, errors = building(small_disk / "kg.db", folder).communicate()
    assert len(errors.splitlines()) == 1
    assert "No space left" in errors
    shutil.copytree(small_disk / "kg.db", tmp_path / "kg.db")
    held = sound(tmp_path / "kg.db")
    assert held < COUNT
    finish(tmp_path / "kg.db", folder, held)
    assert exported(tmp_path / "kg.db") == whole


def test_a_read_only_disk_can_be_read_and_says_so_when_written(small_disk):
    """Reading works as everywhere; opening to write is one clear line."""
    with Store.open(small_disk / "kg.db", create=True) as store:
        store.add(WORLD.extraction(0))
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    assert sound(small_disk / "kg.db") == 1
    with pytest.raises(StoreError, match=r"cannot be written.*check the disk"):
        Store.open(small_disk / "kg.db")
    with pytest.raises(StoreError, match="cannot be made"):
        Store.open(small_disk / "other.db", create=True)


def test_readers_see_one_moment_while_a_build_goes_on(tmp_path, folder):
    """A reader keeps what it saw, each later one sees more, and every one of them a sound graph."""
    place = tmp_path / "kg.db"
    process = building(place, folder)
    process.stdout.readline()
    with Store.open(place, read_only=True) as early:
        first = early.count()
        seen = []
        for _ in range(6):
            seen.append(sound(place))
            time.sleep(0.1)
        assert process.communicate()[1] == ""
        assert early.count() == first
        assert list(early.problems()) == []
    assert seen == sorted(seen)
    assert sound(place) == COUNT
    assert not (place / "readers").exists()


def test_a_log_that_is_deleted_while_a_reader_comes_is_not_missed(store, monkeypatch):
    """What the manifest no longer names may go at any moment; all it names is there."""
    store.add(WORLD.extraction(0))
    store._writing.finish()
    listed, quads = os.listdir, store.place / "oxigraph"
    monkeypatch.setattr(os, "listdir", lambda place: [*(["0.log"] if place == quads else []), *listed(place)])
    with Store.open(store.place, read_only=True) as reader:
        assert reader.count()[0] == 1
        assert list(reader.problems()) == []


def test_nobody_else_writes_while_a_build_opens_its_store_anew(tmp_path, folder, whole):
    """Who tries all the time is refused at once, with the number of the process, until the build is done."""
    place = tmp_path / "kg.db"
    process = building(place, folder)
    process.stdout.readline()
    refusals = list(refused(place))
    done, errors = process.communicate()
    assert (done.splitlines()[-1], errors, len(refusals) > 20) == ("done", "", True)
    assert {f"{place}: another process ({process.pid}) is writing to it"} == {
        told.partition(";")[0] for told in refusals
    }
    assert exported(place) == whole


def refused(place):
    """Yield what who wants to write is told, until nobody says no."""
    while True:
        try:
            Store.open(place).close()
        except StoreError as error:
            yield str(error)
        else:
            return


def test_a_writer_that_is_killed_leaves_the_graph_to_others(tmp_path, folder):
    """What it locked is free with it, also for those whom it has started."""
    place = tmp_path / "kg.db"
    program = (
        "import os, subprocess, sys; from pathlib import Path; from kg.graph.store import Store\n"
        "store = Store.open(Path(sys.argv[1]), create=True)\n"
        "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)'], stdout=-3, stderr=-3)\n"
        "print(child.pid, flush=True); os.kill(os.getpid(), 9)"
    )
    killed = subprocess.run(
        [sys.executable, "-c", program, str(place)], capture_output=True, text=True, check=False, timeout=30
    )
    try:
        Store.open(place).close()
    finally:
        os.kill(int(killed.stdout), signal.SIGKILL)


def test_a_view_outlives_what_the_writer_throws_away(store):
    """Files that are merged and deleted stay for those who read them."""
    for number in range(40):
        store.add(WORLD.extraction(number))
    store._writing.finish()
    with Store.open(store.place, read_only=True) as reader:
        before = sorted(map(str, reader.quads()))
        for number in range(40):
            store.retract(WORLD.article(number).id)
        store._writing.finish()
        store._quads.quads.optimize()
        assert sorted(map(str, reader.quads())) == before
    assert store.count() == (0, 0)


def test_what_killed_readers_leave_behind_is_removed(store):
    """The next who opens the graph tidies up; the view of one that is alive stays."""
    program = (
        "import os, sys; from pathlib import Path; from kg.graph.store import Store\n"
        "store = Store.open(Path(sys.argv[1]), read_only=True); os.kill(os.getpid(), 9)"
    )
    store.add(WORLD.extraction(0))
    with Store.open(store.place, read_only=True) as alive:
        subprocess.run([sys.executable, "-c", program, str(store.place)], check=False)
        assert len(list((store.place / "readers").iterdir())) == 2
        Store.open(store.place, read_only=True).close()
        assert len(list((store.place / "readers").iterdir())) == 1
        assert alive.count()[0] == 1


@pytest.mark.parametrize("gone", ["CURRENT", "MANIFEST*", "*.sst"])
@pytest.mark.parametrize("read_only", [True, False])
def test_half_a_store_is_one_clear_line(tmp_path, gone, read_only):
    """Files of the store that are missing are told, and nothing is made up in their place."""
    with Store.open(tmp_path / "kg.db", create=True) as store:
        store.add(WORLD.extraction(0))
    for file in (tmp_path / "kg.db" / "oxigraph").glob(gone):
        file.unlink()
    with pytest.raises(StoreError, match=r"kg.db: .*build the graph anew"):
        Store.open(tmp_path / "kg.db", read_only=read_only).count()


@pytest.mark.parametrize("pause", [0.0, 0.03, 0.1])
def test_killed_while_it_settles_who_is_who(tmp_path, folder, whole, pause):
    """A settling that was cut off anywhere is finished by the next build, whatever came between."""
    place = tmp_path / "kg.db"
    process = building(place, folder)
    for _ in range(COUNT):
        process.stdout.readline()
    time.sleep(pause)
    process.kill()
    process.communicate()
    assert sound(place) == COUNT
    with Store.open(place) as store:
        store.retract(WORLD.article(3).id)
    finish(place, folder, COUNT - 1)
    assert exported(place) == whole


def test_what_is_kept_of_who_is_who_can_be_lost(tmp_path, folder, whole, monkeypatch):
    """Without the tables beside the graph, or with those of another moment, it is worked out anew from its articles."""
    monkeypatch.setattr("kg.graph.store.READ", 7)  # the store lets go of what was read every so many
    place = tmp_path / "kg.db"
    building(place, folder).communicate()
    shutil.copy(place / "identity.db", tmp_path / "old.db")
    with Store.open(place) as store:
        store.retract(WORLD.article(3).id)
        settle(store, ledger_of(place), print)
    for damage in (
        lambda: shutil.copy(tmp_path / "old.db", place / "identity.db"),
        lambda: (place / "identity.db").unlink(),
        lambda: (place / "journal.db").unlink(),
    ):
        damage()
        with Store.open(place) as store:
            store.retract(WORLD.article(5).id)
            settle(store, ledger_of(place), print)
        finish(place, folder, COUNT - 2)
        assert exported(place) == whole
        with Store.open(place) as store:
            store.retract(WORLD.article(3).id)
            settle(store, ledger_of(place), print)
