"""Reads all that monitored_queue taps: tap_consumer.py ENDPOINT

Prints {"read": N} for each line on its standard input: messages so far.
"""

import json
import sys
import threading

import zmq


def answer():
    for _ in sys.stdin:
        print(json.dumps({"read": read}), flush=True)


read = 0
consumer = zmq.Context().socket(zmq.SUB)
consumer.rcvhwm = 0
consumer.connect(sys.argv[1])
consumer.subscribe(b"")
threading.Thread(target=answer, daemon=True).start()
while True:
    consumer.recv_multipart()
    read += 1
