import { Check, Errors } from "typebox/schema"
import { type Decoded, decoded, refused } from "../result.js"
import { GROUP_FIGURES, partsOfWords, WHOLE_FIGURES } from "../scene-words.js"
import { Scene, type SceneAction, type SceneStep } from "./scenes.js"

/** A scene as it was read from a file, with all that is wrong with it. Never throws. */
export function decodeScene(value: unknown): Decoded<Scene> {
  if (!isScene(value)) {
    const [, errors] = Errors(Scene, value)
    const said = errors
      .slice(0, 5)
      .map(({ instancePath, message }) => `${instancePath || "/"} ${message}`)
    return refused(`it does not keep to the schema: ${said.join("; ")}`)
  }
  const faults = faultsOf(value)
  return faults.length > 0 ? refused(faults.join("; ")) : decoded(value)
}

function isScene(value: unknown): value is Scene {
  return Check(Scene, value)
}

type Kind = "worker" | "client"

/** What is known by the time a step is told. */
interface Known {
  readonly groups: Map<string, Kind>
  readonly measures: Set<string>
}

/** What no schema sees: names that stand for nothing, and figures of the wrong thing. */
function faultsOf(scene: Scene): string[] {
  const known: Known = { groups: new Map(), measures: new Set() }
  const faults = scene.setup.flatMap((action) => actionFaults(action, known, "setup"))
  scene.steps.forEach((step, at) => {
    faults.push(...stepFaults(step, known, `step ${at + 1}`))
    if (step.measure !== undefined) known.measures.add(step.measure)
  })
  faults.push(...wordFaults(scene.result.say, known, "the result"))
  for (const { measure } of scene.result.table?.rows ?? []) {
    if (!known.measures.has(measure)) faults.push(`the result: nothing is measured as "${measure}"`)
  }
  for (const { figure, of } of scene.result.table?.figures ?? []) {
    faults.push(...figureFaults(figure, of, known, "the result"))
  }
  return faults
}

function stepFaults(step: SceneStep, known: Known, where: string): string[] {
  const faults = (step.do ?? []).flatMap((action) => actionFaults(action, known, where))
  const { point, ask } = step
  if (point !== undefined && "group" in point)
    faults.push(...groupFaults(point.group, known, where))
  if (ask !== undefined && ask.answer >= ask.choices.length) {
    faults.push(
      `${where}: answer ${ask.answer} is none of the ${ask.choices.length} choices, from 0`,
    )
  }
  for (const condition of step.until ?? []) {
    faults.push(...figureFaults(condition.figure, condition.of, known, where))
    if (condition.atLeast === undefined && condition.atMost === undefined) {
      faults.push(`${where}: a condition on ${condition.figure} needs atLeast, atMost, or both`)
    }
  }
  for (const words of [step.say, ask?.question ?? "", ask?.because ?? ""]) {
    faults.push(...wordFaults(words, known, where))
  }
  return faults
}

function actionFaults(action: SceneAction, { groups }: Known, where: string): string[] {
  if ("set" in action) return []
  const [name, kind] = subjectOf(action)
  const before = groups.get(name)
  if ("spawnWorkers" in action || "spawnClients" in action) {
    if (before !== undefined && before !== kind) {
      return [`${where}: "${name}" is a group of ${before}s`]
    }
    if (kind !== null) groups.set(name, kind)
    return []
  }
  if (before === undefined) return [`${where}: no group is called "${name}" by then`]
  if (kind !== null && kind !== before) return [`${where}: "${name}" is a group of ${before}s`]
  return []
}

/** Whom an action is about; the kind is null where it may be either. */
function subjectOf(action: Exclude<SceneAction, { set: unknown }>): [string, Kind | null] {
  if ("spawnWorkers" in action) return [action.spawnWorkers, "worker"]
  if ("spawnClients" in action) return [action.spawnClients, "client"]
  if ("changeWorkers" in action) return [action.changeWorkers, "worker"]
  if ("changeClients" in action) return [action.changeClients, "client"]
  return ["kill" in action ? action.kill : action.stop, null]
}

function wordFaults(words: string, known: Known, where: string): string[] {
  const braces = words.split("{").length - 1
  const parts = partsOfWords(words).filter((part) => typeof part !== "string")
  const faults = parts.flatMap(({ measure, figure, of }) => {
    const unknown =
      measure === undefined || known.measures.has(measure)
        ? []
        : [`${where}: nothing is measured as "${measure}" by then`]
    return [...unknown, ...figureFaults(figure, of, known, where)]
  })
  if (parts.length < braces) faults.push(`${where}: a brace in "${words}" holds no figure`)
  return faults
}

function figureFaults(
  figure: string,
  of: string | undefined,
  known: Known,
  where: string,
): string[] {
  const figures: readonly string[] = of === undefined ? WHOLE_FIGURES : GROUP_FIGURES
  const whose = of === undefined ? "the broker" : "a group"
  const wrong = figures.includes(figure)
    ? []
    : [`${where}: ${whose} has no figure "${figure}"; it has ${figures.join(", ")}`]
  return of === undefined ? wrong : [...wrong, ...groupFaults(of, known, where)]
}

function groupFaults(name: string, { groups }: Known, where: string): string[] {
  return groups.has(name) ? [] : [`${where}: no group is called "${name}" by then`]
}
