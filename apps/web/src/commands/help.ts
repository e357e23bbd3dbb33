import { COMMANDS, type CommandId, type CommandInfo, MODES } from "./catalogue.js"

const KEY_NAMES: Readonly<Record<string, string>> = {
  " ": "Space",
  Escape: "Esc",
  ArrowLeft: "←",
  ArrowRight: "→",
}

/** Whether this is a machine with a Cmd key, by what its browser calls itself. */
export function isMac(userAgent: string): boolean {
  return /Mac|iPhone|iPad/.test(userAgent)
}

/** A key as it is written on keyboards: `mod+k` is Ctrl K, or Cmd K on a Mac. */
export function keyNames(key: string, mac: boolean): readonly string[] {
  return key
    .split("+")
    .map((part) =>
      part === "mod" ? (mac ? "Cmd" : "Ctrl") : (KEY_NAMES[part] ?? part.toUpperCase()),
    )
}

/** How a command is called, and its key. */
export function commandInfo(id: CommandId): CommandInfo {
  return COMMANDS.find((entry) => entry.id === id) ?? { title: id }
}

/** The commands that have a key and can be done now, or in a mode, by section. */
export function keySections(available: readonly { readonly id: string }[]) {
  const ids = new Set(available.map(({ id }) => id))
  const sections = [...new Set(COMMANDS.map(({ section }) => section))].map((section) => ({
    section,
    commands: COMMANDS.flatMap(({ id, section: of, key, title }) => {
      const isListed = of === section && (MODES.has(section) || ids.has(id))
      return isListed && key !== undefined ? { key, title } : []
    }),
  }))
  return sections.filter(({ commands }) => commands.length > 0)
}
