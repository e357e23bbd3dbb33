#!/usr/bin/env python3
"""A peer that speaks ZMTP 3.1 well enough to get in, and then does what none should. No pyzmq.

Arguments: a port on this machine, the socket type it announces, and what it does:
  parts        messages of 2,000 small frames, one after the other
  empties      a message of three million empty frames
  endless      a message that has always one more frame
  large-frame  a frame of one GiB
  small        100,000 requests of a few bytes, pipelined, their replies read
  unread       requests of 60,000 bytes, pipelined, their replies never read
  drops        a message that comes a byte at a time
  halves       three connections with the first half of a large message each
Prints {"event": "sent", "bytes", "closed"} when it has sent all it wants, or was cut, or 20 s are over,
and stays connected until it is ended.
"""

import argparse
import socket
import struct
import threading
import time

from facts import tell

LIMIT_S = 20
MORE, LONG, COMMAND = 1, 2, 4

arguments = argparse.ArgumentParser()
arguments.add_argument("port", type=int)
arguments.add_argument("socket_type")
arguments.add_argument("deed")
options = arguments.parse_args()


def frame(body, flags=0):
    if len(body) < 256:
        return bytes([flags, len(body)]) + body
    return bytes([flags | LONG]) + struct.pack(">Q", len(body)) + body


def announced(length, flags=0):
    return bytes([flags | LONG]) + struct.pack(">Q", length)


def connect():
    peer = socket.create_connection(("127.0.0.1", options.port))
    peer.sendall(b"\xff" + bytes(8) + b"\x7f\x03\x01" + b"NULL".ljust(20, b"\0") + bytes(32))
    kind = options.socket_type.encode()
    ready = b"\x05READY\x0bSocket-Type" + struct.pack(">I", len(kind)) + kind
    peer.sendall(frame(ready, COMMAND))
    return peer


def send(peer, chunks):
    """Sends until it is cut or the time is over; answers (bytes sent, whether it was cut)."""
    ends_at = time.monotonic() + LIMIT_S
    sent = 0
    peer.settimeout(0.5)
    for chunk in chunks:
        left = memoryview(chunk)
        while left:
            if time.monotonic() > ends_at:
                return sent, False
            try:
                taken = peer.send(left)
            except TimeoutError:
                continue
            except OSError:
                return sent, True
            sent += taken
            left = left[taken:]
    return sent, False


def is_cut(peer):
    """What it sent lay in the system when it was cut: waits for the end."""
    peer.settimeout(LIMIT_S)
    try:
        while peer.recv(1 << 20):
            pass
    except TimeoutError:
        return False
    except OSError:
        pass
    return True


def read_on(peer):
    def read():
        try:
            while peer.recv(1 << 20):
                pass
        except OSError:
            pass

    threading.Thread(target=read, daemon=True).start()


def repeat(chunk, times):
    return (chunk for _ in range(times))


delimiter = frame(b"", MORE)
deeds = {
    "parts": lambda: repeat(delimiter + frame(b"x" * 8, MORE) * 1998 + frame(b"x" * 8), 3000),
    "empties": lambda: [delimiter * 3_000_000 + frame(b"x")],
    "endless": lambda: repeat(delimiter + frame(b"y" * 200, MORE) * 5000, 1000),
    "large-frame": lambda: [delimiter + announced(1 << 30) + bytes(1 << 20)],
    "small": lambda: repeat((delimiter + frame(b"tiny")) * 100, 1000),
    "unread": lambda: repeat(delimiter + frame(b"z" * 60_000), 10_000),
    "drops": lambda: [delimiter, announced(60_000_000), *repeat(b"q", 200_000)],
    "halves": lambda: [delimiter + announced(60_000_000) + bytes(30_000_000)],
}

peers = [connect() for _ in range(3 if options.deed == "halves" else 1)]
results = []


def act(peer):
    if options.deed == "drops":
        peer.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    if options.deed == "small":
        read_on(peer)
    sent, cut = send(peer, deeds[options.deed]())
    results.append((sent, cut or (options.deed == "large-frame" and is_cut(peer))))


threads = [threading.Thread(target=act, args=(peer,)) for peer in peers]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
tell("sent", bytes=sum(sent for sent, _ in results), closed=all(cut for _, cut in results))
time.sleep(3600)
