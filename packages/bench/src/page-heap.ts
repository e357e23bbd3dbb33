import type { CDPSession, Page } from "@playwright/test"

/** What a page holds on to after its garbage was collected, bytes. */
export interface HeapReading {
  /** Of JavaScript's own objects. */
  readonly objects: number
  /** Of array buffers and of strings outside the heap. */
  readonly buffers: number
  /** Of what the browser keeps for it: elements, listeners, contexts. */
  readonly elements: number
}

export class PageHeap {
  readonly #session: CDPSession

  static async of(page: Page): Promise<PageHeap> {
    return new PageHeap(await page.context().newCDPSession(page))
  }

  private constructor(session: CDPSession) {
    this.#session = session
  }

  async read(): Promise<HeapReading> {
    await this.#session.send("HeapProfiler.collectGarbage")
    const usage = await this.#session.send("Runtime.getHeapUsage")
    return {
      objects: usage.usedSize,
      buffers: usage.backingStorageSize,
      elements: usage.embedderHeapUsedSize,
    }
  }
}

export function heapTotal({ objects, buffers, elements }: HeapReading): number {
  return objects + buffers + elements
}
