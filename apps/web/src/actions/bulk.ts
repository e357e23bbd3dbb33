const AT_ONCE = 6

export interface BulkOutcome {
  /** Names for which there was something to do, and it was done. */
  readonly done: number
  readonly failure: Error | null
  readonly failed: number
}

/**
 * Does `act` for every name, a few at a time, and tells after each how many are through.
 * @param act resolves with whether there was anything to do
 */
export async function runBulk(
  names: readonly string[],
  act: (name: string) => Promise<boolean>,
  onProgress: (through: number) => void,
): Promise<BulkOutcome> {
  const queue = [...names]
  let done = 0
  let through = 0
  let failed = 0
  let failure: Error | null = null
  const work = async () => {
    for (let name = queue.shift(); name !== undefined; name = queue.shift()) {
      try {
        if (await act(name)) done += 1
      } catch (error) {
        failed += 1
        failure ??= error instanceof Error ? error : new Error(String(error))
      }
      through += 1
      onProgress(through)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
  return { done, failure, failed }
}
