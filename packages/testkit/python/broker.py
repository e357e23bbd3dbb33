#!/usr/bin/env python3
"""Brokers as people have them, each as its guide or its documentation writes it.

  broker.py KIND [--frontend ENDPOINT] [--backend ENDPOINT] [--plain]

KIND is one of
  loop       ROUTER and DEALER with a poll loop (guide, chapter 2: rrbroker)
  proxy      ROUTER and DEALER in zmq.proxy
  lru        ROUTER and ROUTER: REQ workers say READY and are taken in the order of their readiness
             (guide, chapter 3: lbbroker)
  router     ROUTER and ROUTER: DEALER workers say READY once, and are taken in turn
  majordomo  one ROUTER for both, clients of a named service, workers of MDP/0.1 (rfc 7)
Prints {"event": "ready", "frontend", "backend"} with the endpoints as bound.
"""

import argparse
from collections import deque

import zmq
from facts import tell

arguments = argparse.ArgumentParser()
arguments.add_argument("kind", choices=["loop", "proxy", "lru", "router", "majordomo"])
arguments.add_argument("--frontend", default="tcp://127.0.0.1:*")
arguments.add_argument("--backend", default="tcp://127.0.0.1:*")
arguments.add_argument("--plain", action="store_true")
options = arguments.parse_args()

context = zmq.Context()


def bound(kind, endpoint):
    socket = context.socket(kind)
    socket.setsockopt(zmq.LINGER, 0)
    socket.setsockopt(zmq.PLAIN_SERVER, options.plain)
    socket.bind(endpoint)
    return socket


def ready(frontend, backend):
    tell(
        "ready",
        frontend=frontend.getsockopt_string(zmq.LAST_ENDPOINT),
        backend=backend.getsockopt_string(zmq.LAST_ENDPOINT),
    )


def loop(frontend, backend):
    poller = zmq.Poller()
    poller.register(frontend, zmq.POLLIN)
    poller.register(backend, zmq.POLLIN)
    while True:
        sockets = dict(poller.poll())
        if sockets.get(frontend) == zmq.POLLIN:
            backend.send_multipart(frontend.recv_multipart())
        if sockets.get(backend) == zmq.POLLIN:
            frontend.send_multipart(backend.recv_multipart())


def lru(frontend, backend):
    """Each worker is a REQ: its first message is READY, every other one a reply."""
    free = deque()
    poller = zmq.Poller()
    poller.register(backend, zmq.POLLIN)
    poller.register(frontend, zmq.POLLIN)
    while True:
        sockets = dict(poller.poll())
        if sockets.get(backend) == zmq.POLLIN:
            worker, _, client, *rest = backend.recv_multipart()
            free.append(worker)
            if client != b"READY":
                frontend.send_multipart([client, *rest])
        if free and frontend.poll(0):
            client, *request = frontend.recv_multipart()
            backend.send_multipart([free.popleft(), b"", client, *request])


def router(frontend, backend):
    """Workers are DEALERs: they say READY once, and may have several requests at a time."""
    workers = deque()
    poller = zmq.Poller()
    poller.register(backend, zmq.POLLIN)
    poller.register(frontend, zmq.POLLIN)
    while True:
        sockets = dict(poller.poll())
        if sockets.get(backend) == zmq.POLLIN:
            worker, *message = backend.recv_multipart()
            if message == [b"READY"]:
                workers.append(worker)
            else:
                frontend.send_multipart(message)
        if workers and frontend.poll(0):
            backend.send_multipart([workers[0], *frontend.recv_multipart()])
            workers.rotate(-1)


READY, REQUEST, REPLY, HEARTBEAT, DISCONNECT = b"\1", b"\2", b"\3", b"\4", b"\5"


def majordomo(socket):
    """MDP/0.1 without its heartbeats: services by name, each with requests and workers that wait."""
    waiting, free, service_of = {}, {}, {}

    def dispatch(service):
        requests, workers = waiting.setdefault(service, deque()), free.setdefault(service, deque())
        while requests and workers:
            client, body = requests.popleft()
            worker = workers.popleft()
            socket.send_multipart([worker, b"", b"MDPW01", REQUEST, client, b"", *body])

    while True:
        sender, _, header, *rest = socket.recv_multipart()
        if header == b"MDPC01":
            service, *body = rest
            waiting.setdefault(service, deque()).append((sender, body))
            dispatch(service)
        elif rest[0] == READY:
            service_of[sender] = rest[1]
            free.setdefault(rest[1], deque()).append(sender)
            dispatch(rest[1])
        elif rest[0] == REPLY:
            service = service_of[sender]
            _, client, _, *body = rest
            socket.send_multipart([client, b"", b"MDPC01", service, *body])
            free[service].append(sender)
            dispatch(service)


if options.kind == "majordomo":
    one = bound(zmq.ROUTER, options.frontend)
    ready(one, one)
    majordomo(one)
elif options.kind in ("loop", "proxy"):
    front, back = bound(zmq.ROUTER, options.frontend), bound(zmq.DEALER, options.backend)
    ready(front, back)
    loop(front, back) if options.kind == "loop" else zmq.proxy(front, back)
else:
    front, back = bound(zmq.ROUTER, options.frontend), bound(zmq.ROUTER, options.backend)
    ready(front, back)
    lru(front, back) if options.kind == "lru" else router(front, back)
