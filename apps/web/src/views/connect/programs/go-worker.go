package main

import (
	"context"
	"fmt"
	"log"

	"github.com/go-zeromq/zmq4"
)

func main() {
	socket := zmq4.NewRep(context.Background())
	if err := socket.Dial("tcp://127.0.0.1:5560"); err != nil {
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
