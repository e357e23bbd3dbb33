import { WORKER_LOOK_COUNT, type WorkerPattern, workerLook } from "../colour.js"

type Context = CanvasRenderingContext2D

type Outline = (context: Context, x: number, y: number) => void

/** Draws any number of dots of one kind in one path: `begin`, `trace` each, `end`. */
export interface Brush {
  readonly colour: string
  readonly isFilled: boolean
  readonly lineWidth: number
  readonly trace: Outline
}

/** Circle, diamond or triangle: three rounds of the colours. */
const OUTLINES: Readonly<Record<WorkerPattern, (radius: number) => Outline>> = {
  solid: circle,
  dashed: (radius) => polygon(radius * 1.4, 4),
  dotted: (radius) => polygon(radius * 1.6, 3),
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

interface MarkLook {
  readonly token: string
  readonly isFilled?: boolean
  readonly parts: (radius: number) => readonly Outline[]
}

/** Marks that belong to no worker: each outcome has a shape of its own. Red is loss alone. */
const MARKS = {
  request: { token: "var(--ink)", isFilled: true, parts: (r) => [circle(r)] },
  lost: { token: "var(--bad)", parts: (r) => [cross(r * 0.95)] },
  // A reply, crossed out.
  undeliverable: { token: "var(--warn)", parts: (r) => [cross(r * 0.75), circle(r * 1.7)] },
  // An hourglass.
  expired: {
    token: "var(--ink2)",
    parts: (r) => [cross(r), line(-r, -r, r, -r), line(-r, r, r, r)],
  },
  // Thrown out: an arrow down from a line.
  shed: {
    token: "var(--warn)",
    parts: (r) => [
      line(-r, -r, r, -r),
      line(0, -r, 0, r),
      line(-r * 0.7, r * 0.3, 0, r),
      line(r * 0.7, r * 0.3, 0, r),
    ],
  },
  // No entry: a square with a bar.
  rejected: {
    token: "var(--warn)",
    parts: (r) => [square(r * 1.1), line(-r * 0.6, 0, r * 0.6, 0)],
  },
  // Back to where it came from.
  requeued: { token: "var(--ink2)", parts: (r) => [line(r, -r, -r, 0), line(-r, 0, r, r)] },
  halo: { token: "var(--accent)", parts: (r) => [circle(r * 2.2)] },
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
      const trace = together(radii.map((part) => OUTLINES[pattern](radius * part)))
      return { colour: colourOf(colour), isFilled, lineWidth: radius * width, trace }
    })
  })
  const marks = Object.values<MarkLook>(MARKS).map(({ token, isFilled = false, parts }): Brush => {
    const trace = together(parts(radius))
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

function together(parts: readonly Outline[]): Outline {
  return (context, x, y) => {
    for (const part of parts) part(context, x, y)
  }
}

function circle(radius: number): Outline {
  return (context, x, y) => {
    context.moveTo(x + radius, y)
    context.arc(x, y, radius, 0, 2 * Math.PI)
  }
}

function polygon(radius: number, corners: number): Outline {
  return (context, x, y) => {
    for (let corner = 0; corner < corners; corner += 1) {
      const angle = -Math.PI / 2 + (corner * 2 * Math.PI) / corners
      context[corner === 0 ? "moveTo" : "lineTo"](
        x + radius * Math.cos(angle),
        y + radius * Math.sin(angle),
      )
    }
    context.closePath()
  }
}

function line(fromX: number, fromY: number, toX: number, toY: number): Outline {
  return (context, x, y) => {
    context.moveTo(x + fromX, y + fromY)
    context.lineTo(x + toX, y + toY)
  }
}

function cross(arm: number): Outline {
  return together([line(-arm, -arm, arm, arm), line(arm, -arm, -arm, arm)])
}

function square(half: number): Outline {
  return (context, x, y) => context.rect(x - half, y - half, 2 * half, 2 * half)
}
