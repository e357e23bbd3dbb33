import type { Race, RaceOrder } from "@zmqscope/protocol"
import { useState } from "react"
import { toast } from "sonner"
import { useApp, useCommands } from "../../hooks/index.js"
import { raceMarkdown } from "../../races/index.js"
import { Button } from "../../ui/index.js"
import { copyText } from "../copy-text.js"

/** What can be done with a race that is over. */
export function RaceEnd(props: {
  readonly race: Race
  readonly onShow: (number: number) => void
  readonly onChange: (order: RaceOrder) => void
}) {
  const { race, onShow, onChange } = props
  const { server } = useApp()
  const [isBusy, setIsBusy] = useState(false)
  const copy = () => void copyText(raceMarkdown(race), "the table")
  const again = async () => {
    setIsBusy(true)
    try {
      onShow((await server.startRace(race.order)).number)
    } catch (error) {
      toast.error(error instanceof Error ? error.message : String(error))
    }
    setIsBusy(false)
  }
  useCommands({ "race-copy": copy })
  return (
    <div className="flex flex-wrap items-center gap-1.5">
      <Button onClick={copy}>Copy the table as Markdown</Button>
      <Button onClick={() => onChange(race.order)}>Change it</Button>
      <Button look="primary" className="h-7" unavailable={isBusy} onClick={() => void again()}>
        Run it again
      </Button>
    </div>
  )
}
