import { plural } from "@zmqscope/metrics"
import { Dialog } from "radix-ui"
import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react"
import { flushSync } from "react-dom"
import { type Command, isMac, keyNames } from "../../commands/index.js"
import { placeAfter } from "../../place-after.js"
import { Keys } from "../../ui/index.js"
import { usePaletteCommands } from "./find-commands.js"

/** Everything that can be done, found by its words: a combobox over a list of commands. */
export function Palette({ onClose }: { readonly onClose: () => void }) {
  const [query, setQuery] = useState("")
  const [active, setActive] = useState(0)
  const { sections, listed, more } = usePaletteCommands(query)
  const list = useRef<HTMLDivElement>(null)
  const id = useId()
  const optionId = (command: Command) => `${id}${listed.indexOf(command)}`
  const chosen = listed[active]
  const mac = isMac(navigator.userAgent)

  useEffect(() => {
    list.current?.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" })
  })

  const run = (command: Command) => {
    // Gone first, focus and all: the command may open a dialog of its own, or move the focus.
    flushSync(onClose)
    command.run()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const next = nextOption(event.key, active, listed.length)
    if (next !== null) setActive(next)
    else if (event.key === "Enter" && !event.nativeEvent.isComposing) {
      if (chosen !== undefined) run(chosen)
    } else return
    event.preventDefault()
  }

  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 bg-bg/70" />
        <Dialog.Content
          aria-describedby={undefined}
          className="fixed top-[12vh] left-1/2 z-50 flex max-h-[70vh] w-[calc(100vw-3rem)] max-w-xl -translate-x-1/2 flex-col rounded-lg border border-line2 bg-raise"
        >
          <Dialog.Title className="sr-only">Commands</Dialog.Title>
          <input
            role="combobox"
            aria-label="Find a command"
            aria-expanded
            aria-controls={`${id}list`}
            aria-autocomplete="list"
            aria-activedescendant={chosen && optionId(chosen)}
            placeholder="A command, a peer, or a number: spawn 25 slow workers"
            autoComplete="off"
            spellCheck={false}
            className="h-12 shrink-0 border-b border-line bg-transparent px-4 text-title outline-none placeholder:text-ink3"
            value={query}
            onChange={(event) => {
              setQuery(event.target.value)
              setActive(0)
            }}
            onKeyDown={onKeyDown}
          />
          <div
            ref={list}
            id={`${id}list`}
            role="listbox"
            aria-label="Commands"
            // Browsers let Tab stop at what scrolls; the field keeps the focus.
            tabIndex={-1}
            className="min-h-0 overflow-y-auto p-1.5"
          >
            {sections.map(({ section, commands }) => (
              <fieldset key={section} aria-label={section}>
                <div aria-hidden className="px-2.5 pt-2 pb-1 text-tiny text-ink2">
                  {section}
                </div>
                {commands.map((command) => (
                  // The combobox keeps the focus and handles the keys; this is what it points at.
                  <button
                    type="button"
                    key={command.id}
                    id={optionId(command)}
                    role="option"
                    tabIndex={-1}
                    aria-selected={command === chosen}
                    aria-keyshortcuts={command.key?.replace("mod", "Control")}
                    className="flex min-h-8 w-full items-center justify-between gap-4 rounded-md px-2.5 text-left text-label aria-selected:bg-line"
                    onPointerMove={() => setActive(listed.indexOf(command))}
                    onPointerDown={(event) => event.preventDefault()}
                    onClick={() => run(command)}
                  >
                    {command.title}
                    {command.key !== undefined && (
                      <span aria-hidden>
                        <Keys keys={keyNames(command.key, mac)} />
                      </span>
                    )}
                  </button>
                ))}
              </fieldset>
            ))}
          </div>
          <p
            role="status"
            className={`px-4 text-tiny text-ink2 ${listed.length === 0 || more > 0 ? "border-t border-line py-2.5" : "sr-only"}`}
          >
            {summarise(listed.length, more)}
          </p>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

const STEPS: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 }
const PAGES = { PageDown: 10, PageUp: -10 }

/** Round and round by one, or by many to an end. */
function nextOption(key: string, active: number, count: number): number | null {
  if (count === 0) return null
  const step = STEPS[key]
  return step === undefined
    ? placeAfter(key, PAGES, active, count)
    : (active + step + count) % count
}

function summarise(count: number, more: number): string {
  if (count === 0) return "No such command."
  return more > 0
    ? `${plural(count, "command")}, and ${more} more: type on to find them`
    : plural(count, "command")
}
