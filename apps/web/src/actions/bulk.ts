/** How many requests of one bulk action are under way at once. */
const AT_ONCE = 6

export interface BulkOutcome {
  readonly done: number
  /** The first thing that went wrong, or null. */
  readonly failure: Error | null
  readonly failed: number
}

/** Does `act` for every name, a few at a time, and tells after each how many are through. */
export async function runBulk(
  names: readonly string[],
  act: (name: string) => Promise<unknown>,
  onProgress: (through: number) => void,
): Promise<BulkOutcome> {
  const queue = [...names]
  let done = 0
  let failed = 0
  let failure: Error | null = null
  const work = async () => {
    for (let name = queue.shift(); name !== undefined; name = queue.shift()) {
      try {
        await act(name)
        done += 1
      } catch (error) {
        failed += 1
        failure ??= error instanceof Error ? error : new Error(String(error))
      }
      onProgress(done + failed)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
  return { done, failure, failed }
}
