"""Whether a server can be started at a port of this machine: `free_port.py PORT`; exit status 2 if not, with a mend."""

import errno
import socket
import sys


def main(written: str) -> int:
    try:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # as the servers do
            probe.bind(("127.0.0.1", int(written)))
    except (ValueError, OverflowError):
        sys.stderr.write(f"broadsheet: PORT is {written!r}; it must be a whole number from 1 to 65535.\n")
    except OSError as error:
        reason = "you may not use it" if error.errno == errno.EACCES else "another program has it"
        sys.stderr.write(f"broadsheet: port {written}: {reason}. Take a free one: PORT=8080 make run\n")
    else:
        return 0
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
