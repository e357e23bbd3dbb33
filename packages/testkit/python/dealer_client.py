#!/usr/bin/env python3
"""A DEALER client that pipelines: sends all its requests at once, each [request id, empty, body...],
then awaits their replies in any order and checks each against its own request, byte for byte
(rep_worker.py --echo). Prints
  {"event": "sent", "count"}
  {"event": "reply", "number", "identical"}                  for every reply
  {"event": "done", "sent", "replies", "identical", "unknown"}
"unknown" counts replies to no open request of this client. Exit status 1: one did not come, was
not identical or is unknown.
"""

import argparse
import sys

import zmq
from facts import make_body, sizes, tell

arguments = argparse.ArgumentParser()
arguments.add_argument("endpoint")
arguments.add_argument("--count", type=int, default=100)
arguments.add_argument("--frames", type=sizes, default=[32], help="sizes of the body's frames")
arguments.add_argument("--routing-id")
arguments.add_argument("--timeout-ms", type=int, default=60_000)
options = arguments.parse_args()

context = zmq.Context()
socket = context.socket(zmq.DEALER)
socket.setsockopt(zmq.LINGER, 0)
socket.setsockopt(zmq.RCVTIMEO, options.timeout_ms)
if options.routing_id is not None:
    socket.setsockopt_string(zmq.ROUTING_ID, options.routing_id)
socket.connect(options.endpoint)

open_requests = {}
for number in range(options.count):
    body = make_body(number, options.frames)
    open_requests[number.to_bytes(4, "big")] = body
    socket.send_multipart([number.to_bytes(4, "big"), b"", *body])
tell("sent", count=options.count)

replies = 0
matching = 0
unknown = 0
while open_requests:
    try:
        request_id, delimiter, *reply = socket.recv_multipart()
    except zmq.Again:
        break
    expected = open_requests.pop(request_id, None)
    if expected is None or delimiter != b"":
        unknown += 1
        continue
    replies += 1
    identical = reply == expected
    matching += identical
    tell("reply", number=int.from_bytes(request_id, "big"), identical=identical)

tell("done", sent=options.count, replies=replies, identical=matching, unknown=unknown)
sys.exit(0 if matching == options.count and unknown == 0 else 1)
