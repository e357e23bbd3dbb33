import type { Announced } from "@zmqscope/zmtp"
import { workerName } from "../worker-name.js"

/** Empty for one that announces none. */
export function socketTypeOf({ properties }: Announced): string {
  return properties.get("socket-type")?.toString("latin1") ?? ""
}

/** What a worker is called: by `X-Name`, by its routing id where it announces one, or by its port. */
export function identityOf(peer: Announced, address: string) {
  const { properties } = peer
  const socketType = socketTypeOf(peer)
  const named = properties.get("x-name") ?? properties.get("identity")
  return { name: workerName(named, socketType, address), socketType, address }
}
