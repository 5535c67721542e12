"""Where the paper of these tests is served: the port has to be known before the server is there."""

import socket

with socket.create_server(("127.0.0.1", 0)) as free:
    PORT = free.getsockname()[1]
ADDRESS = f"http://127.0.0.1:{PORT}"
