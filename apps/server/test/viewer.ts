import { StreamCheck } from "@zmqscope/metrics"
import {
  BINARY_SUBPROTOCOL,
  decodeBatch,
  type RecordBatch,
  type StreamMessage,
} from "@zmqscope/protocol"
import { decodeStreamMessage } from "@zmqscope/protocol/schemas"
import { eventually } from "@zmqscope/testkit"
import { WebSocket } from "ws"

type Frame = StreamMessage | ({ readonly type: "records" } & RecordBatch)

/** A viewer of the stream that keeps everything it got, decoded; disposing closes it. */
export interface TestViewer extends Disposable {
  readonly socket: WebSocket
  readonly frames: readonly Frame[]
  /** Waits for a frame of a type that passes `matches`, from place `from` on. */
  find<T extends Frame["type"]>(
    type: T,
    matches?: (frame: Extract<Frame, { type: T }>) => boolean,
    from?: number,
  ): Promise<Extract<Frame, { type: T }>>
}

/** @param broker whose stream; without a name the first one's */
export function view(
  url: string,
  headers: Readonly<Record<string, string>> = {},
  broker?: string,
): TestViewer {
  const path = broker === undefined ? "/api/tap" : `/api/brokers/${broker}/tap`
  const tap = `${url.replace("http", "ws")}${path}`
  const socket = new WebSocket(tap, BINARY_SUBPROTOCOL, { headers })
  const frames: Frame[] = []
  const faults: string[] = []
  socket.on("error", (error) => faults.push(error.message))
  socket.on("close", (code, reason) => faults.push(`closed with ${code} ${String(reason)}`))
  socket.on("message", (data: Buffer, isBinary) => {
    if (isBinary) {
      const batch = decodeBatch(data)
      if (batch.ok) frames.push({ type: "records", ...batch.value })
      else faults.push(batch.reason)
      return
    }
    const message = decodeStreamMessage(data.toString())
    if (message.ok) frames.push(message.value)
    else faults.push(message.reason)
  })
  return {
    socket,
    frames,
    find: async (type, matches = () => true, from = 0) =>
      eventually(() => {
        if (faults.length > 0) throw new Error(faults.join("; "))
        return frames
          .slice(from)
          .find(
            (frame): frame is Extract<Frame, { type: typeof type }> =>
              isOf(frame, type) && matches(frame),
          )
      }, `a ${type} frame`),
    [Symbol.dispose]: () => socket.terminate(),
  }
}

/** Checks all that a viewer got, until so much of it has come. */
export async function checkedUntil(
  { frames }: TestViewer,
  isEnough: (check: StreamCheck) => boolean,
): Promise<StreamCheck> {
  const check = new StreamCheck()
  let place = 0
  await eventually(() => {
    for (const frame of frames.slice(place)) {
      if (frame.type === "records") check.batch(frame)
      else check.message(frame)
    }
    place = frames.length
    return isEnough(check)
  }, "enough of the stream")
  return check
}

function isOf<T extends Frame["type"]>(
  frame: Frame,
  type: T,
): frame is Extract<Frame, { type: T }> {
  return frame.type === type
}
