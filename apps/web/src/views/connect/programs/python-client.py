import time
import zmq

socket = zmq.Context().socket(zmq.REQ)
socket.setsockopt(zmq.ROUTING_ID, b"python-client")
socket.connect("tcp://127.0.0.1:5559")
while True:
    socket.send(b"Hello")
    print(socket.recv())
    time.sleep(0.1)
