import { CallError } from "@zmqscope/protocol"

/** How long a child may take to answer, milliseconds: longer than anything it does on purpose. */
export const ANSWER_MS = 8_000

/** Gives the answer, or rejects with CallError `timeout` when it does not come in time. */
export async function withDeadline<T>(answer: Promise<T>, ms: number, who: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_resolve, reject) => {
    const seconds = ms / 1000
    const message = `The ${who} did not answer within ${seconds} s, so whether it was done is not known: it hangs, or has too much to do. See GET /api/status, and try again.`
    timer = setTimeout(() => reject(new CallError("timeout", message)), ms)
  })
  try {
    return await Promise.race([answer, late])
  } finally {
    clearTimeout(timer)
  }
}
