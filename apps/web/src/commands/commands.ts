import { FLOATING } from "../floating.js"
import { COMMANDS, type CommandId, type CommandInfo } from "./catalogue.js"

export interface Command extends CommandInfo {
  readonly id: string
  readonly section: string
  readonly run: () => void
}

export type Tasks = Partial<Record<CommandId, () => void>>

/** What is typed goes into these. */
const FIELDS = "textarea, select, input:not([type=radio], [type=checkbox], [type=range])"

/** Runs what the views have put on the catalogue's commands. */
export class Commands {
  readonly #tasks = new Map<CommandId, () => void>()
  readonly #isCovered: () => boolean

  /** @param isCovered whether a dialog lies over the page, which has no keys meanwhile */
  constructor(isCovered: () => boolean) {
    this.#isCovered = isCovered
  }

  /** Puts a task on a command; the returned function takes it off. */
  on(id: CommandId, task: () => void): () => void {
    this.#tasks.set(id, task)
    return () => {
      if (this.#tasks.get(id) === task) this.#tasks.delete(id)
    }
  }

  onAll(tasks: Tasks): () => void {
    const off = COMMANDS.flatMap(({ id }) => {
      const task = tasks[id]
      return task === undefined ? [] : [this.on(id, task)]
    })
    return () => {
      for (const take of off) take()
    }
  }

  run(id: CommandId): void {
    this.#tasks.get(id)?.()
  }

  /** What can be done now. Each runs the task that it has by the time it is run. */
  available(): readonly Command[] {
    return COMMANDS.filter(({ id }) => this.#tasks.has(id)).map((entry) => ({
      ...entry,
      run: () => this.run(entry.id),
    }))
  }

  /** Handles a key press; true when it was one of the page's. A key that is held runs it once. */
  handle(event: KeyboardEvent): boolean {
    const chord = this.#isCovered() ? null : chordOf(event)
    if (chord === null || event.defaultPrevented || isKeyTaken(event.target, chord)) return false
    const entry = COMMANDS.findLast(({ id, key }) => key === chord && this.#tasks.has(id))
    if (entry === undefined) return false
    if (!event.repeat) this.run(entry.id)
    return true
  }
}

/** What only a layout's third level has on many keyboards: a sign, no letter, digit or space. */
const SIGN = /^[^\p{L}\p{N}\s]$/u

/** `mod` is Ctrl, or Cmd on a Mac. Null for what is left to the browser. */
export function chordOf(event: KeyboardEvent): string | null {
  const { key, ctrlKey, metaKey, altKey, shiftKey } = event
  // [ is typed with AltGr, which Windows tells as Ctrl and Alt, or with Option, which a Mac tells as Alt.
  const isThirdLevel = event.getModifierState("AltGraph") || (altKey && !ctrlKey && !metaKey)
  if (isThirdLevel && SIGN.test(key)) return key
  if (altKey) return null
  if (ctrlKey || metaKey) return shiftKey ? null : `mod+${key.toLowerCase()}`
  if (key.length > 1) return key
  // Caps Lock turns letters round, and means nothing here.
  return shiftKey ? key.toUpperCase() : key.toLowerCase()
}

/**
 * Whether what has the focus works by a key itself: a field by all but chords, other controls by few.
 * @param chord as in the catalogue
 */
export function isKeyTaken(target: EventTarget | null, chord: string): boolean {
  if (target === null || !(target instanceof Element)) return false
  if (target.closest(FLOATING) !== null) return true
  if (target.closest(FIELDS) !== null) return !chord.startsWith("mod+")
  if (chord === " ") return target.closest("button, a, input") !== null
  return chord.startsWith("Arrow") && target.matches("[type=radio], [type=range]")
}
