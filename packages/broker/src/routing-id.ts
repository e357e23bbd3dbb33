/** A routing id as people read it: its text when it is printable, `0x` and its bytes otherwise. */
export function routingIdName(routingId: Buffer): string {
  const text = routingId.toString("utf8")
  const isPrintable = /^[\p{L}\p{N}\p{P}\p{S} ]+$/u.test(text) && !text.includes("\ufffd")
  return isPrintable ? text : `0x${routingId.toString("hex")}`
}
