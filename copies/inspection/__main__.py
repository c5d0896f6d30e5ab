"""`python -m copies.inspection SOURCE FOLDER`: inspect one file, say in JSON what was found."""

import errno
import json
import os
import sys
from pathlib import Path

from copies.inspection.inspecting import inspect
from copies.inspection.limits import keep_within_limits

OURS = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EMFILE, errno.ENFILE})


def main(source: str, folder: str) -> int:
    keep_within_limits()
    try:
        found = inspect(Path(source), Path(folder))
    except OSError as error:
        return os.EX_TEMPFAIL if error.errno in OURS else os.EX_DATAERR
    sys.stdout.write(json.dumps(found))
    return os.EX_OK


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
