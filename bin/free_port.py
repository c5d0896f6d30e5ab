# ruff: noqa: INP001, T201  # a script; printing is its answer
"""Print the first port of loopback from the one given upwards that nothing listens on; 0 is any."""

import socket
import sys


def is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def any_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


if __name__ == "__main__":
    first = int(sys.argv[1])
    print(any_port() if first == 0 else next(filter(is_free, range(first, 65536))))
