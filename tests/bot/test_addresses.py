"""Which addresses calls may go to, in every form an address can be written."""

import socket

import aiohttp
import pytest

from bot.addresses import PrivateAddressError, is_public, public_socket


@pytest.mark.parametrize(
    "address",
    ["8.8.8.8", "1.1.1.1", "2606:4700:4700::1111", "::ffff:8.8.8.8", "64:ff9b::8.8.8.8", "2002:808:808::1"],
)
def test_public_ones(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        "0.0.0.0",
        "10.1.2.3",
        "100.64.0.1",
        "127.0.0.1",
        "127.8.8.8",
        "169.254.169.254",
        "172.16.0.1",
        "192.0.2.1",
        "192.168.1.1",
        "198.18.0.1",
        "224.0.0.1",
        "239.1.1.1",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::127.0.0.1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "64:ff9b::10.0.0.1",
        "64:ff9b:1::1",
        "100::1",
        "2001::1",
        "2001:db8::1",
        "2002:7f00:1::1",
        "fc00::1",
        "fd12:3456::1",
        "fe80::1",
        "fe80::1%eth0",
        "fec0::1",
        "ff02::1",
        "ff0e::1",
        "localhost",
        "",
    ],
)
def test_all_others_are_refused(address: str) -> None:
    assert not is_public(address)


def test_a_socket_is_made_for_a_public_address_alone() -> None:
    with public_socket((socket.AF_INET, socket.SOCK_STREAM, 6, "", ("8.8.8.8", 443))) as made:
        assert made.family == socket.AF_INET
    with pytest.raises(PrivateAddressError):
        public_socket((socket.AF_INET6, socket.SOCK_STREAM, 6, "", ("::1", 443, 0, 0)))


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "localhost", "2130706433", "0x7f.1", "0177.0.0.1", "127.1", "0", "[::1]", "[::ffff:127.0.0.1]"],
)
async def test_nothing_private_is_connected_to_however_it_is_written(host: str) -> None:
    """There is somebody who would answer."""
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(socket_factory=public_socket)) as session:
        with socket.create_server(("127.0.0.1", 0)) as server:
            with pytest.raises(aiohttp.ClientError) as refused:
                await session.get(f"http://{host}:{server.getsockname()[1]}/")
            server.settimeout(0.01)
            with pytest.raises(TimeoutError):
                server.accept()
    error = refused.value
    not_an_address = isinstance(error, aiohttp.InvalidURL)
    assert not_an_address or isinstance(getattr(error, "os_error", None), PrivateAddressError)
