import type { IncomingMessage, ServerResponse } from "node:http"
import type { TypeBoxTypeProvider } from "@fastify/type-provider-typebox"
import type { FastifyBaseLogger, FastifyInstance, RawServerDefault } from "fastify"
import type { BrokerLink } from "./broker-link.js"
import type { Scope } from "./scope.js"
import type { AccessPolicy } from "./security.js"
import type { SimulatorLink } from "./simulator-link.js"

/** What the app is built from. */
export interface AppParts {
  readonly scope: Scope
  readonly broker: BrokerLink
  readonly simulator: SimulatorLink
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
