"""A port that something else uses is told before anything is built."""

import socket

import pytest
from click.testing import CliRunner

from app.cli import nibble


@pytest.mark.parametrize("command", ["demo", "serve"])
def test_a_taken_port_is_told_with_the_next_one(command: str) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        done = CliRunner().invoke(nibble, [command, "--port", str(port)])
    assert done.exit_code == 1
    assert f"Port {port} cannot be had" in done.output
    assert f"--port {port + 1}" in done.output
