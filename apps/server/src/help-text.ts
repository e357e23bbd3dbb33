import { environmentName, NAMES, type OptionName, type OptionSpec, SPECS } from "./option-specs.js"

/** What `--help` prints. */
export function helpText(): string {
  return [
    "zmqscope: a ZeroMQ ROUTER/DEALER broker that you can watch",
    "",
    "zmqscope [OPTION]...                     brings a broker",
    "zmqscope attach --frontend tcp://HOST:PORT --backend tcp://HOST:PORT [OPTION]...",
    "                                         watches a broker that runs already",
    "zmqscope [OPTION]... --broker NAME [OPTION]... --broker NAME [OPTION]...",
    "                                         brings or watches several: each has what follows its name,",
    "                                         and what stands before the first holds for all",
    "",
    "Options, each with its default and its environment variable:",
    ...NAMES.map(described),
    `  ${"--broker <name>".padEnd(28)} one of several brokers: what follows is its own`,
    `  ${"--config <file>".padEnd(28)} where all of this stands as JSON (zmqscope.config.json)`,
    `${" ".repeat(31)}ZMQSCOPE_CONFIG`,
    `  ${"--help".padEnd(28)} print this`,
    `  ${"--version".padEnd(28)} print the version`,
  ].join("\n")
}

function described(name: OptionName): string {
  const { help, fallback, placeholder }: OptionSpec<unknown> = SPECS[name]
  const usage = placeholder === undefined ? `--${name}` : `--${name} <${placeholder}>`
  const isShown = typeof fallback === "string" || typeof fallback === "number"
  const shown = isShown ? ` (${fallback})` : ""
  return `  ${usage.padEnd(28)} ${help}${shown}\n${" ".repeat(31)}${environmentName(name)}`
}
