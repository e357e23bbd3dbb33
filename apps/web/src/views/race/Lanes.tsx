import { formatCount, formatDuration, formatRate, UNKNOWN } from "@zmqscope/metrics"
import type { Lane, Race } from "@zmqscope/protocol"
import { useApp, useRootPx, useSize } from "../../hooks/index.js"
import { TEST_IDS } from "../../test-ids.js"
import { Button } from "../../ui/index.js"
import { LaneFlow } from "./LaneFlow.js"
import { LaneMark } from "./LaneMark.js"
import { laneLayout, lanePiles } from "./lane-piles.js"
import { wholeSeconds } from "./lane-points.js"
import { dealingWords, isRunning, laneWords } from "./words.js"

/** Each lane: its key figures, and what stands where. */
export function Lanes({ race }: { readonly race: Race }) {
  if (race.lanes.length > 0) return <LaneRow race={race} />
  return <p className="px-6 py-6 text-ink2">A broker starts for each lane…</p>
}

/** All lanes' drawings are as wide as the first, and on one scale. */
function LaneRow({ race }: { readonly race: Race }) {
  const { lanes, order } = race
  const [ref, { width }] = useSize<HTMLDivElement>()
  const rem = useRootPx()
  const workers = Math.max(
    order.workers.length,
    ...lanes.flatMap(({ now }) => now?.workers.map(({ place }) => place) ?? []),
  )
  const layout = laneLayout(width, rem, workers)
  const nows = lanes.map(({ now }) => now)
  const piles = lanePiles(nows, layout)
  return (
    <div
      className="race-lanes border-t border-line px-6 py-2 group-data-old:opacity-60"
      data-lanes={lanes.length}
    >
      {lanes.map((lane, at) => (
        <section
          key={lane.letter}
          aria-label={`Lane ${lane.letter}, ${dealingWords(lane)}`}
          className="flex min-w-0 flex-col"
          data-testid={TEST_IDS.raceLane}
          data-letter={lane.letter}
          data-dealing={lane.dealing}
          data-received={lane.now?.received ?? ""}
          data-returned={lane.now?.returned ?? ""}
          data-lost={lane.now?.lost ?? ""}
        >
          <LaneHead lane={lane} at={at} race={race} />
          <div ref={at === 0 ? ref : undefined} className="mt-auto">
            {width > 0 && (
              <LaneFlow
                layout={layout}
                piles={piles[at] ?? []}
                now={lane.now}
                workers={workers}
                words={laneWords(lane.now)}
              />
            )}
          </div>
        </section>
      ))}
    </div>
  )
}

function LaneHead(props: { readonly lane: Lane; readonly at: number; readonly race: Race }) {
  const { lane, at, race } = props
  const { theatre } = useApp()
  const { broker, now } = lane
  const last = wholeSeconds(lane, race).at(-1)
  // Larger than all near them; of the last whole second.
  const figures = [
    ["p99", formatDuration(last?.p99Us ?? null)],
    ["replies", last === undefined ? UNKNOWN : `${formatRate(last.returned)}/s`],
    ["depth", last === undefined ? UNKNOWN : formatCount(last.depth)],
    ["lost", now === null || !isRunning(race) ? UNKNOWN : formatCount(now.lost)],
  ] as const
  return (
    <>
      <div className="flex items-baseline gap-x-4">
        <h3 className="grow text-body font-semibold">
          <LaneMark lane={at} /> {lane.letter} {dealingWords(lane)}
        </h3>
        <Button
          look="small"
          unavailable={broker === null}
          title={
            broker === null
              ? "Its broker has gone"
              : `Show ${broker} as any broker: its flow, peers, and envelopes`
          }
          onClick={() => broker !== null && theatre.watch(broker)}
        >
          Look into it
        </Button>
      </div>
      <div className="race-keys">
        {figures.map(([name, value]) => (
          <span key={name} className="text-label whitespace-nowrap text-ink2">
            {name}{" "}
            <span
              className={`text-figure-small font-semibold ${name === "lost" && value !== "0" && value !== UNKNOWN ? "text-bad" : "text-ink"}`}
            >
              {value}
            </span>
          </span>
        ))}
      </div>
    </>
  )
}
