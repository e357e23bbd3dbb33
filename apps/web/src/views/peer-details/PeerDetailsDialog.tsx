import { valueTerm } from "@zmqscope/filter"
import { Filter } from "lucide-react"
import { useMemo } from "react"
import type { ApiClient, PeerKind } from "../../api/index.js"
import { CLIENTS_UNSEEN, useApp, useCapability, useFigures, usePolled } from "../../hooks/index.js"
import { Polled } from "../../polled.js"
import { TEST_IDS } from "../../test-ids.js"
import { Button, Fact, Modal } from "../../ui/index.js"
import { type DetailsOf, factsOf } from "./facts.js"

export interface PeerDetailsProps {
  readonly kind: PeerKind
  readonly name: string
  readonly onClose: () => void
}

/** Asked for again so often while it is open, milliseconds. */
const EVERY_MS = 1000

/** Everything that is known of one worker or client, as it stands, and the way to its envelopes. */
export function PeerDetailsDialog({ kind, name, onClose }: PeerDetailsProps) {
  const { url, api } = useApp()
  const polled = useMemo(
    () => new Polled({ load: () => loadDetails(api, kind, name), everyMs: () => EVERY_MS }),
    [api, kind, name],
  )
  const { value: details, failure, isGone } = usePolled(polled)
  const nowMs = useFigures((view) => view.snapshot?.atMs ?? 0)
  const isKnowing = useCapability("client-details")
  const showEnvelopes = () => {
    url.step({ filter: valueTerm(kind, name) })
    onClose()
  }
  return (
    <Modal title={name} description={KINDS[kind]} onClose={onClose}>
      <div data-testid={TEST_IDS.peerDetails} data-name={name} aria-busy={details === null}>
        {failure !== null && (
          <p role="status" className="mb-3 text-warn">
            {isGone && details !== null ? "It has left. What was known of it last:" : failure}
          </p>
        )}
        {details === null && failure === null && <p className="text-ink2">Asking for it…</p>}
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

async function loadDetails(api: ApiClient, kind: PeerKind, name: string): Promise<DetailsOf> {
  return kind === "client"
    ? { kind, peer: await api.client(name) }
    : { kind, peer: await api.worker(name) }
}
