#include <stdio.h>
#include <string.h>
#include <zmq.h>

int main(void) {
  void *context = zmq_ctx_new();
  void *socket = zmq_socket(context, ZMQ_REP);
  const char *name = "X-Name:c-worker";
  zmq_setsockopt(socket, 95 /* ZMQ_METADATA */, name, strlen(name));
  zmq_connect(socket, "tcp://127.0.0.1:5560");
  for (;;) {
    char request[256];
    int size = zmq_recv(socket, request, sizeof request, 0);
    if (size < 0) return 1;
    if (size > (int) sizeof request) size = sizeof request;
    printf("%.*s\n", size, request);
    zmq_send(socket, "World", 5, 0);
  }
}
