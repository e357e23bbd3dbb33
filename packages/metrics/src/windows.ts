/** Rates are over the last second. In steps of 100 ms. */
export const RATE_STEPS = 10
/** Means, shares and percentiles of "the last seconds" are over the last 10 s. */
export const RECENT_STEPS = 100
