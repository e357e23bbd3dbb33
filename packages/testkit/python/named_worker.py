#!/usr/bin/env python3
"""A worker for one kind of broker in broker.py, which replies with what it is and whom it replies to:
a body of two frames, its name and the client's routing id as the broker gave it (--echo: the request's).

  named_worker.py KIND ENDPOINT NAME [--echo]

KIND is one of
  dealer     DEALER: gets and sends back [client, "", body...] (behind loop and proxy)
  lru        REQ that says READY first
  router     DEALER that says READY first, once
  majordomo  DEALER of MDP/0.1, of the service "echo"
Prints {"event": "ready"} and, when SIGTERM ends it, {"event": "served", "served"}.
"""

import argparse
import signal
import sys

import zmq
from facts import tell

arguments = argparse.ArgumentParser()
arguments.add_argument("kind", choices=["dealer", "lru", "router", "majordomo"])
arguments.add_argument("endpoint")
arguments.add_argument("name")
arguments.add_argument("--echo", action="store_true")
options = arguments.parse_args()

ZMQ_METADATA = 95

context = zmq.Context()
socket = context.socket(zmq.REQ if options.kind == "lru" else zmq.DEALER)
socket.setsockopt(zmq.LINGER, 0)
socket.setsockopt(ZMQ_METADATA, f"X-Name:{options.name}".encode())
socket.connect(options.endpoint)
served = 0


def end(*_):
    tell("served", served=served)
    sys.exit(0)


signal.signal(signal.SIGTERM, end)
if options.kind in ("lru", "router"):
    socket.send(b"READY")
elif options.kind == "majordomo":
    socket.send_multipart([b"", b"MDPW01", b"\1", b"echo"])
tell("ready")

while True:
    message = socket.recv_multipart()
    # The broker's own frames, if any, then the client's id, its frames up to the delimiter, the body.
    front = message[:3] if options.kind == "majordomo" else []
    client, *rest = message[len(front) :]
    delimiter = rest.index(b"")
    body = rest[delimiter + 1 :] if options.echo else [options.name.encode(), client]
    served += 1
    if front:
        front[2] = b"\3"
    socket.send_multipart([*front, client, *rest[: delimiter + 1], *body])
