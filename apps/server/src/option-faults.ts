import type { Address } from "@zmqscope/broker"
import { endpoint, isThisMachine } from "./addresses.js"
import type { BrokerChoice, Options } from "./options.js"

export const TARGET_OPTIONS = ["attach-frontend", "attach-backend"] as const

/** As an option of `attach`, the shorter form, or of a broker among others. */
export function targetOption(option: (typeof TARGET_OPTIONS)[number], isAttach: boolean): string {
  return isAttach ? `--${option.slice("attach-".length)}` : `--${option}`
}

/** Whose an option is, as words that follow it; empty where there is one broker only. */
export function ofBroker(name: string, brokerCount: number): string {
  return brokerCount > 1 ? ` of "${name}"` : ""
}

/** A port that zmqscope is to listen on. */
export interface ListeningPort {
  readonly option: "--http-port" | "--frontend-port" | "--backend-port"
  readonly port: number
  /** Whose it is, as words that follow the option; empty for the server's, or where there is one broker only. */
  readonly of: string
}

/** The dashboard's. */
export function httpPortOf({ httpPort }: Options): ListeningPort {
  return { option: "--http-port", port: httpPort, of: "" }
}

/** A broker's, for clients and for workers. */
export function brokerPortsOf(
  { name, frontendPort, backendPort }: BrokerChoice,
  { brokers }: Options,
): { readonly frontend: ListeningPort; readonly backend: ListeningPort } {
  const of = ofBroker(name, brokers.length)
  return {
    frontend: { option: "--frontend-port", port: frontendPort, of },
    backend: { option: "--backend-port", port: backendPort, of },
  }
}

/** What makes no sense together, a line each. */
export function optionFaults(options: Options, isAttach: boolean): readonly string[] {
  const ports = options.brokers.flatMap((broker) => Object.values(brokerPortsOf(broker, options)))
  const clashes = samePortFaults([httpPortOf(options), ...ports])
  if (clashes.length > 0) return clashes
  const toItself = options.brokers.flatMap((broker) => selfFaults(broker, options, isAttach))
  return toItself.length > 0 ? toItself : circleFaults(options)
}

function samePortFaults(ports: readonly ListeningPort[]): string[] {
  return ports.flatMap(({ option, port, of }, at) => {
    const twin = ports.slice(0, at).find((other) => other.port === port && port !== 0)
    if (twin === undefined) return []
    return [
      `${option} ${port}${of} is also ${twin.option}${twin.of}: allowed are ports that differ, or 0`,
    ]
  })
}

/** A broker to attach to is neither the page nor the one that is attached. */
function selfFaults(broker: BrokerChoice, options: Options, isAttach: boolean): string[] {
  const { name, target } = broker
  if (target === undefined) return []
  const own = [broker.frontendPort, broker.backendPort, options.httpPort]
  const sides = [
    ["attach-frontend", target.frontend],
    ["attach-backend", target.backend],
  ] as const
  return sides.flatMap(([option, address]) => {
    if (!leadsTo(address, own, options.host)) return []
    const named = `${targetOption(option, isAttach)} ${endpoint(address)}${ofBroker(name, options.brokers.length)}`
    return [
      `${named} is where zmqscope itself would listen: if the broker is there, move zmqscope with --frontend-port, --backend-port or --http-port (0 takes a free port), else give the broker's own`,
    ]
  })
}

/** Brokers of this server that watch each other: what reaches one of them would never leave. */
function circleFaults({ host, brokers }: Options): string[] {
  const watched = new Map(
    brokers.map(({ name, target }): [string, string | undefined] => {
      const addresses = target === undefined ? [] : [target.frontend, target.backend]
      const next = brokers.find(({ frontendPort, backendPort }) =>
        addresses.some((address) => leadsTo(address, [frontendPort, backendPort], host)),
      )
      return [name, next?.name]
    }),
  )
  const told = new Set<string>()
  return brokers.flatMap(({ name }) => {
    const circle = [name]
    let next = watched.get(name)
    while (next !== undefined && !circle.includes(next)) {
      circle.push(next)
      next = watched.get(next)
    }
    if (next !== name || told.has(name)) return []
    for (const one of circle) told.add(one)
    const way = [...circle, name].map((one) => `"${one}"`).join(", which watches ")
    return [
      `${way.replace(", which", "")}: in a circle nothing reaches a broker, so give one of them the ports of the broker itself`,
    ]
  })
}

function leadsTo({ host, port }: Address, ports: readonly number[], ownHost: string): boolean {
  return ports.includes(port) && isThisMachine(host, ownHost)
}
