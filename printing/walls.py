"""What a printer cannot do, whatever it is given to print: the kernel's part.

Memory and processor time are capped everywhere. The network is taken away by an empty network
namespace where the kernel lets us make one, and by a filter that refuses to make sockets and to
start programs where it knows our processor. Files are those of the interpreter and the system alone
where the kernel has Landlock (Linux 5.13). On a system without these (not Linux), the fetcher alone
refuses. Each says whether it was put up; whether it holds, `held.py` tries.
"""

import contextlib
import ctypes
import os
import platform
import resource
import struct
from collections.abc import Iterable
from pathlib import Path
from typing import Final

NEW_USER, NEW_NETWORK = 0x10000000, 0x40000000
NO_NEW_PRIVILEGES, SET_SECCOMP, FILTER = 38, 22, 2
# Of linux/filter.h: load a word; jump if equal, if at least; answer.
LOAD, EQUAL, AT_LEAST, ANSWER = 0x20, 0x15, 0x35, 0x06
ALLOW, REFUSE, KILL = 0x7FFF0000, 0x00050000 | 1, 0x80000000  # refused with EPERM
NUMBER, ARCHITECTURE = 0, 4  # where they stand in what a filter sees
X32 = 0x40000000  # calls of another numbering begin here
# Of linux/landlock.h; the calls have these numbers on every processor.
MAKE_RULES, ADD_RULE, KEEP_RULES, BENEATH = 444, 445, 446, 1
ALL_OF_FILES, READ, REMOVE_FOLDER = 0x1FFF, 0b1100, 0b10000

# Processor → its name for a filter; socket, socketpair, execve, execveat, ptrace, io_uring_setup.
CALLS: Final[dict[str, tuple[int, tuple[int, ...]]]] = {
    "x86_64": (0xC000003E, (41, 53, 59, 322, 101, 425)),
    "aarch64": (0xC00000B7, (198, 199, 221, 281, 117, 425)),
}


class Program(ctypes.Structure):
    """A filter as the kernel takes it (struct sock_fprog)."""

    _fields_ = (("length", ctypes.c_ushort), ("steps", ctypes.c_void_p))


def cap(memory: int, files: int) -> None:
    """Let this process have so many bytes of memory, write files no larger, and leave no core."""
    lower(resource.RLIMIT_AS, memory)
    lower(resource.RLIMIT_FSIZE, files)
    lower(resource.RLIMIT_CORE, 0)


def lower(kind: int, most: int) -> None:
    with contextlib.suppress(ValueError, OSError):  # it is lower already, or unknown here
        resource.setrlimit(kind, (most, most))


def cap_time(seconds: int) -> None:
    """Let this process use so many seconds of processor time from now on; then it is killed."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    most = int(used.ru_utime + used.ru_stime) + seconds + 1
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (most, hard))


def leave_the_network() -> bool:
    """Move this process, of one thread, into a network of its own that is empty."""
    libc = ctypes.CDLL(None)
    if not hasattr(libc, "unshare"):
        return False
    return any(libc.unshare(kinds) == 0 for kinds in (NEW_NETWORK, NEW_USER | NEW_NETWORK))


def see_only(folders: Iterable[Path], *, own: Path) -> bool:
    """Leave this process these folders to read, and `own` to write in; no other file, for good."""
    libc = ctypes.CDLL(None)
    if platform.system() != "Linux" or libc.prctl(NO_NEW_PRIVILEGES, 1, 0, 0, 0) != 0:
        return False
    rules = libc.syscall(MAKE_RULES, struct.pack("Q", ALL_OF_FILES), 8, 0)
    if rules < 0:
        return False
    allowed = {folder: READ for folder in folders if folder.is_dir()}
    for folder, rights in (allowed | {own: ALL_OF_FILES, own.parent: REMOVE_FOLDER}).items():
        opened = os.open(folder, os.O_PATH)
        libc.syscall(ADD_RULE, rules, BENEATH, struct.pack("=Qi", rights, opened), 0)
        os.close(opened)
    is_kept = libc.syscall(KEEP_RULES, rules, 0) == 0
    os.close(rules)
    return bool(is_kept)


def refuse_sockets_and_programs() -> bool:
    """Have the kernel refuse this process sockets and other programs, for good."""
    if platform.system() != "Linux" or platform.machine() not in CALLS:
        return False
    steps = ctypes.create_string_buffer(filtering(*CALLS[platform.machine()]))
    program = Program(len(steps.raw) // 8, ctypes.cast(steps, ctypes.c_void_p))
    libc = ctypes.CDLL(None)
    if libc.prctl(NO_NEW_PRIVILEGES, 1, 0, 0, 0) != 0:
        return False
    return int(libc.prctl(SET_SECCOMP, FILTER, ctypes.byref(program))) == 0


def filtering(architecture: int, refused: tuple[int, ...]) -> bytes:
    """Return the steps of a filter: another numbering is killed, these calls are refused."""
    steps = [(LOAD, 0, 0, ARCHITECTURE), (EQUAL, 1, 0, architecture), (ANSWER, 0, 0, KILL)]
    steps += [(LOAD, 0, 0, NUMBER), (AT_LEAST, len(refused) + 1, 0, X32)]
    steps += [(EQUAL, len(refused) - place, 0, call) for place, call in enumerate(refused)]
    steps += [(ANSWER, 0, 0, ALLOW), (ANSWER, 0, 0, REFUSE)]
    return b"".join(struct.pack("HBBI", *step) for step in steps)
