import type { TSchema } from "typebox"
import { Compile } from "typebox/compile"
import { Check } from "typebox/schema"
import { type Decoded, decoded, refused } from "../result.js"
import {
  BrokerHello,
  type BrokerMessage,
  Checkpoint,
  ClientEvent,
  EventsMessage,
  Gap,
  Hello,
  Known,
  MarkerMessage,
  NoticeMessage,
  SnapshotMessage,
  type StreamMessage,
  TrialsMessage,
  WorkerEvent,
} from "./messages.js"

/** A check of each type of message, by its schema. */
type Checks<Type extends string> = { readonly [T in Type]: (candidate: unknown) => boolean }

const STREAM_CHECKS: Checks<StreamMessage["type"]> = {
  hello: (candidate) => Check(Hello, candidate),
  client: (candidate) => Check(ClientEvent, candidate),
  worker: (candidate) => Check(WorkerEvent, candidate),
  checkpoint: (candidate) => Check(Checkpoint, candidate),
  gap: (candidate) => Check(Gap, candidate),
  snapshot: (candidate) => Check(SnapshotMessage, candidate),
  marker: (candidate) => Check(MarkerMessage, candidate),
  notice: (candidate) => Check(NoticeMessage, candidate),
  events: (candidate) => Check(EventsMessage, candidate),
  trials: (candidate) => Check(TrialsMessage, candidate),
}

let brokerChecks: Checks<BrokerMessage["type"]> | undefined

/**
 * A text frame of the pipe. Never throws. Its schemas are compiled, which no page may do: the
 * checkpoint of thousands of peers comes once a second.
 */
export function decodeBrokerMessage(text: string): Decoded<BrokerMessage> {
  brokerChecks ??= {
    broker: compiled(BrokerHello),
    client: compiled(ClientEvent),
    worker: compiled(WorkerEvent),
    checkpoint: compiled(Checkpoint),
    known: compiled(Known),
    gap: compiled(Gap),
    notice: compiled(NoticeMessage),
  }
  return decodeMessage<BrokerMessage>(brokerChecks, text)
}

function compiled(schema: TSchema): (candidate: unknown) => boolean {
  const validator = Compile(schema)
  return (candidate) => validator.Check(candidate)
}

/** A text frame of the stream. Never throws. */
export function decodeStreamMessage(text: string): Decoded<StreamMessage> {
  return decodeMessage<StreamMessage>(STREAM_CHECKS, text)
}

/**
 * The same for one connection of a page, which may compile no schema: without that, to check the
 * snapshots of hundreds of peers took a tenth of all that the page does. What a server of another
 * version sends shows at its first snapshot; those after it are of the same server.
 */
export function streamDecoder(): (text: string) => Decoded<StreamMessage> {
  let checks: Checks<StreamMessage["type"]> = STREAM_CHECKS
  return (text) => {
    const message = decodeMessage<StreamMessage>(checks, text)
    if (message.ok && message.value.type === "snapshot") {
      checks = { ...STREAM_CHECKS, snapshot: () => true }
    }
    return message
  }
}

function decodeMessage<M extends { type: string }>(
  checks: Checks<M["type"]>,
  text: string,
): Decoded<M> {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return refused("a message must be JSON")
  }
  if (!isTyped(value) || !Object.hasOwn(checks, value.type)) {
    return refused(`a message's type must be one of ${Object.keys(checks).join(", ")}`)
  }
  const isMessage = (candidate: unknown): candidate is M =>
    checks[value.type as M["type"]](candidate)
  return isMessage(value) ? decoded(value) : refused(`this is no ${value.type} message`)
}

function isTyped(value: unknown): value is { type: string } {
  return (
    typeof value === "object" && value !== null && "type" in value && typeof value.type === "string"
  )
}
