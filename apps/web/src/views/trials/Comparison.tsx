import {
  type ComparedRow,
  compareInWords,
  compareTrials,
  describeSetup,
  trialWindow,
} from "@zmqscope/model"
import type { Trial } from "@zmqscope/protocol"
import { TEST_IDS } from "../../test-ids.js"

const WEIGHTS: Readonly<Record<ComparedRow["verdict"], string>> = {
  better: "font-semibold text-good",
  worse: "font-semibold text-warn",
  alike: "text-ink2",
  unknown: "text-ink2",
}

/** Two trials side by side, and what came of the difference in words. */
export function Comparison({ before, after }: { readonly before: Trial; readonly after: Trial }) {
  return (
    <section aria-label="Comparison" data-testid={TEST_IDS.comparison}>
      <p className="mb-3 max-w-[75ch]">{compareInWords(before, after)}</p>
      <table className="w-full text-label">
        <thead>
          <tr className="text-left align-bottom *:pb-1 *:font-semibold">
            <th scope="col" className="w-1/4">
              <span className="sr-only">Figure</span>
            </th>
            <Head letter="A" trial={before} />
            <Head letter="B" trial={after} />
            <th scope="col" className="text-right">
              B against A
            </th>
          </tr>
        </thead>
        <tbody>
          {compareTrials(before, after).map(({ row, verdict, ...texts }) => (
            <tr key={row.name} className="border-t border-line *:py-1">
              <th scope="row" className="text-left font-normal text-ink2">
                {row.name}
              </th>
              <td className="text-right text-title font-semibold">{texts.before}</td>
              <td className="text-right text-title font-semibold">{texts.after}</td>
              <td className={`pl-4 text-right ${WEIGHTS[verdict]}`}>
                {texts.difference}
                {verdict === "worse" && ", worse"}
                {verdict === "better" && ", better"}
              </td>
            </tr>
          ))}
          <tr className="border-t border-line text-ink2 *:py-1">
            <th scope="row" className="text-left font-normal">
              Measured over
            </th>
            <td className="text-right">{trialWindow(before)}</td>
            <td className="text-right">{trialWindow(after)}</td>
            <td>
              <span className="sr-only">not compared</span>
            </td>
          </tr>
        </tbody>
      </table>
    </section>
  )
}

function Head({ letter, trial }: { readonly letter: string; readonly trial: Trial }) {
  return (
    <th scope="col" className="text-right">
      {letter}, trial {trial.number}
      <span className="block text-tiny font-normal text-ink2">{describeSetup(trial)}</span>
    </th>
  )
}
