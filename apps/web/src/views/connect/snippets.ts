interface SnippetParts {
  readonly endpoint: string
  readonly name: string
}

export interface Language {
  readonly id: string
  readonly name: string
  readonly needs: string
  readonly client: (parts: SnippetParts) => string
  readonly worker: (parts: SnippetParts) => string
  readonly workerNaming: string
}

const BY_METADATA = "X-Name is an application property of the handshake (ZMQ_METADATA, option 95)."

/** Whole programs, no longer than they must be: each runs as it stands. */
export const LANGUAGES: readonly [Language, ...Language[]] = [
  {
    id: "python",
    name: "Python",
    needs: "pip install pyzmq",
    workerNaming: BY_METADATA,
    client: ({ endpoint, name }) => `import time
import zmq

socket = zmq.Context().socket(zmq.REQ)
socket.setsockopt(zmq.ROUTING_ID, b"${name}")
socket.connect("${endpoint}")
while True:
    socket.send(b"Hello")
    print(socket.recv())
    time.sleep(0.1)
`,
    worker: ({ endpoint, name }) => `import zmq

socket = zmq.Context().socket(zmq.REP)
socket.setsockopt(95, b"X-Name:${name}")  # ZMQ_METADATA
socket.connect("${endpoint}")
while True:
    print(socket.recv())
    socket.send(b"World")
`,
  },
  {
    id: "node",
    name: "Node",
    needs: "npm install zeromq; node peer.mjs",
    workerNaming: BY_METADATA,
    client: ({ endpoint, name }) => `import { setTimeout } from "node:timers/promises"
import { Request } from "zeromq"

const socket = new Request({ routingId: "${name}" })
socket.connect("${endpoint}")
while (true) {
  await socket.send("Hello")
  const [reply] = await socket.receive()
  console.log(reply.toString())
  await setTimeout(100)
}
`,
    worker: ({ endpoint, name }) => `import { Reply } from "zeromq"

const socket = new Reply()
socket.setStringOption(95, "X-Name:${name}") // ZMQ_METADATA
socket.connect("${endpoint}")
for await (const [request] of socket) {
  console.log(request.toString())
  await socket.send("World")
}
`,
  },
  {
    id: "go",
    name: "Go",
    needs: "go get github.com/go-zeromq/zmq4",
    workerNaming:
      "This library sets no X-Name, so the worker is named by its socket type and its port.",
    client: ({ endpoint, name }) => `package main

import (
	"context"
	"fmt"
	"log"
	"time"

	"github.com/go-zeromq/zmq4"
)

func main() {
	id := zmq4.SocketIdentity("${name}")
	socket := zmq4.NewReq(context.Background(), zmq4.WithID(id))
	if err := socket.Dial("${endpoint}"); err != nil {
		log.Fatal(err)
	}
	for {
		if err := socket.Send(zmq4.NewMsgString("Hello")); err != nil {
			log.Fatal(err)
		}
		reply, err := socket.Recv()
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(reply)
		time.Sleep(100 * time.Millisecond)
	}
}
`,
    worker: ({ endpoint }) => `package main

import (
	"context"
	"fmt"
	"log"

	"github.com/go-zeromq/zmq4"
)

func main() {
	socket := zmq4.NewRep(context.Background())
	if err := socket.Dial("${endpoint}"); err != nil {
		log.Fatal(err)
	}
	for {
		request, err := socket.Recv()
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(request)
		if err := socket.Send(zmq4.NewMsgString("World")); err != nil {
			log.Fatal(err)
		}
	}
}
`,
  },
  {
    id: "c",
    name: "C",
    needs: "libzmq and its header; cc peer.c -lzmq",
    workerNaming: BY_METADATA,
    client: ({ endpoint, name }) => `#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <zmq.h>

int main(void) {
  void *context = zmq_ctx_new();
  void *socket = zmq_socket(context, ZMQ_REQ);
  const char *id = "${name}";
  zmq_setsockopt(socket, ZMQ_ROUTING_ID, id, strlen(id));
  zmq_connect(socket, "${endpoint}");
  for (;;) {
    char reply[256];
    zmq_send(socket, "Hello", 5, 0);
    int size = zmq_recv(socket, reply, sizeof reply, 0);
    if (size < 0) return 1;
    if (size > (int) sizeof reply) size = sizeof reply;
    printf("%.*s\\n", size, reply);
    usleep(100000);
  }
}
`,
    worker: ({ endpoint, name }) => `#include <stdio.h>
#include <string.h>
#include <zmq.h>

int main(void) {
  void *context = zmq_ctx_new();
  void *socket = zmq_socket(context, ZMQ_REP);
  const char *name = "X-Name:${name}";
  zmq_setsockopt(socket, 95 /* ZMQ_METADATA */, name, strlen(name));
  zmq_connect(socket, "${endpoint}");
  for (;;) {
    char request[256];
    int size = zmq_recv(socket, request, sizeof request, 0);
    if (size < 0) return 1;
    if (size > (int) sizeof request) size = sizeof request;
    printf("%.*s\\n", size, request);
    zmq_send(socket, "World", 5, 0);
  }
}
`,
  },
]
