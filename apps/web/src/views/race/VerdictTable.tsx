import type { Race } from "@zmqscope/protocol"
import { TEST_IDS } from "../../test-ids.js"
import { TEST_SENTENCE, type VerdictRow, verdictRows } from "./figures.js"
import { LaneMark } from "./LaneMark.js"
import { dealingWords, orderWords } from "./words.js"

/** Who leads in what, how far the rounds lie apart, and whether that is more than noise. */
export function VerdictTable({ race }: { readonly race: Race }) {
  const { lanes, verdicts, order } = race
  const rounds = lanes[0]?.rounds.length ?? 0
  return (
    <section aria-label="Who leads" className="min-w-0 px-6 pt-2 pb-3">
      <div className="overflow-x-auto">
        <table className="race-table text-label group-data-old:opacity-60">
          <caption className="pb-1 text-left text-label">
            <span className="font-semibold">Who leads</span>{" "}
            <span className="text-ink2">
              {rounds === 0
                ? "known when the first round is over"
                : `mean of ${rounds} of ${order.rounds} rounds, and from the smallest to the largest`}
            </span>
          </caption>
          <thead className="text-tiny text-ink2">
            <tr>
              <th scope="col">
                <span className="sr-only">Figure</span>
              </th>
              {lanes.map((lane, at) => (
                <th key={lane.letter} scope="col">
                  <LaneMark lane={at} /> {lane.letter} {dealingWords(lane)}
                </th>
              ))}
              <th scope="col">Leads</th>
              <th scope="col" title={TEST_SENTENCE}>
                By chance
              </th>
            </tr>
          </thead>
          <tbody>
            {verdictRows(verdicts, lanes).map((row) => (
              <Row key={row.figure} race={race} row={row} />
            ))}
          </tbody>
        </table>
      </div>
      <p className="mt-1.5 max-w-[55rem] text-tiny text-ink2">{TEST_SENTENCE}</p>
      <p className="mt-1 max-w-[55rem] text-tiny text-ink2">Each lane: {orderWords(order)}.</p>
    </section>
  )
}

function Row({ race, row }: { readonly race: Race; readonly row: VerdictRow }) {
  const { figure, title, meaning, lanes, leader, leads, chance, isMoreThanNoise } = row
  const verdict = race.verdicts.find((one) => one.figure === figure)
  const means = race.lanes.map((_, at) => verdict?.lanes[at]?.mean ?? null)
  // What may be noise is not set apart.
  const leading = isMoreThanNoise ? "font-semibold" : ""
  return (
    <tr
      data-testid={TEST_IDS.raceFigure}
      data-figure={figure}
      data-leader={leader === null ? "" : race.lanes[leader]?.letter}
      data-means={JSON.stringify(means)}
    >
      <th scope="row" title={meaning}>
        {title}
      </th>
      {lanes.map(({ mean, spread }, at) => (
        <td key={String(at)}>
          <span className={at === leader ? leading : "text-ink2"}>{mean}</span>{" "}
          {spread !== "" && <span className="text-tiny text-ink2">({spread})</span>}
        </td>
      ))}
      <td className={isMoreThanNoise ? "font-semibold" : "text-ink2"}>{leads}</td>
      <td className="text-ink2">{chance}</td>
    </tr>
  )
}
