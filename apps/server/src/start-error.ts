import type { Options } from "./options.js"

/** The command cannot start; the message is one line that says what to do. */
export class StartError extends Error {
  constructor(message: string) {
    super(message)
    this.name = "StartError"
  }
}

/** Which option a port came from. */
export type PortOption = "--http-port" | "--frontend-port" | "--backend-port"

/** What a failed bind means for the person who started the command. `code` is the system's. */
export function bindFault(option: PortOption, options: Options, code: string): string {
  const { host } = options
  const port = portOf(option, options)
  switch (code) {
    case "EADDRINUSE":
      return `${option} ${port} is in use on ${host}: end the program that holds it, or choose another port with ${option} (0 takes a free one)`
    case "EADDRNOTAVAIL":
      return `--host ${host} is not an address of this machine: allowed are its own addresses, 0.0.0.0, :: and localhost`
    case "EACCES":
      return `${option} ${port} may not be opened by this user: choose a port from 1024 on`
    default:
      return `${option} ${port} could not be opened on ${host} (${code}): choose another port with ${option}`
  }
}

/** The option whose port an endpoint such as `tcp://127.0.0.1:5559` has. */
export function optionOfEndpoint(endpoint: string, options: Options): PortOption {
  return endpoint.endsWith(`:${options.backendPort}`) ? "--backend-port" : "--frontend-port"
}

function portOf(option: PortOption, options: Options): number {
  switch (option) {
    case "--http-port":
      return options.httpPort
    case "--frontend-port":
      return options.frontendPort
    case "--backend-port":
      return options.backendPort
  }
}
