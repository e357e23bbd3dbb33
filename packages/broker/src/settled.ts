const POLL_MS = 5

/** Waits until something holds, or the deadline has passed; answers whether it holds. */
export async function settled(holds: () => boolean, deadlineMs: number): Promise<boolean> {
  const deadline = performance.now() + deadlineMs
  while (!holds()) {
    if (performance.now() >= deadline) return false
    await new Promise((resolve) => setTimeout(resolve, POLL_MS))
  }
  return true
}
