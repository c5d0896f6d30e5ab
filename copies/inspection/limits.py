"""What one inspection may use. Beyond it the process ends, and its file alone is refused."""

import os
import resource

MEMORY = 1024**3  # bytes of address space: a picture of 40 megapixels needs about a third
CPU_SECONDS = 50
WRITTEN = 256 * 1024**2  # bytes in any one file


def keep_within_limits() -> None:
    """Limit this process for good; leave no core, and nothing others can read."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (WRITTEN, WRITTEN))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.umask(0o077)
    os.nice(5)
