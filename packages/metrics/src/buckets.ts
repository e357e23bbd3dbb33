/**
 * Log-linear buckets for microseconds, as in HdrHistogram: 16 buckets an octave. Below 32 us a
 * bucket is 1 us wide; from there on its width is 1/16 of its octave's start. A bucket's middle is
 * therefore within 1/32 (3.2 %) of every value in it, or within half a microsecond below 16 us.
 */
const SUB_BUCKETS = 16
const SUB_BUCKET_BITS = 4
/** Values from here on, 2^27 us (134 s), count as the largest below. */
const LIMIT_US = 2 ** 27

export const BUCKET_COUNT = (27 - SUB_BUCKET_BITS + 1) * SUB_BUCKETS

/** The bucket of a duration; negative ones and NaN fall into the first. */
export function bucketOf(us: number): number {
  if (us >= LIMIT_US) return BUCKET_COUNT - 1
  if (!(us > 0)) return 0
  const whole = Math.floor(us)
  if (whole < SUB_BUCKETS) return whole
  const shift = 31 - Math.clz32(whole) - SUB_BUCKET_BITS
  return shift * SUB_BUCKETS + (whole >>> shift)
}

/** The smallest duration in a bucket. */
export function bucketLowUs(bucket: number): number {
  if (bucket < SUB_BUCKETS) return bucket
  const shift = Math.floor(bucket / SUB_BUCKETS) - 1
  return (SUB_BUCKETS + (bucket % SUB_BUCKETS)) * 2 ** shift
}

/** Where a bucket ends: the smallest duration in the next. */
export function bucketHighUs(bucket: number): number {
  return bucketLowUs(bucket + 1)
}

export function bucketMidUs(bucket: number): number {
  return (bucketLowUs(bucket) + bucketHighUs(bucket)) / 2
}
