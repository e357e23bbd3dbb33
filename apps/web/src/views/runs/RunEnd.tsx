import { useState } from "react"
import type { CommandId } from "../../commands/index.js"
import { useApp, useCommands } from "../../hooks/index.js"
import { Button } from "../../ui/index.js"
import { copyText } from "../copy-text.js"

interface RunEndProps {
  /** What copies its table from anywhere. */
  readonly copyCommand: CommandId
  readonly markdown: () => string
  /** Sets another up, beginning with this one's order. */
  readonly onChange: () => void
  readonly onAgain: () => Promise<void>
}

/** What can be done with a race or a sweep that is over. */
export function RunEnd({ copyCommand, markdown, onChange, onAgain }: RunEndProps) {
  const again = useDoing(onAgain)
  const copy = () => void copyText(markdown(), "the table")
  useCommands({ [copyCommand]: copy })
  return (
    <div className="flex flex-wrap items-center gap-1.5">
      <Button onClick={copy}>Copy the table as Markdown</Button>
      <Button onClick={onChange}>Change it</Button>
      <Button look="primary" className="h-7" unavailable={again.isBusy} onClick={again.run}>
        Run it again
      </Button>
    </div>
  )
}

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
