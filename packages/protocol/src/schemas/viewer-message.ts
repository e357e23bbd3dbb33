import { type Static, Type } from "typebox"
import { Check } from "typebox/schema"
import { type Decoded, decoded, refused } from "../result.js"

/** What a viewer need not be told of. */
const Telling = Type.Enum(["clients", "workers", "checkpoints"])
export type Telling = Static<typeof Telling>

/**
 * All that a viewer may say: what it shows. From then on its snapshots tell of these lists what
 * changed, and it gets neither the others, where they are long, nor checkpoints unless it names them.
 */
export const ViewerMessage = Type.Object(
  { type: Type.Literal("show"), show: Type.Array(Telling) },
  { additionalProperties: false },
)
export type ViewerMessage = Static<typeof ViewerMessage>

/** Never throws. */
export function decodeViewerMessage(text: string): Decoded<ViewerMessage> {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return refused("a message must be JSON")
  }
  return isViewerMessage(value) ? decoded(value) : refused("this is no message of a viewer")
}

function isViewerMessage(value: unknown): value is ViewerMessage {
  return Check(ViewerMessage, value)
}
