import { UNKNOWN } from "../../format.js"
import { useFigures, useObstacle } from "../../hooks/index.js"
import { TEST_IDS } from "../../test-ids.js"
import { Button } from "../../ui/index.js"
import { DealingPanel } from "../dealing/index.js"

/** Which way of dealing is in force, and the panel that changes it. */
export function DealingSlot() {
  const dealing = useFigures((view) => view.snapshot?.settings.dealing)
  const obstacle = useObstacle()
  return (
    <DealingPanel>
      <Button
        disabled={dealing === undefined}
        title={obstacle ?? "How requests are dealt (D)"}
        data-testid={TEST_IDS.dealing}
        data-value={dealing}
      >
        <span className="text-ink2 max-wide:sr-only">Dealing</span>
        <span className="font-semibold">{dealing ?? UNKNOWN}</span>
      </Button>
    </DealingPanel>
  )
}
