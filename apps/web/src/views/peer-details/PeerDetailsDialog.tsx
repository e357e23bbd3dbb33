import { valueTerm } from "@zmqscope/filter"
import { Filter } from "lucide-react"
import type { PeerKind } from "../../api/index.js"
import { CLIENTS_UNSEEN, useApp, useCapability, useFigures } from "../../hooks/index.js"
import { TEST_IDS } from "../../test-ids.js"
import { Button, Fact, Modal } from "../../ui/index.js"
import { factsOf } from "./facts.js"
import { usePeerDetails } from "./use-peer-details.js"

export interface PeerDetailsProps {
  readonly kind: PeerKind
  readonly name: string
  readonly onClose: () => void
}

/** Everything that is known of one worker or client, as it stands, and the way to its envelopes. */
export function PeerDetailsDialog({ kind, name, onClose }: PeerDetailsProps) {
  const { url } = useApp()
  const { details, trouble } = usePeerDetails(kind, name)
  const nowMs = useFigures((view) => view.snapshot?.atMs ?? 0)
  const isKnowing = useCapability("client-details")
  const showEnvelopes = () => {
    url.step({ filter: valueTerm(kind, name) })
    onClose()
  }
  return (
    <Modal title={name} description={KINDS[kind]} onClose={onClose}>
      <div data-testid={TEST_IDS.peerDetails} data-name={name} aria-busy={details === null}>
        {trouble !== null && (
          <p role="status" className="mb-3 text-warn">
            {trouble.isGone && details !== null
              ? "It has left. What was known of it last:"
              : trouble.detail}
          </p>
        )}
        {details === null && trouble === null && <p className="text-ink2">Asking for it…</p>}
        {details !== null && (
          <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1.5">
            {factsOf(details, nowMs).map(({ term, text, isTrouble, value }) => (
              <Fact
                key={term}
                term={term}
                data-testid={TEST_IDS.peerFact}
                data-term={term}
                data-value={value}
                className={isTrouble ? "text-warn" : ""}
              >
                {text}
              </Fact>
            ))}
          </dl>
        )}
        {kind === "client" && !isKnowing && (
          <p className="mt-3 text-label text-ink2">{CLIENTS_UNSEEN}</p>
        )}
        <div className="mt-5 flex flex-wrap gap-2">
          <Button onClick={showEnvelopes}>
            <Filter className="size-3.5" aria-hidden />
            Show its envelopes
          </Button>
        </div>
      </div>
    </Modal>
  )
}

const KINDS: Readonly<Record<PeerKind, string>> = {
  client: "A client, as it stands now",
  worker: "A worker, as it stands now",
}
