package main

import (
	"context"
	"fmt"
	"log"
	"time"

	"github.com/go-zeromq/zmq4"
)

func main() {
	id := zmq4.SocketIdentity("go-client")
	socket := zmq4.NewReq(context.Background(), zmq4.WithID(id))
	if err := socket.Dial("tcp://127.0.0.1:5559"); err != nil {
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
