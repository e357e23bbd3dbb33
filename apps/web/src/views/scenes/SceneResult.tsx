import { formatFigure, nameFigure, type SceneState } from "@zmqscope/model"
import type { SceneResult as Result } from "@zmqscope/protocol"
import { useApp } from "../../hooks/index.js"
import { TEST_IDS } from "../../test-ids.js"
import { Button } from "../../ui/index.js"
import { Said } from "./Said.js"
import { useNextScene } from "./use-scene.js"

/** What came of it, in the figures that were measured. */
export function SceneResult({ state }: { readonly state: SceneState }) {
  const { theatre } = useApp()
  const { scene, reading, measures, unmet } = state
  const next = useNextScene(scene.name)
  const { say, table } = scene.result
  return (
    <div data-testid={TEST_IDS.sceneResult}>
      <p>
        <Said words={say} reading={reading} measures={measures} />
      </p>
      {unmet.length > 0 && (
        <p className="scene-wait">
          Not all came true here: step {unmet.map((at) => at + 1).join(", ")} went on without.
        </p>
      )}
      {table !== undefined && <Table table={table} state={state} />}
      <div className="mt-2 flex flex-wrap gap-2">
        {next !== undefined && (
          <Button look="primary" onClick={() => theatre.play(next.name)}>
            Next: {next.title}
          </Button>
        )}
        <Button className="h-8" onClick={() => theatre.leave()}>
          Back to where you were
        </Button>
      </div>
    </div>
  )
}

function Table(props: {
  readonly table: NonNullable<Result["table"]>
  readonly state: SceneState
}) {
  const { table, state } = props
  return (
    <table className="mt-2 text-body">
      <thead>
        <tr className="text-left text-ink2 *:pr-8 *:font-medium">
          <th scope="col">
            <span className="sr-only">Measured</span>
          </th>
          {table.figures.map(({ figure, of }) => (
            <th key={`${figure} ${of ?? ""}`} scope="col" className="text-right">
              {nameFigure(figure, of)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {table.rows.map(({ measure, label }) => (
          <tr key={measure} className="border-t border-line *:pr-8">
            <th scope="row" className="text-left font-normal">
              {label}
            </th>
            {table.figures.map(({ figure, of }) => (
              <td key={`${figure} ${of ?? ""}`} className="text-right font-semibold">
                {formatFigure(figure, measured(state, measure, figure, of))}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function measured(
  { measures }: SceneState,
  measure: string,
  figure: string,
  of: string | undefined,
): number | null {
  return measures.get(measure)?.get(of === undefined ? figure : `${figure} of ${of}`) ?? null
}
