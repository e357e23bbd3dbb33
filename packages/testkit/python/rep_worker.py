#!/usr/bin/env python3
"""A REP worker, as in the ZeroMQ guide: receives, replies World. It tells the broker no name.

Prints
  {"event": "ready"}                              once it has asked to connect
  {"event": "request", "number", "frames": [sizes], "text"}   for every request, before its reply, unless --quiet
  {"event": "done", "served"}                     after --count requests
"""

import argparse
import time

import zmq
from facts import tell

arguments = argparse.ArgumentParser()
arguments.add_argument("endpoint")
arguments.add_argument("--count", type=int, help="ends after so many requests; else serves on")
arguments.add_argument("--echo", action="store_true", help="replies with the request's own frames")
arguments.add_argument("--quiet", action="store_true")
arguments.add_argument("--delay-ms", type=float, default=0)
arguments.add_argument("--name", help="the one thing zmqscope can read: ZMQ_METADATA, X-Name")
options = arguments.parse_args()

ZMQ_METADATA = 95

context = zmq.Context()
socket = context.socket(zmq.REP)
if options.name is not None:
    socket.setsockopt(ZMQ_METADATA, f"X-Name:{options.name}".encode())
socket.connect(options.endpoint)
tell("ready")

served = 0
while options.count is None or served < options.count:
    body = socket.recv_multipart()
    text = body[0].decode(errors="replace") if len(body[0]) <= 64 else None
    if not options.quiet:
        tell("request", number=served, frames=[len(f) for f in body], text=text)
    time.sleep(options.delay_ms / 1000)
    socket.send_multipart(body if options.echo else [b"World"])
    served += 1

socket.close()
context.term()  # waits until the last reply has left
tell("done", served=served)
