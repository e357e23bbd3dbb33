import { peerName } from "@zmqscope/protocol"

/** What a worker is called: what it announces as `X-Name`, or its socket type and remote port. */
export function workerName(
  announced: Buffer | undefined,
  socketType: string,
  address: string,
): string {
  if (announced !== undefined && announced.length > 0) return peerName(announced)
  return `${socketType.toLowerCase()}-${address.slice(address.lastIndexOf(":") + 1)}`
}
