import { assertUnreachable } from "@zmqscope/protocol"
import { WORKER_LOOK_COUNT, type WorkerPattern, workerLook } from "../colour.js"

/** What a dot of a worker's is: its outline is the worker's, how it is filled says which. */
const FORMS = ["request", "reply", "service"] as const
type Form = (typeof FORMS)[number]

/** Marks that belong to no worker: each outcome has a shape of its own. Red is loss alone. */
const MARKS = [
  "request",
  "lost",
  "undeliverable",
  "expired",
  "shed",
  "rejected",
  "requeued",
  "halo",
] as const
type Mark = (typeof MARKS)[number]

const MARK_BASE = WORKER_LOOK_COUNT * FORMS.length

export function markBrush(mark: Mark): number {
  return MARK_BASE + MARKS.indexOf(mark)
}

export function workerBrush(worker: number, form: Form): number {
  return (worker % WORKER_LOOK_COUNT) * FORMS.length + FORMS.indexOf(form)
}

type Context = CanvasRenderingContext2D

/** Draws any number of dots of one kind in one path: `begin`, `trace` each, `end`. */
export interface Brush {
  readonly colour: string
  readonly isFilled: boolean
  readonly lineWidth: number
  /** Adds one at (x, y) to the path. */
  readonly trace: (context: Context, x: number, y: number) => void
}

/** Every brush for dots of a radius; `colourOf` turns `var(--w1)` into a colour. */
export function makeBrushes(radius: number, colourOf: (token: string) => string): readonly Brush[] {
  const brushes: Brush[] = []
  for (let look = 0; look < WORKER_LOOK_COUNT; look += 1) {
    const { colour, pattern } = workerLook(look)
    for (const form of FORMS) brushes.push(workerDot(radius, colourOf(colour), pattern, form))
  }
  for (const mark of MARKS) brushes.push(markOf(radius, colourOf, mark))
  return brushes
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

function workerDot(radius: number, colour: string, pattern: WorkerPattern, form: Form): Brush {
  const lineWidth = radius * 0.45
  switch (form) {
    case "request":
      return { colour, lineWidth, isFilled: true, trace: outline(pattern, radius) }
    case "reply":
      return { colour, lineWidth, isFilled: false, trace: outline(pattern, radius * 0.86) }
    case "service": {
      // A small dot in a ring: as one path that is stroked, the dot is a ring without a hole.
      const core = outline(pattern, radius * 0.5)
      const ring = outline(pattern, radius * 1.75)
      return {
        colour,
        lineWidth: radius * 0.55,
        isFilled: false,
        trace(context, x, y) {
          core(context, x, y)
          ring(context, x, y)
        },
      }
    }
    default:
      return assertUnreachable(form)
  }
}

/** Circle, diamond or triangle: three rounds of the colours. */
function outline(pattern: WorkerPattern, radius: number): Brush["trace"] {
  switch (pattern) {
    case "solid":
      return (context, x, y) => circle(context, x, y, radius)
    case "dashed":
      return (context, x, y) => polygon(context, x, y, radius * 1.4, 4)
    case "dotted":
      return (context, x, y) => polygon(context, x, y, radius * 1.6, 3)
    default:
      return assertUnreachable(pattern)
  }
}

function circle(context: Context, x: number, y: number, radius: number): void {
  context.moveTo(x + radius, y)
  context.arc(x, y, radius, 0, 2 * Math.PI)
}

function polygon(context: Context, x: number, y: number, radius: number, corners: number): void {
  for (let corner = 0; corner < corners; corner += 1) {
    const angle = -Math.PI / 2 + (corner * 2 * Math.PI) / corners
    const cornerX = x + radius * Math.cos(angle)
    const cornerY = y + radius * Math.sin(angle)
    if (corner === 0) context.moveTo(cornerX, cornerY)
    else context.lineTo(cornerX, cornerY)
  }
  context.closePath()
}

function markOf(radius: number, colourOf: (token: string) => string, mark: Mark): Brush {
  const lineWidth = radius * 0.5
  switch (mark) {
    case "request":
      return {
        colour: colourOf("var(--ink)"),
        lineWidth,
        isFilled: true,
        trace: (context, x, y) => circle(context, x, y, radius),
      }
    case "lost":
      return {
        colour: colourOf("var(--bad)"),
        lineWidth,
        isFilled: false,
        trace: (context, x, y) => cross(context, x, y, radius * 0.95),
      }
    case "undeliverable":
      // A reply, crossed out.
      return {
        colour: colourOf("var(--warn)"),
        lineWidth,
        isFilled: false,
        trace(context, x, y) {
          cross(context, x, y, radius * 0.75)
          circle(context, x, y, radius * 1.7)
        },
      }
    case "expired":
      // An hourglass.
      return {
        colour: colourOf("var(--ink2)"),
        lineWidth,
        isFilled: false,
        trace(context, x, y) {
          cross(context, x, y, radius)
          line(context, x - radius, y - radius, 2 * radius, 0)
          line(context, x - radius, y + radius, 2 * radius, 0)
        },
      }
    case "shed":
      // Thrown out: an arrow down from a line.
      return {
        colour: colourOf("var(--warn)"),
        lineWidth,
        isFilled: false,
        trace(context, x, y) {
          line(context, x - radius, y - radius, 2 * radius, 0)
          line(context, x, y - radius, 0, 2 * radius)
          line(context, x - radius * 0.7, y + radius * 0.3, radius * 0.7, radius * 0.7)
          line(context, x + radius * 0.7, y + radius * 0.3, -radius * 0.7, radius * 0.7)
        },
      }
    case "rejected":
      // No entry: a square with a bar.
      return {
        colour: colourOf("var(--warn)"),
        lineWidth,
        isFilled: false,
        trace(context, x, y) {
          context.rect(x - radius * 1.1, y - radius * 1.1, 2.2 * radius, 2.2 * radius)
          line(context, x - radius * 0.6, y, 1.2 * radius, 0)
        },
      }
    case "requeued":
      // Back to where it came from.
      return {
        colour: colourOf("var(--ink2)"),
        lineWidth,
        isFilled: false,
        trace(context, x, y) {
          line(context, x + radius, y - radius, -2 * radius, radius)
          line(context, x - radius, y, 2 * radius, radius)
        },
      }
    case "halo":
      return {
        colour: colourOf("var(--accent)"),
        lineWidth,
        isFilled: false,
        trace: (context, x, y) => circle(context, x, y, radius * 2.2),
      }
    default:
      return assertUnreachable(mark)
  }
}

function line(context: Context, x: number, y: number, alongX: number, alongY: number): void {
  context.moveTo(x, y)
  context.lineTo(x + alongX, y + alongY)
}

function cross(context: Context, x: number, y: number, arm: number): void {
  line(context, x - arm, y - arm, 2 * arm, 2 * arm)
  line(context, x + arm, y - arm, -2 * arm, 2 * arm)
}
