#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <zmq.h>

int main(void) {
  void *context = zmq_ctx_new();
  void *socket = zmq_socket(context, ZMQ_REQ);
  const char *id = "c-client";
  zmq_setsockopt(socket, ZMQ_ROUTING_ID, id, strlen(id));
  zmq_connect(socket, "tcp://127.0.0.1:5559");
  for (;;) {
    char reply[256];
    zmq_send(socket, "Hello", 5, 0);
    int size = zmq_recv(socket, reply, sizeof reply, 0);
    if (size < 0) return 1;
    if (size > (int) sizeof reply) size = sizeof reply;
    printf("%.*s\n", size, reply);
    usleep(100000);
  }
}
