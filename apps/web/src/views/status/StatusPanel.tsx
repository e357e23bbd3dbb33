import { assertUnreachable, type Condition, type Engine } from "@zmqscope/protocol"
import { plural } from "../../format.js"
import { useStatus, WATCHED_ONLY } from "../../hooks/index.js"
import type { StreamState } from "../../model/index.js"
import { Fact } from "../../ui/index.js"
import { WatchFacts } from "./WatchFacts.js"

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
