"""Runs one command in a root of its own; started as `python -I -S container.py SPEC.json`, standard library only.

The command gets its own mount, process, host name and IPC namespaces; its root is a folder under a throw-away overlay
(or the folder itself, when an image is built), with only what the spec binds into it. The network is the machine's.
This process waits for the command, passes TERM on, and kills it when the pipe `lifeline` closes: its owner died.
It ends with the command's exit code, 128 + signal, or 128 when the command could not be started.
"""

from __future__ import annotations

import ctypes
import json
import os
import select
import signal
import socket
import stat
import sys
from typing import Any, NoReturn

NOT_STARTED = 128
_CLONE_NEWNS, _CLONE_NEWUTS, _CLONE_NEWIPC, _CLONE_NEWPID = 0x20000, 0x4000000, 0x8000000, 0x20000000
_MS_RDONLY, _MS_NOSUID, _MS_NODEV, _MS_NOEXEC, _MS_REMOUNT = 1, 2, 4, 8, 32
_MS_BIND, _MS_REC, _MS_PRIVATE = 4096, 16384, 1 << 18
_MNT_DETACH = 2
_PIVOT_ROOT = {"x86_64": 155, "aarch64": 41}
_PR_SET_PDEATHSIG, _PR_CAPBSET_DROP, _PR_SET_NO_NEW_PRIVS = 1, 24, 38
# What container runtimes leave to root: chown, dac_override, fowner, fsetid, kill, setgid, setuid, setpcap,
# net_bind_service, net_raw, sys_chroot, mknod, audit_write, setfcap.
_CAPABILITIES = frozenset({0, 1, 3, 4, 5, 6, 7, 8, 10, 13, 18, 27, 29, 31})
_LAST_CAPABILITY = 40
_DEVICES = ("null", "zero", "full", "random", "urandom", "tty")
_LIBC = ctypes.CDLL(None, use_errno=True)


def main(spec_file: str) -> NoReturn:
    """Runs what the spec says and ends with its exit code."""
    with open(spec_file, encoding="utf-8") as handle:
        spec = json.load(handle)
    # The process namespace is the child's from its birth; the others it enters itself, so that our root stays as it is.
    _check(_LIBC.unshare(_CLONE_NEWPID), "unshare")
    # Signals wait until the child exists: one that came between would end us and leave the child.
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM, signal.SIGINT})
    child = os.fork()
    if child == 0:
        if spec.get("lifeline") is not None:
            os.close(spec["lifeline"])
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGTERM, signal.SIGINT})
        _become(spec)
    _record(spec, child)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda got, _: os.kill(child, got))
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGTERM, signal.SIGINT})
    sys.exit(_wait(child, spec.get("lifeline")))


def _record(spec: dict[str, Any], child: int) -> None:
    if "pidFile" in spec:
        # Renamed into place: whoever finds the file finds the id in it.
        with open(spec["pidFile"] + ".new", "w", encoding="ascii") as handle:
            handle.write(str(child))
        os.rename(spec["pidFile"] + ".new", spec["pidFile"])


def _wait(child: int, lifeline: int | None) -> int:
    ended = os.pidfd_open(child)
    poll = select.poll()
    poll.register(ended, select.POLLIN)
    if lifeline is not None:
        poll.register(lifeline, select.POLLHUP)
    ready: set[int] = set()
    while ended not in ready:
        ready = {descriptor for descriptor, _ in poll.poll()}
        if lifeline in ready and ended not in ready:
            # The first process of a process namespace takes all others with it.
            os.kill(child, signal.SIGKILL)
            break
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    return code if code >= 0 else 128 - code


def _become(spec: dict[str, Any]) -> NoReturn:
    """Turns this process into the command: the first process of its namespace, in its own root."""
    try:
        os.setsid()
        _check(_LIBC.unshare(_CLONE_NEWNS | _CLONE_NEWUTS | _CLONE_NEWIPC), "unshare")
        _mount("none", "/", None, _MS_REC | _MS_PRIVATE)
        socket.sethostname(spec["hostname"][:63])
        _enter_root(spec)
        _give_up_privileges(spec)
        os.chdir(spec["workdir"])
        argv = spec["argv"]
        os.execvpe(argv[0], argv, spec["env"])
    except BaseException as error:  # whatever it is, this forked copy must not go on as its parent
        what = spec["argv"][0] if isinstance(error, FileNotFoundError) and error.filename is None else ""
        print(f"container not started: {what}{' ' if what else ''}{error}", file=sys.stderr, flush=True)
    os._exit(NOT_STARTED)


def _enter_root(spec: dict[str, Any]) -> None:
    scratch = spec["scratch"]
    binds = [(os.path.realpath(bind["source"]), bind) for bind in spec["binds"]]
    if spec["isThrowAway"]:
        _mount("tmpfs", scratch, "tmpfs")
        root, upper, work = (f"{scratch}/{name}" for name in ("root", "upper", "work"))
        for folder in (root, upper, work):
            os.mkdir(folder)
        # The overlay takes its top folder's owner and mode from here.
        os.chmod(upper, stat.S_IMODE(os.stat(spec["root"]).st_mode))
        _mount("overlay", root, "overlay", 0, f"lowerdir={spec['root']},upperdir={upper},workdir={work}")
    else:
        root = scratch
        _mount(spec["root"], root, None, _MS_BIND)
    old = f"{root}/.machine"
    os.mkdir(old)
    _check(_LIBC.syscall(_PIVOT_ROOT[os.uname().machine], root.encode(), old.encode()), "pivot_root")
    os.chdir("/")
    _mount_system("/.machine")
    for source, bind in binds:
        _bind(f"/.machine{source}", bind["target"], bind["isReadOnly"])
    _check(_LIBC.umount2(b"/.machine", _MNT_DETACH), "umount /.machine")
    os.rmdir("/.machine")
    if spec.get("isReadOnly"):
        _mount("none", "/", None, _MS_REMOUNT | _MS_BIND | _MS_RDONLY)


def _mount_system(machine: str) -> None:
    for folder in ("/proc", "/sys", "/dev", "/tmp"):
        os.makedirs(folder, exist_ok=True)
    _mount("proc", "/proc", "proc", _MS_NOSUID | _MS_NODEV | _MS_NOEXEC)
    _bind(f"{machine}/sys", "/sys", True)
    _mount("tmpfs", "/dev", "tmpfs", _MS_NOSUID, "mode=755")
    for device in _DEVICES:
        _bind(f"{machine}/dev/{device}", f"/dev/{device}", False)
    for link, target in (("fd", "/proc/self/fd"), ("stdin", "fd/0"), ("stdout", "fd/1"), ("stderr", "fd/2")):
        os.symlink(target, f"/dev/{link}")
    os.mkdir("/dev/shm")
    _mount("tmpfs", "/dev/shm", "tmpfs", _MS_NOSUID | _MS_NODEV, "mode=1777")
    _mount("tmpfs", "/tmp", "tmpfs", _MS_NOSUID | _MS_NODEV, "mode=1777")


def _bind(source: str, target: str, is_read_only: bool) -> None:
    if os.path.isdir(source):
        os.makedirs(target, exist_ok=True)
    elif not os.path.exists(target):
        os.makedirs(os.path.dirname(target), exist_ok=True)
        # Not open(): its encoding would have to be imported, and the machine's files are out of sight by now.
        os.close(os.open(target, os.O_CREAT | os.O_WRONLY, 0o644))
    _mount(source, target, None, _MS_BIND)
    if is_read_only:
        _mount("none", target, None, _MS_REMOUNT | _MS_BIND | _MS_RDONLY)


def _give_up_privileges(spec: dict[str, Any]) -> None:
    if not spec.get("isPrivileged"):
        for capability in range(_LAST_CAPABILITY + 1):
            if capability not in _CAPABILITIES:
                _check(_LIBC.prctl(_PR_CAPBSET_DROP, capability, 0, 0, 0), f"drop capability {capability}")
    os.setgroups(spec.get("groups", []))
    os.setgid(spec["gid"])
    os.setuid(spec["uid"])
    # After the change of user, which takes it back: without its parent nobody would wait for this process.
    _check(_LIBC.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0), "parent death signal")
    if spec.get("isNoNewPrivileges"):
        _check(_LIBC.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0), "no_new_privs")


def _mount(source: str, target: str, kind: str | None, flags: int = 0, data: str | None = None) -> None:
    encoded = [None if text is None else text.encode() for text in (source, target, kind, data)]
    code = _LIBC.mount(encoded[0], encoded[1], encoded[2], ctypes.c_ulong(flags), encoded[3])
    _check(code, f"mount {source} on {target}")


def _check(code: int, what: str) -> None:
    if code < 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{what}: {os.strerror(number)}")


if __name__ == "__main__":
    main(sys.argv[1])
