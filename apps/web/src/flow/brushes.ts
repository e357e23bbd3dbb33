import { WORKER_LOOK_COUNT, type WorkerPattern, workerLook } from "../colour.js"

type Context = CanvasRenderingContext2D

/** Draws any number of dots of one kind in one path: `begin`, `trace` each, `end`. */
export interface Brush {
  readonly colour: string
  readonly isFilled: boolean
  readonly lineWidth: number
  readonly trace: (context: Context, x: number, y: number) => void
}

/** Of a dot of radius 1: circles by their radii, and lines from corner to corner, `x,y x,y`. */
interface Outline {
  readonly circles?: readonly number[]
  readonly lines?: readonly string[]
}

/** Circle, diamond or triangle: three rounds of the colours. */
const OUTLINES: Readonly<Record<WorkerPattern, Outline>> = {
  solid: { circles: [1] },
  dashed: { lines: ["0,-1.4 1.4,0 0,1.4 -1.4,0 0,-1.4"] },
  dotted: { lines: ["0,-1.6 1.386,0.8 -1.386,0.8 0,-1.6"] },
}

/** What a dot of a worker's is: its outline is the worker's, how it is filled says which. */
const FORMS = {
  request: { isFilled: true, line: 0.45, radii: [1] },
  reply: { isFilled: false, line: 0.45, radii: [0.86] },
  // A small dot in a ring: as one path that is stroked, the dot is a ring without a hole.
  service: { isFilled: false, line: 0.55, radii: [0.5, 1.75] },
} as const
type Form = keyof typeof FORMS
const FORM_NAMES: readonly Form[] = ["request", "reply", "service"]

interface MarkLook extends Outline {
  readonly token: string
  readonly isFilled?: boolean
}

/** Marks that belong to no worker: each outcome has a shape of its own. Red is loss alone. */
const MARKS = {
  request: { token: "var(--ink)", isFilled: true, circles: [1] },
  lost: { token: "var(--bad)", lines: ["-.95,-.95 .95,.95", ".95,-.95 -.95,.95"] },
  // A reply, crossed out.
  undeliverable: {
    token: "var(--warn)",
    lines: ["-.75,-.75 .75,.75", ".75,-.75 -.75,.75"],
    circles: [1.7],
  },
  // An hourglass.
  expired: { token: "var(--ink2)", lines: ["-1,-1 1,1", "1,-1 -1,1", "-1,-1 1,-1", "-1,1 1,1"] },
  // Thrown out: an arrow down from a line.
  shed: { token: "var(--warn)", lines: ["-1,-1 1,-1", "0,-1 0,1", "-.7,.3 0,1 .7,.3"] },
  // No entry: a square with a bar.
  rejected: {
    token: "var(--warn)",
    lines: ["-1.1,-1.1 1.1,-1.1 1.1,1.1 -1.1,1.1 -1.1,-1.1", "-.6,0 .6,0"],
  },
  // Back to where it came from.
  requeued: { token: "var(--ink2)", lines: ["1,-1 -1,0 1,1"] },
  halo: { token: "var(--accent)", circles: [2.2] },
} satisfies Record<string, MarkLook>
type Mark = keyof typeof MARKS
const MARK_NAMES = Object.keys(MARKS)

export function markBrush(mark: Mark): number {
  return WORKER_LOOK_COUNT * FORM_NAMES.length + MARK_NAMES.indexOf(mark)
}

export function workerBrush(worker: number, form: Form): number {
  return (worker % WORKER_LOOK_COUNT) * FORM_NAMES.length + FORM_NAMES.indexOf(form)
}

/** Every brush for dots of a radius; `colourOf` turns `var(--w1)` into a colour. */
export function makeBrushes(radius: number, colourOf: (token: string) => string): readonly Brush[] {
  const ofWorkers = Array.from({ length: WORKER_LOOK_COUNT }, (_, look) => {
    const { colour, pattern } = workerLook(look)
    return FORM_NAMES.map((name): Brush => {
      const { isFilled, line: width, radii } = FORMS[name]
      const traces = radii.map((part) => tracer(OUTLINES[pattern], radius * part))
      const trace: Brush["trace"] = (...at) => {
        for (const part of traces) part(...at)
      }
      return { colour: colourOf(colour), isFilled, lineWidth: radius * width, trace }
    })
  })
  const marks = Object.values<MarkLook>(MARKS).map(({ token, isFilled = false, ...outline }) => {
    const trace = tracer(outline, radius)
    return { colour: colourOf(token), isFilled, lineWidth: radius * 0.5, trace }
  })
  return [...ofWorkers.flat(), ...marks]
}

export function begin(context: Context, brush: Brush): void {
  context.fillStyle = brush.colour
  context.strokeStyle = brush.colour
  context.lineWidth = brush.lineWidth
  context.beginPath()
}

export function end(context: Context, brush: Brush): void {
  if (brush.isFilled) context.fill()
  else context.stroke()
}

/** What ends where it began is closed, so that its corner is one. */
function tracer({ circles = [], lines = [] }: Outline, radius: number): Brush["trace"] {
  const corners = lines.map((line) =>
    line.split(" ").map((corner) => corner.split(",").map((part) => Number(part) * radius)),
  )
  return (context, x, y) => {
    for (const circle of circles) {
      context.moveTo(x + circle * radius, y)
      context.arc(x, y, circle * radius, 0, 2 * Math.PI)
    }
    for (const line of corners) {
      line.forEach(([dx = 0, dy = 0], at) => {
        const isBack =
          at > 1 && at === line.length - 1 && dx === line[0]?.[0] && dy === line[0]?.[1]
        if (isBack) context.closePath()
        else context[at === 0 ? "moveTo" : "lineTo"](x + dx, y + dy)
      })
    }
  }
}
