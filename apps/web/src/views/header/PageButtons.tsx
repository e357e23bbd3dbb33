import { Monitor, Moon, Search, Sun } from "lucide-react"
import type { ReactNode } from "react"
import { isMac, keyNames } from "../../commands/index.js"
import { NEXT_THEME, useApp, useUrl } from "../../hooks/index.js"
import { Button, IconButton, Keys } from "../../ui/index.js"
import type { ThemeChoice } from "../../url-state.js"

/** Where there is no room for a button's words, its icon stands alone. */
export const WORDS = "max-wide:sr-only"

export function CommandsButton() {
  const { commands } = useApp()
  return (
    <Button onClick={() => commands.run("palette")} title="Everything that can be done">
      <Search className="size-3.5 sm:hidden" aria-hidden />
      <span className={WORDS}>Commands</span>
      <span className="max-sm:sr-only">
        <Keys keys={keyNames("mod+k", isMac(navigator.userAgent))} />
      </span>
    </Button>
  )
}

const THEME_NAMES: Record<ThemeChoice, string> = {
  system: "as the system",
  light: "light",
  dark: "dark",
}

export function ThemeButton() {
  const { url } = useApp()
  const { theme } = useUrl()
  const Icon = theme === "system" ? Monitor : theme === "light" ? Sun : Moon
  return (
    <IconButton
      icon={Icon}
      label={`Theme: ${THEME_NAMES[theme]}. Switch to ${THEME_NAMES[NEXT_THEME[theme]]}`}
      title={`Theme: ${THEME_NAMES[theme]} (T)`}
      onClick={() => url.set({ theme: NEXT_THEME[theme] })}
    />
  )
}

export function Brand() {
  return (
    <h1 className="font-mono text-title font-semibold tracking-tight">
      zmq<span className="text-accent">scope</span>
    </h1>
  )
}

interface PageHeadProps {
  /** How it stands, in words. */
  readonly status: ReactNode
  readonly title?: string
  /** Back to the broker. */
  readonly onLeave?: () => void
}

/** The head of a page that is of no broker. */
export function PageHead({ status, title, onLeave }: PageHeadProps) {
  return (
    <header className="flex min-h-13 flex-wrap items-center gap-x-4 gap-y-1 border-b border-line px-6 py-1">
      <Brand />
      {title !== undefined && <h2 className="text-body font-semibold">{title}</h2>}
      <p role="status" className="min-w-0 grow basis-40 text-ink2">
        {status}
      </p>
      {onLeave !== undefined && (
        <Button onClick={onLeave}>
          Back to the broker <Keys keys={["Esc"]} />
        </Button>
      )}
      <CommandsButton />
      <ThemeButton />
    </header>
  )
}
