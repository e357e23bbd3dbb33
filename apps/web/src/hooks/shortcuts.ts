/** Every key that does something anywhere on the page, in the order of the help. */
export const SHORTCUTS = [
  { id: "help", key: "?", label: "This list" },
  { id: "tap", key: " ", label: "Pause or follow the envelopes" },
  { id: "pause", key: "p", label: "Pause or resume the broker" },
  { id: "spawn-client", key: "c", label: "Spawn a client" },
  { id: "spawn-worker", key: "w", label: "Spawn a worker" },
  { id: "kill-worker", key: "k", label: "Kill a random worker" },
  { id: "freeze", key: "f", label: "Freeze or release the charts" },
  { id: "window-1", key: "1", label: "Charts show 1 minute" },
  { id: "window-5", key: "2", label: "Charts show 5 minutes" },
  { id: "window-15", key: "3", label: "Charts show 15 minutes" },
  { id: "window-60", key: "4", label: "Charts show 60 minutes" },
  { id: "theme", key: "t", label: "Switch the theme" },
  { id: "deselect", key: "Escape", label: "Give up the selection" },
] as const

export type ShortcutId = (typeof SHORTCUTS)[number]["id"]

/** What takes keys for itself. */
const OWN_KEYS = "input, textarea, select, button, a, [role=menu], [role=dialog]"

/** Runs what the views have put on the page's keys. */
export class Shortcuts {
  readonly #tasks = new Map<ShortcutId, () => void>()

  /** Puts a task on a shortcut; the returned function takes it off. */
  on(id: ShortcutId, task: () => void): () => void {
    this.#tasks.set(id, task)
    return () => {
      if (this.#tasks.get(id) === task) this.#tasks.delete(id)
    }
  }

  /** Handles a key press; true when it was one of the page's. */
  handle(event: KeyboardEvent): boolean {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return false
    const shortcut = SHORTCUTS.find(({ key }) => key === event.key)
    if (shortcut === undefined || isTaken(event.target, event.key)) return false
    const task = this.#tasks.get(shortcut.id)
    task?.()
    return task !== undefined
  }
}

/** Letters are free on a button, which takes Space alone; in a field or a menu nothing is. */
function isTaken(target: EventTarget | null, key: string): boolean {
  if (!(target instanceof Element)) return false
  const owner = target.closest(OWN_KEYS)
  if (owner === null) return false
  return !owner.matches("button, a") || key === " "
}
