import { describe, expect, it } from "vitest"
import type { Command } from "../../commands/index.js"
import { findCommands, MAX_LISTED } from "./find-commands.js"

function command(section: string, title: string): Command {
  return { id: title, section, title, run: () => {} }
}

const COMMANDS = [
  command("Spawn", "Spawn a client"),
  command("Peers", "Kill a random worker"),
  command("Spawn", "Spawn a worker"),
]

describe("finding commands", () => {
  it("lists all of them by section when nothing is asked", () => {
    const { sections, listed } = findCommands("", COMMANDS)
    expect(sections.map(({ section }) => section)).toEqual(["Spawn", "Peers"])
    expect(listed.map(({ title }) => title)).toEqual([
      "Spawn a client",
      "Spawn a worker",
      "Kill a random worker",
    ])
  })

  it("puts the section with the best answer first", () => {
    const { sections } = findCommands("ki worker", COMMANDS)
    expect(sections[0]?.commands[0]?.title).toBe("Kill a random worker")
  })

  it("lists a bounded number and tells how many more there are", () => {
    const many = Array.from({ length: MAX_LISTED + 5 }, (_, at) => command("Peers", `Kill w-${at}`))
    expect(findCommands("kill", many)).toMatchObject({ more: 5 })
    expect(findCommands("kill", many).listed).toHaveLength(MAX_LISTED)
  })
})
