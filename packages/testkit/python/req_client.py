#!/usr/bin/env python3
"""A REQ client, as in the ZeroMQ guide: sends, awaits the reply, sends the next.

By default it says Hello. With --frames it sends bodies of those sizes and expects each back,
byte for byte (rep_worker.py --echo). Prints
  {"event": "reply", "number", "frames": [sizes], "text", "identical"}   for every reply
  {"event": "done", "sent", "replies", "identical"}                      at the end
"text" is the reply when it is short. Exit status 1: a reply did not come or was not identical.
"""

import argparse
import sys

import zmq
from facts import make_body, sizes, tell

arguments = argparse.ArgumentParser()
arguments.add_argument("endpoint")
arguments.add_argument("--count", type=int, default=10)
arguments.add_argument("--frames", type=sizes, help="sizes of the body's frames: 5,0,7")
arguments.add_argument("--routing-id")
arguments.add_argument("--correlate", action="store_true", help="set ZMQ_REQ_CORRELATE")
arguments.add_argument("--relaxed", action="store_true", help="set ZMQ_REQ_RELAXED")
arguments.add_argument("--timeout-ms", type=int, default=60_000)
options = arguments.parse_args()

context = zmq.Context()
socket = context.socket(zmq.REQ)
socket.setsockopt(zmq.LINGER, 0)
socket.setsockopt(zmq.RCVTIMEO, options.timeout_ms)
if options.routing_id is not None:
    socket.setsockopt_string(zmq.ROUTING_ID, options.routing_id)
if options.correlate:
    socket.setsockopt(zmq.REQ_CORRELATE, 1)
if options.relaxed:
    socket.setsockopt(zmq.REQ_RELAXED, 1)
socket.connect(options.endpoint)

replies = 0
matching = 0
for number in range(options.count):
    body = [b"Hello"] if options.frames is None else make_body(number, options.frames)
    socket.send_multipart(body)
    try:
        reply = socket.recv_multipart()
    except zmq.Again:
        tell("timeout", number=number)
        break
    replies += 1
    identical = reply == body
    matching += identical
    text = reply[0].decode(errors="replace") if len(reply[0]) <= 64 else None
    tell("reply", number=number, frames=[len(f) for f in reply], text=text, identical=identical)

tell("done", sent=options.count, replies=replies, identical=matching)
complete = replies == options.count
sys.exit(0 if complete and (options.frames is None or matching == replies) else 1)
