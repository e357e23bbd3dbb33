import { BUCKET_COUNT, bucketMidUs, bucketOf } from "./buckets.js"

/**
 * Counts of durations by bucket. Whatever it answers in microseconds is made of the buckets'
 * middles, so it is within 1/32 of the truth (see buckets.ts).
 */
export class Histogram {
  readonly #counts = new Uint32Array(BUCKET_COUNT)
  #count = 0

  get count(): number {
    return this.#count
  }

  record(us: number): void {
    this.#put(bucketOf(us), 1)
  }

  /** A duration of which the bucket is known. */
  recordIn(bucket: number): void {
    this.#put(bucket, 1)
  }

  /** Takes back what was recorded in another, too. */
  subtract(other: Histogram): void {
    other.#counts.forEach((count, bucket) => {
      if (count > 0) this.#put(bucket, -count)
    })
  }

  /** Adds bucket and count in turn, as `toSparse` gives them; buckets that do not exist are skipped. */
  addSparse(sparse: readonly number[]): void {
    for (let index = 0; index + 1 < sparse.length; index += 2) {
      const bucket = sparse[index] ?? -1
      if (bucket >= 0 && bucket < BUCKET_COUNT) this.#put(bucket, sparse[index + 1] ?? 0)
    }
  }

  /** Bucket and count in turn, of the buckets that hold something, ascending. */
  toSparse(): number[] {
    const sparse: number[] = []
    if (this.#count === 0) return sparse
    this.#counts.forEach((count, bucket) => {
      if (count > 0) sparse.push(bucket, count)
    })
    return sparse
  }

  /**
   * The duration that a share of all do not pass, `share` from 0 to 1, in microseconds: the
   * nearest-rank percentile. Null without a duration.
   */
  percentile(share: number): number | null {
    if (this.#count === 0) return null
    const rank = Math.min(this.#count, Math.max(1, Math.ceil(share * this.#count)))
    let seen = 0
    const bucket = this.#counts.findIndex((count) => {
      seen += count
      return seen >= rank
    })
    return bucketMidUs(bucket)
  }

  clear(): void {
    this.#counts.fill(0)
    this.#count = 0
  }

  #put(bucket: number, count: number): void {
    this.#counts[bucket] = (this.#counts[bucket] ?? 0) + count
    this.#count += count
  }
}
