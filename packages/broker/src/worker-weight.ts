const LARGEST_WEIGHT = 1000

/**
 * What a worker announces as `X-Weight`, its share of the requests where they are dealt by weight: a
 * number above 0, such as `3` or `0.5`. None for whatever is no such number.
 */
export function workerWeight(announced: Buffer | undefined): { readonly weight?: number } {
  if (announced === undefined || !/^\d{1,4}(\.\d{1,3})?$/.test(announced.toString("latin1")))
    return {}
  const weight = Number(announced.toString("latin1"))
  return weight > 0 && weight <= LARGEST_WEIGHT ? { weight } : {}
}
