/** What the page tells: for each way of being on the screen, the age of each record by then. */
export interface PageSample {
  /** Milliseconds from the record's own time to the paint after it was applied. */
  readonly appliedMs: readonly number[]
  /** Milliseconds to the paint after the tap's list had its envelope, or a later one, on top. */
  readonly listedMs: readonly number[]
  readonly frames: number
  readonly seconds: number
}

declare global {
  interface Window {
    /** Starts afresh. */
    startProbe(): void
    readProbe(): PageSample
  }
}

/**
 * Runs in the page, before anything of its own: listens to the stream beside the page, and watches
 * what the page says it shows. It needs nothing of the page but what its tests rely on: the sequence
 * number on `<html>` and the numbers of the tap's rows. It is sent as source, so it may use nothing
 * from outside.
 *
 * Layout of batches: packages/protocol, record.ts and batch.ts.
 */
export function installProbe(): void {
  const HEADER_BYTES = 16
  const RECORD_BYTES = 32
  const KIND_OFFSET = 28
  const RECEIVED = 0
  interface Arrived {
    readonly atMs: number
    readonly place: number
  }
  let epochMs = 0
  let unapplied: Arrived[] = []
  let unlisted: Arrived[] = []
  let appliedMs: number[] = []
  let listedMs: number[] = []
  let frames = 0
  let startedMs = performance.now()

  class WatchedSocket extends WebSocket {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols)
      this.addEventListener("message", ({ data }: MessageEvent<unknown>) => {
        if (data instanceof ArrayBuffer) takeBatch(new DataView(data))
        else if (typeof data === "string") takeMessage(data)
      })
    }
  }
  window.WebSocket = WatchedSocket

  function takeMessage(text: string): void {
    if (!text.startsWith('{"type":"hello"')) return
    const hello: { epochUnixUs: number } = JSON.parse(text)
    epochMs = hello.epochUnixUs / 1000
  }

  function takeBatch(view: DataView): void {
    const first = view.getFloat64(8, true)
    for (let index = 0; index < view.getUint32(4, true); index += 1) {
      const offset = HEADER_BYTES + index * RECORD_BYTES
      const atMs = epochMs + view.getFloat64(offset, true) / 1000
      unapplied.push({ atMs, place: first + index })
      if (view.getUint8(offset + KIND_OFFSET) === RECEIVED) {
        unlisted.push({ atMs, place: view.getFloat64(offset + 8, true) })
      }
    }
  }

  // A message that is posted in a frame's callback is handled once that frame is painted, whether
  // the page's own callback came before this one or after it.
  const painted = new MessageChannel()
  painted.port1.start()
  painted.port1.addEventListener("message", () => {
    const nowMs = performance.timeOrigin + performance.now()
    const sequence = Number(document.documentElement.dataset["appliedSeq"] ?? 0)
    const row = document.querySelector<HTMLElement>('[data-testid="tap-row"]')
    const newest = Number(row?.dataset["number"] ?? 0)
    for (const { atMs, place } of unapplied) if (place < sequence) appliedMs.push(nowMs - atMs)
    for (const { atMs, place } of unlisted) if (place <= newest) listedMs.push(nowMs - atMs)
    unapplied = unapplied.filter(({ place }) => place >= sequence)
    unlisted = unlisted.filter(({ place }) => place > newest)
  })

  function look(): void {
    requestAnimationFrame(look)
    frames += 1
    painted.port2.postMessage(null)
  }
  requestAnimationFrame(look)

  window.startProbe = () => {
    appliedMs = []
    listedMs = []
    frames = 0
    startedMs = performance.now()
  }
  window.readProbe = () => ({
    appliedMs,
    listedMs,
    frames,
    seconds: (performance.now() - startedMs) / 1000,
  })
}
