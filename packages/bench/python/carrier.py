"""A ROUTER and a DEALER on free ports, with what pyzmq has to carry messages between them.

carrier.py proxy             zmq.proxy
carrier.py monitored-queue   monitored_queue, which taps all to a PUB socket
carrier.py poll-loop         a loop with a poller, as in the guide

Prints {"frontend": ..., "backend": ..., "tap": ...} once, the tap where there is one.
"""

import json
import sys

import zmq
from zmq.devices import monitored_queue


def bind(context, socket_type):
    socket = context.socket(socket_type)
    socket.bind("tcp://127.0.0.1:*")
    return socket, socket.getsockopt_string(zmq.LAST_ENDPOINT)


def poll_loop(frontend, backend):
    poller = zmq.Poller()
    poller.register(frontend, zmq.POLLIN)
    poller.register(backend, zmq.POLLIN)
    while True:
        ready = dict(poller.poll())
        if frontend in ready:
            backend.send_multipart(frontend.recv_multipart())
        if backend in ready:
            frontend.send_multipart(backend.recv_multipart())


def main(kind):
    context = zmq.Context()
    frontend, frontend_endpoint = bind(context, zmq.ROUTER)
    backend, backend_endpoint = bind(context, zmq.DEALER)
    told = {"frontend": frontend_endpoint, "backend": backend_endpoint}
    if kind == "monitored-queue":
        tap = context.socket(zmq.PUB)
        # Nothing is dropped: the consumer reads all.
        tap.sndhwm = 0
        tap.bind("tcp://127.0.0.1:*")
        told["tap"] = tap.getsockopt_string(zmq.LAST_ENDPOINT)
    print(json.dumps(told), flush=True)
    if kind == "proxy":
        zmq.proxy(frontend, backend)
    elif kind == "monitored-queue":
        monitored_queue(frontend, backend, tap, b"in", b"out")
    elif kind == "poll-loop":
        poll_loop(frontend, backend)


main(sys.argv[1])
