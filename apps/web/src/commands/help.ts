import { CATALOGUE, type CommandId, type CommandInfo } from "./catalogue.js"

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

const INFOS = new Map<string, CommandInfo>(
  Object.values<Readonly<Record<string, CommandInfo>>>(CATALOGUE).flatMap((commands) =>
    Object.entries(commands),
  ),
)

/** How a command is called, and its key. */
export function commandInfo(id: CommandId): CommandInfo {
  return INFOS.get(id) ?? { title: id }
}

export function keySections() {
  return Object.entries<Readonly<Record<string, CommandInfo>>>(CATALOGUE)
    .map(([section, commands]) => ({
      section,
      commands: Object.values(commands).flatMap(({ key, title }) =>
        key === undefined ? [] : { key, title },
      ),
    }))
    .filter(({ commands }) => commands.length > 0)
}
