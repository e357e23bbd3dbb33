import { useEffect } from "react"
import type { Tasks } from "../commands/index.js"
import { useApp } from "./app-context.js"

/** Puts what a view can do now on its commands: others find it in the palette, and by its key. */
export function useCommands(tasks: Tasks): void {
  const { commands } = useApp()
  // At each rendering: it is cheap, and what a task does is of now.
  useEffect(() => commands.onAll(tasks))
}
