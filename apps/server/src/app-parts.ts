import type { IncomingMessage, ServerResponse } from "node:http"
import type { TypeBoxTypeProvider } from "@fastify/type-provider-typebox"
import type { Scene } from "@zmqscope/protocol"
import type { FastifyBaseLogger, FastifyInstance, RawServerDefault } from "fastify"
import type { Races } from "./races/races.js"
import type { Scopes } from "./scopes.js"
import type { AccessPolicy } from "./security.js"
import type { Stages } from "./stages.js"

/** What the app is built from. */
export interface AppParts {
  readonly scopes: Scopes
  readonly scenes: readonly Scene[]
  readonly stages: Stages
  readonly races: Races
  readonly policy: AccessPolicy
  readonly version: string
  /** Where the built page lies. */
  readonly pageDirectory: string
  readonly log: FastifyBaseLogger
}

/** Fastify with types from the routes' schemas. */
export type App = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  TypeBoxTypeProvider
>
