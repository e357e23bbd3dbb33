import { expect, test } from "vitest"
import { Attendance, type Attendant } from "./attendance.js"

const box: Attendant = { side: "worker", name: "box", address: "10.0.0.5:4000" }

test("a peer that comes back under its name has been there before", () => {
  const attendance = new Attendance()
  attendance.joined(box, 3, 1000)
  attendance.left("worker", 3)
  attendance.joined({ ...box, address: "10.0.0.5:4001" }, 3, 2000)
  expect(attendance.of(box, 3)).toEqual({
    sinceMs: 2000,
    connects: 2,
    disconnects: 1,
    hostConnects: 2,
    hostDisconnects: 1,
    errors: 0,
    lastError: null,
  })
})

test("peers with a name each are told of by their machine, too, each side by itself", () => {
  const attendance = new Attendance()
  for (const port of [1, 2, 3]) {
    attendance.joined({ side: "worker", name: `REP-${port}`, address: `[::1]:${port}` }, port, 0)
    attendance.left("worker", port)
  }
  attendance.joined({ side: "client", name: "REP-3", address: "[::1]:9" }, 3, 0)
  const last = attendance.of({ side: "worker", name: "REP-3", address: "[::1]:3" }, 3)
  expect(last).toMatchObject({ connects: 1, hostConnects: 3, hostDisconnects: 3, sinceMs: null })
})

test("who has no address is known by name alone", () => {
  const attendance = new Attendance()
  const hidden: Attendant = { side: "client", name: "checkout", address: "" }
  attendance.joined(hidden, 0, 5)
  expect(attendance.of(hidden, 0)).toMatchObject({ connects: 1, hostConnects: null, sinceMs: 5 })
})

test("with the broker everybody's connection ends, once", () => {
  const attendance = new Attendance()
  attendance.joined(box, 0, 1)
  attendance.clear()
  attendance.left("worker", 0)
  expect(attendance.of(box, 0)).toMatchObject({ connects: 1, disconnects: 1, sinceMs: null })
})

test("what was told against it is counted, and the last of it kept", () => {
  const attendance = new Attendance()
  attendance.blamed(box, "It was silent.")
  attendance.blamed(box, "It sent too much.")
  expect(attendance.of(box, 0)).toMatchObject({ errors: 2, lastError: "It sent too much." })
})
