import { useState } from "react"
import { useApp } from "../../hooks/index.js"

/** Asks the server for something; what it refuses is told. */
export function useDoing(task: () => Promise<void>) {
  const { actions } = useApp()
  const [isBusy, setIsBusy] = useState(false)
  const run = async () => {
    setIsBusy(true)
    await task().catch((error: unknown) => actions.tellFailure(error))
    setIsBusy(false)
  }
  return { isBusy, run: () => void run() }
}
