import { type Static, Type } from "typebox"
import { OF_GROUPS_ALONE, WHOLE_FIGURES } from "../scene-words.js"
import { ClientBehaviour, ClientPatch, WorkerBehaviour, WorkerPatch } from "./behaviour.js"
import { closed } from "./common.js"
import { BrokerPatch } from "./settings.js"

// Scenes: data that lead through what a broker does, on a broker of their own (docs/scenes.md).

/** The format that a scene is written in. */
export const SCENE_FORMAT = 1

const NAME = "^[a-z][a-z0-9-]{0,39}$"
const Name = (description: string) => Type.String({ pattern: NAME, description })
const Words = (description: string, maxLength = 400) =>
  Type.String({ minLength: 1, maxLength, description })

export const SceneFigure = Type.Enum([...WHOLE_FIGURES, ...OF_GROUPS_ALONE], {
  description:
    "Times are in milliseconds, busy in percent. Counts (received, returned, lost, requeued, undeliverable, expired, shed, served, sent, answered) are since the scene began; offered, rate, p50, p95, p99, roundTrips, idleWhileQueued and seconds are of the step so far; the rest are as it stands.",
})
export type SceneFigure = Static<typeof SceneFigure>

const Group = Name("A group of peers, as spawned.")

export const SceneCondition = Type.Object(
  {
    figure: SceneFigure,
    of: Type.Optional(Group),
    atLeast: Type.Optional(Type.Number()),
    atMost: Type.Optional(Type.Number()),
  },
  { ...closed, description: "Holds while the figure is within its bounds, both included." },
)
export type SceneCondition = Static<typeof SceneCondition>

const Count = Type.Integer({ minimum: 1, maximum: 100 })

export const SceneAction = Type.Union([
  Type.Object({ set: BrokerPatch }, { ...closed, description: "Changes how the broker deals." }),
  Type.Object(
    { spawnWorkers: Group, count: Count, behaviour: WorkerBehaviour },
    { ...closed, description: "Adds workers to a group." },
  ),
  Type.Object(
    { spawnClients: Group, count: Count, behaviour: ClientBehaviour },
    { ...closed, description: "Adds clients to a group." },
  ),
  Type.Object(
    { changeWorkers: Group, behaviour: WorkerPatch },
    { ...closed, description: "All of a group behave otherwise from here on." },
  ),
  Type.Object(
    { changeClients: Group, behaviour: ClientPatch },
    { ...closed, description: "All of a group behave otherwise from here on." },
  ),
  Type.Object(
    { kill: Group, count: Type.Optional(Count) },
    { ...closed, description: "Ends some of a group, or all, as a crash does." },
  ),
  Type.Object(
    { stop: Group, count: Type.Optional(Count) },
    { ...closed, description: "Lets some of a group, or all, finish what they have, and go." },
  ),
])
export type SceneAction = Static<typeof SceneAction>

export const ScenePlace = Type.Enum([
  "clients",
  "workers",
  "flow",
  "rate",
  "in-flight",
  "waiting",
  "round-trip",
  "lost",
  "accounted",
  "queue-chart",
  "throughput-chart",
  "latency-chart",
  "time-chart",
])
export type ScenePlace = Static<typeof ScenePlace>

export const ScenePoint = Type.Union([
  Type.Object({ at: ScenePlace }, { ...closed, description: "A place on the page." }),
  Type.Object({ group: Group }, { ...closed, description: "The rows of a group of peers." }),
])
export type ScenePoint = Static<typeof ScenePoint>

export const SceneQuestion = Type.Object(
  {
    question: Words("What will happen?"),
    choices: Type.Array(Words("What may happen.", 120), { minItems: 2, maxItems: 4 }),
    answer: Type.Integer({ minimum: 0, description: "Which of them does, from 0." }),
    because: Words("Why."),
  },
  { ...closed, description: "Asked before the step's actions." },
)
export type SceneQuestion = Static<typeof SceneQuestion>

export const SceneStep = Type.Object(
  {
    say: Words(
      "What is said. Figures stand in braces: {waiting}, {backlog of slow}, {before: p99}.",
    ),
    point: Type.Optional(ScenePoint),
    ask: Type.Optional(SceneQuestion),
    do: Type.Optional(Type.Array(SceneAction, { maxItems: 20 })),
    until: Type.Optional(
      Type.Array(SceneCondition, {
        maxItems: 8,
        description: "It goes on when all of these hold at once.",
      }),
    ),
    within: Type.Optional(
      Type.Number({
        minimum: 1,
        maximum: 600,
        description: "Seconds after which it says that they did not come true; 30 when left out.",
      }),
    ),
    measure: Type.Optional(
      Name("Keeps the step's figures under this name, for what is said later."),
    ),
  },
  closed,
)
export type SceneStep = Static<typeof SceneStep>

const FigureRef = Type.Object({ figure: SceneFigure, of: Type.Optional(Group) }, closed)

export const SceneResult = Type.Object(
  {
    say: Words("What came of it, in measured figures."),
    table: Type.Optional(
      Type.Object(
        {
          rows: Type.Array(
            Type.Object(
              { measure: Name("A measure of a step."), label: Words("What it is of.", 60) },
              closed,
            ),
            { minItems: 1, maxItems: 8 },
          ),
          figures: Type.Array(FigureRef, { minItems: 1, maxItems: 5 }),
        },
        closed,
      ),
    ),
  },
  closed,
)
export type SceneResult = Static<typeof SceneResult>

export const Scene = Type.Object(
  {
    $schema: Type.Optional(Type.String({ description: "For editors." })),
    format: Type.Literal(SCENE_FORMAT),
    name: Name("Names it in links: one that is there already is replaced."),
    title: Words("What it is about.", 60),
    summary: Words("What somebody sees who plays it.", 160),
    setup: Type.Array(SceneAction, {
      maxItems: 20,
      description: "Done on its broker, on which nothing else is, before the first step.",
    }),
    steps: Type.Array(SceneStep, { minItems: 1, maxItems: 20 }),
    result: SceneResult,
  },
  { ...closed, title: "A scene of zmqscope" },
)
export type Scene = Static<typeof Scene>
