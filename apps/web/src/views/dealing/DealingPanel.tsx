import { UNKNOWN } from "@zmqscope/metrics"
import { X } from "lucide-react"
import { useFigures, useObstacle } from "../../hooks/index.js"
import { TEST_IDS } from "../../test-ids.js"
import { Button, IconButton } from "../../ui/index.js"
import { later } from "../later.js"
import { Panel } from "../Panel.js"

const DealingForm = later("the ways of dealing", () => import("./DealingForm.js"), "DealingForm")
const TITLE = "Which worker gets the next request"

/** Which way of dealing is in force; explained, and changed while requests run. */
export function DealingPanel() {
  const inForce = useFigures((view) => view.snapshot?.settings)
  const obstacle = useObstacle()
  const trigger = (
    <Button
      disabled={inForce === undefined}
      title={obstacle ?? "How requests are dealt (D)"}
      data-testid={TEST_IDS.dealing}
      data-value={inForce?.dealing}
    >
      <span className="text-ink2 max-wide:sr-only">Dealing</span>
      <span className="font-semibold">{inForce?.dealing ?? UNKNOWN}</span>
    </Button>
  )
  return (
    <Panel command="dealing" label={TITLE} trigger={trigger} width="w-[36rem]">
      {(close) => (
        <>
          <div className="mb-2 flex items-start">
            <h2 className="grow text-body font-semibold">{TITLE}</h2>
            <IconButton icon={X} label="Close" onClick={close} />
          </div>
          {inForce !== undefined && <DealingForm inForce={inForce} onDone={close} />}
        </>
      )}
    </Panel>
  )
}
