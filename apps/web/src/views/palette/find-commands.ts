import { type Command, fuzzyScore } from "../../commands/index.js"

/** The most commands that are listed at once; a longer query finds the rest. */
export const MAX_LISTED = 60

interface FoundSection {
  readonly section: string
  readonly commands: readonly Command[]
}

export interface Found {
  /** Those with the best answer first. */
  readonly sections: readonly FoundSection[]
  /** In the order in which they are listed. */
  readonly listed: readonly Command[]
  /** How many more there are. */
  readonly more: number
}

/** Commands that answer a query, by section; all of them, in their order, when it is empty. */
export function findCommands(query: string, commands: readonly Command[]): Found {
  const scored = commands.flatMap((command) => {
    const score = fuzzyScore(query, command.title, `${command.section} ${command.words ?? ""}`)
    return score === null ? [] : [{ command, score }]
  })
  if (query.trim() !== "") scored.sort((one, other) => other.score - one.score)
  const kept = scored.slice(0, MAX_LISTED)
  const sections = new Map<string, Command[]>()
  for (const { command } of kept) {
    const section = sections.get(command.section) ?? []
    sections.set(command.section, [...section, command])
  }
  const found = [...sections].map(([section, inIt]) => ({ section, commands: inIt }))
  return {
    sections: found,
    listed: found.flatMap((section) => section.commands),
    more: scored.length - kept.length,
  }
}
