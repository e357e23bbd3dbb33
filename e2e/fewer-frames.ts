/** Milliseconds between what is drawn and the next frame that is asked for. */
export const PAUSE_MS = 100

/**
 * Runs in the page, before anything of its own: its animation frames come some 9 times a second. Drawing
 * without a GPU is a third of what a page costs that waits to be looked at.
 */
export function drawFewerFrames(pauseMs: number): void {
  const request = window.requestAnimationFrame.bind(window)
  const cancel = window.cancelAnimationFrame.bind(window)
  const frames = new Map<number, number>()
  window.requestAnimationFrame = (task) => {
    const id = window.setTimeout(() => {
      const run = (nowMs: number) => {
        frames.delete(id)
        task(nowMs)
      }
      frames.set(id, request(run))
    }, pauseMs)
    return id
  }
  window.cancelAnimationFrame = (id) => {
    window.clearTimeout(id)
    const frame = frames.get(id)
    if (frame !== undefined) cancel(frame)
    frames.delete(id)
  }
}
