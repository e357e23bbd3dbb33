import { formatBytes, formatCount, plural, UNKNOWN } from "../../format.js"
import type { OpaqueView, WatchView } from "../../model/index.js"
import { TEST_IDS } from "../../test-ids.js"
import { Fact } from "../../ui/index.js"
import { useBrokers } from "../overview/use-brokers.js"

/** What is known of a broker that is only watched: where it is, and what of it cannot be told. */
export function WatchFacts({ watch }: { readonly watch: WatchView }) {
  const { view, name } = useBrokers()
  const target = view.brokers.find((one) => one.name === name)?.target
  const { ambiguous, opaqueCount, opaque } = watch
  const more = opaqueCount - opaque.length
  return (
    <>
      {target !== undefined && (
        <Fact term="watches">
          <code>{target.frontend}</code> and <code>{target.backend}</code>
        </Fact>
      )}
      <Fact term="ambiguous" data-testid={TEST_IDS.ambiguous} data-value={ambiguous}>
        {ambiguous === 0
          ? "none: each message's request is known"
          : `${plural(ambiguous, "message")} of which nothing told the request; not guessed`}
      </Fact>
      {opaqueCount > 0 && (
        <Fact term="opaque">
          {plural(opaqueCount, "connection")} that cannot be understood, and pass as bytes:
          <ul className="mt-1" aria-label="Opaque connections">
            {opaque.map((one) => (
              <li key={`${one.side} ${one.address}`} data-testid={TEST_IDS.opaque}>
                <code>{one.address}</code> at the {PORTS[one.side]}: {rate(one.fromPeer)} in,{" "}
                {rate(one.fromBroker)} out
              </li>
            ))}
          </ul>
          {more > 0 && <p>and {formatCount(more)} more</p>}
        </Fact>
      )}
    </>
  )
}

const PORTS: Readonly<Record<OpaqueView["side"], string>> = {
  frontend: "clients' port",
  backend: "workers' port",
}

function rate(perSecond: number | null): string {
  return perSecond === null ? UNKNOWN : `${formatBytes(Math.round(perSecond))}/s`
}
