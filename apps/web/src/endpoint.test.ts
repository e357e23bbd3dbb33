import { expect, it } from "vitest"
import { reachableEndpoint, serverUrl } from "./endpoint.js"

it("names the page's host where the server listens on every address", () => {
  expect(reachableEndpoint("tcp://0.0.0.0:5559", "demo.local")).toBe("tcp://demo.local:5559")
  expect(reachableEndpoint("tcp://[::]:5559", "[::1]")).toBe("tcp://[::1]:5559")
  expect(reachableEndpoint("tcp://*:5559", "10.0.0.7")).toBe("tcp://10.0.0.7:5559")
})

it("leaves an address of its own alone", () => {
  expect(reachableEndpoint("tcp://127.0.0.1:5559", "demo.local")).toBe("tcp://127.0.0.1:5559")
  expect(reachableEndpoint("ipc:///tmp/broker", "demo.local")).toBe("ipc:///tmp/broker")
})

it.each([
  ["http://localhost:5580/?window=60", "http://localhost:5580/api/tap"],
  ["https://tools.example/zmq/?filter=a/b", "https://tools.example/zmq/api/tap"],
])("finds the server from a page at %s", (page, url) => {
  expect(serverUrl("/api/tap", page).href).toBe(url)
})
