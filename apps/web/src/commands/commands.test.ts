import { describe, expect, it } from "vitest"
import { CATALOGUE, type CommandInfo, MODES } from "./catalogue.js"
import { Commands } from "./commands.js"
import { keyNames, keySections } from "./help.js"

/** Node has no keyboard: what of an event is read. */
function press(
  key: string,
  held: Partial<KeyboardEvent> & { altGr?: boolean } = {},
): KeyboardEvent {
  const up = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, repeat: false }
  const getModifierState = (name: string) => name === "AltGraph" && held.altGr === true
  const event = { key, defaultPrevented: false, target: null, getModifierState, ...up, ...held }
  return event as KeyboardEvent
}

describe("commands", () => {
  it("run by their key, once a view has put a task on them", () => {
    const commands = new Commands(() => false)
    const done: string[] = []
    expect(commands.handle(press("k"))).toBe(false)
    const off = commands.on("kill-worker", () => done.push("killed"))
    expect(commands.handle(press("k"))).toBe(true)
    off()
    expect(commands.handle(press("k"))).toBe(false)
    expect(done).toEqual(["killed"])
  })

  it("run once for as long as their key is held, which stays theirs", () => {
    const commands = new Commands(() => false)
    let spawned = 0
    commands.on("spawn-worker", () => {
      spawned += 1
    })
    expect(commands.handle(press("w"))).toBe(true)
    expect(commands.handle(press("w", { repeat: true }))).toBe(true)
    expect(spawned).toBe(1)
  })

  it("leave a key to a mode while that lasts", () => {
    const commands = new Commands(() => false)
    const done: string[] = []
    commands.on("window-1", () => done.push("window"))
    const leave = commands.onAll({ "present-queue": () => done.push("queue") })
    commands.handle(press("1"))
    leave()
    commands.handle(press("1"))
    expect(done).toEqual(["queue", "window"])
  })

  it("take Ctrl and Cmd for the same, and leave the browser's own chords alone", () => {
    const commands = new Commands(() => false)
    let opened = 0
    commands.on("palette", () => {
      opened += 1
    })
    commands.on("kill-worker", () => expect.unreachable())
    expect(commands.handle(press("k", { ctrlKey: true }))).toBe(true)
    expect(commands.handle(press("k", { metaKey: true }))).toBe(true)
    expect(commands.handle(press("k", { altKey: true }))).toBe(false)
    expect(commands.handle(press("r", { ctrlKey: true }))).toBe(false)
    expect(opened).toBe(2)
  })

  it("know a sign by whatever keys a layout types it, and Alt with a letter for the browser's", () => {
    const commands = new Commands(() => false)
    commands.onAll({ "previous-envelope": () => {}, freeze: () => {} })
    const onWindows = { ctrlKey: true, altKey: true, altGr: true }
    const onLinux = { altGr: true }
    const onMac = { altKey: true }
    for (const held of [{}, onWindows, onLinux, onMac]) {
      expect(commands.handle(press("[", held))).toBe(true)
    }
    expect(commands.handle(press("f", onMac))).toBe(false)
    expect(commands.handle(press("f", onWindows))).toBe(false)
  })

  it("do not mind Caps Lock, and leave what has Shift in it to others", () => {
    const commands = new Commands(() => false)
    commands.onAll({ freeze: () => {}, help: () => {}, palette: () => {} })
    expect(commands.handle(press("F"))).toBe(true)
    expect(commands.handle(press("F", { shiftKey: true }))).toBe(false)
    // As Shift types it with Caps Lock on.
    expect(commands.handle(press("f", { shiftKey: true }))).toBe(false)
    expect(commands.handle(press("?", { shiftKey: true }))).toBe(true)
    expect(commands.handle(press("K", { ctrlKey: true }))).toBe(true)
    expect(commands.handle(press("K", { ctrlKey: true, shiftKey: true }))).toBe(false)
  })

  it("leave the keys of a page that a dialog lies over, wherever the focus is", () => {
    let covered = true
    const commands = new Commands(() => covered)
    commands.on("kill-worker", () => {})
    expect(commands.handle(press("k"))).toBe(false)
    covered = false
    expect(commands.handle(press("k"))).toBe(true)
  })

  it("are offered only while they can be done", () => {
    const commands = new Commands(() => false)
    commands.on("freeze", () => {})
    expect(commands.available().map(({ id }) => id)).toEqual(["freeze"])
  })

  it("do what they are for by then, when they were offered before", () => {
    const commands = new Commands(() => false)
    const done: string[] = []
    commands.on("freeze", () => done.push("as it was offered"))
    const [offered] = commands.available()
    commands.on("freeze", () => done.push("as it is now"))
    offered?.run()
    expect(done).toEqual(["as it is now"])
  })

  it("share a key with those of another mode alone", () => {
    const modes = [...MODES]
    const keys = new Map<string, string[]>()
    for (const [section, commands] of Object.entries(CATALOGUE)) {
      const mode = modes.includes(section) ? section : "the page"
      const found = Object.values<CommandInfo>(commands).flatMap(({ key }) => key ?? [])
      keys.set(mode, [...(keys.get(mode) ?? []), ...found])
    }
    expect([...keys.keys()]).toEqual(["the page", ...modes])
    for (const [mode, found] of keys) expect(new Set(found).size, mode).toBe(found.length)
  })

  it("are in the help if they have a key and can be done, now or in a mode", () => {
    const listed = keySections([{ id: "pause" }]).map(({ section, commands }) => [
      section,
      commands.length,
    ])
    expect(listed.map(([section]) => section)).toEqual(["Broker", ...MODES])
    expect(listed[0]).toEqual(["Broker", 1])
  })

  it("have keys as they are written on the keyboard", () => {
    expect(keyNames("mod+k", false)).toEqual(["Ctrl", "K"])
    expect(keyNames("mod+k", true)).toEqual(["Cmd", "K"])
    expect(keyNames(" ", false)).toEqual(["Space"])
  })
})
