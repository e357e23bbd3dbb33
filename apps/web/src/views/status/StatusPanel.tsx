import { formatByteRate, formatCount, plural } from "@zmqscope/metrics"
import type { StreamState, WatchView } from "@zmqscope/model"
import { assertUnreachable, type Condition, type Engine } from "@zmqscope/protocol"
import { PORTS } from "../../endpoint.js"
import { useStatus, WATCHED_ONLY } from "../../hooks/index.js"
import { TEST_IDS } from "../../test-ids.js"
import { Fact } from "../../ui/index.js"
import { useBrokers } from "../overview/use-brokers.js"

/** Everything that is so, the worst first, and what the page is connected to. */
export function StatusPanel({ conditions }: { readonly conditions: readonly Condition[] }) {
  const stream = useStatus((view) => view.stream)
  const hello = useStatus((view) => view.hello)
  const refused = useStatus((view) => view.refused)
  const watch = useStatus((view) => view.watch)
  return (
    <>
      <ul className="mb-3 flex flex-col gap-1.5">
        {conditions.map(({ headline, detail }) => (
          <li key={headline}>
            <span className="font-semibold">{headline}</span>
            {detail !== "" && <span className="text-ink2">: {detail}</span>}
          </li>
        ))}
      </ul>
      <dl className="grid grid-cols-[auto_1fr] gap-x-3 gap-y-1.5 border-t border-line pt-3">
        <Fact term="page">{streamWords(stream)}</Fact>
        {refused > 0 && <Fact term="refused">{plural(refused, "message")} could not be read</Fact>}
        {hello !== null && (
          <>
            <Fact term="engine">{ENGINES[hello.engine]}</Fact>
            {watch !== null && <WatchFacts watch={watch} />}
            <Fact term="version">
              {hello.version}
              {hello.run !== null && (
                <>
                  , run <code>{hello.run}</code> of the broker
                </>
              )}
            </Fact>
          </>
        )}
      </dl>
    </>
  )
}

const ENGINES: Readonly<Record<Engine, string>> = {
  zmtp: "zmtp: zmqscope's own ROUTER and DEALER, which speak ZMTP to each peer. They know where each client is, and hold each back by itself.",
  libzmq:
    "libzmq: the ROUTER and DEALER of libzmq, as in plain ZeroMQ. They tell neither where a client is nor whom they hold back.",
  attach: `attach: somebody else's broker, watched from before its two ports. ${WATCHED_ONLY}`,
}

function streamWords(stream: StreamState): string {
  switch (stream.phase) {
    case "connecting":
      return "connecting to the server"
    case "live":
      return "connected; no record is missing"
    case "gap":
      return `connected; ${plural(stream.missed, "record")} missed a moment ago`
    case "stale":
      return "connected, but nothing comes"
    case "reconnecting":
      return `not connected, attempt ${stream.attempt}${stream.reason === "" ? "" : `: ${stream.reason}`}`
    default:
      return assertUnreachable(stream)
  }
}

/** What is known of a broker that is only watched: where it is, and what of it cannot be told. */
function WatchFacts({ watch }: { readonly watch: WatchView }) {
  const { brokers, name } = useBrokers()
  const target = brokers.find((one) => one.name === name)?.target
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
          : `${plural(ambiguous, "message")} of which nothing told which request; one of its client's was taken`}
      </Fact>
      {opaqueCount > 0 && (
        <Fact term="opaque">
          {plural(opaqueCount, "connection")} passed on as bytes, not understood:
          <ul className="mt-1" aria-label="Opaque connections">
            {opaque.map((one) => (
              <li key={`${one.side} ${one.address}`} data-testid={TEST_IDS.opaque}>
                <code>{one.address}</code> at the {PORTS[one.side]}: {formatByteRate(one.fromPeer)}{" "}
                in, {formatByteRate(one.fromBroker)} out
              </li>
            ))}
          </ul>
          {more > 0 && <p>and {formatCount(more)} more</p>}
        </Fact>
      )}
    </>
  )
}
