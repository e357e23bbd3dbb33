/** packages/setup is plain JavaScript: it runs before anything is built. */
declare module "@zmqscope/setup/chromium" {
  /** The Chromium or Chrome that this machine has. */
  export function findChromium(): string | undefined
  /** Installs one where there is none; throws when it cannot be had. */
  export function ensureChromium(): void
}
