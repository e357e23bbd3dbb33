import zmq

socket = zmq.Context().socket(zmq.REP)
socket.setsockopt(95, b"X-Name:python-worker")  # ZMQ_METADATA
socket.connect("tcp://127.0.0.1:5560")
while True:
    print(socket.recv())
    socket.send(b"World")
