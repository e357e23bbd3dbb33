import { applyOption, type CompletionOption, type FilterError } from "@zmqscope/filter"
import type { complete } from "@zmqscope/model"
import { type KeyboardEvent, type RefObject, useId, useRef, useState } from "react"
import { useApp, useFigures, useUrl } from "../../hooks/index.js"

interface FilterFieldProps {
  /** Where the URL holds it. */
  readonly param: "filter" | "eventFilter"
  readonly errors: readonly FilterError[]
  readonly complete: typeof complete
  readonly label: string
  readonly placeholder: string
  readonly testId: string
  readonly errorTestId: string
  readonly fieldRef?: RefObject<HTMLInputElement | null>
}

/** A filter, with completion as one types. What is faulty in it is said below. */
export function FilterField(props: FilterFieldProps) {
  const { param, errors, label, placeholder } = props
  const { url } = useApp()
  const filter = useUrl()[param]
  const snapshot = useFigures((view) => view.snapshot)
  const own = useRef<HTMLInputElement>(null)
  const field = props.fieldRef ?? own
  const ids = { list: useId(), error: useId() }
  const [caret, setCaret] = useState(0)
  const [open, setOpen] = useState(false)
  const [active, setActive] = useState(-1)
  const isTyping = useRef(false)

  const context = {
    clients: snapshot?.clients.map(({ name }) => name) ?? [],
    workers: snapshot?.workers.map(({ name }) => name) ?? [],
    nowMs: Math.round(snapshot?.atMs ?? 0),
  }
  const completion = open ? props.complete(filter, caret, context) : null
  const options = completion?.options ?? []
  const chosen = options[active]
  const error = errors.find(
    ({ from, to }) => !open || options.length === 0 || caret < from || caret > to,
  )

  const edit = (text: string, at: number) => {
    // What is typed in one go is one step.
    if (isTyping.current) url.set({ [param]: text })
    else url.step({ [param]: text })
    isTyping.current = true
    setCaret(at)
    setActive(-1)
  }
  const take = (option: CompletionOption) => {
    const input = field.current
    if (completion === null || input === null) return
    const next = applyOption(filter, completion, option)
    edit(next.filter, next.caret)
    setOpen(true)
    // The caret can be set only once the text is there.
    requestCaret(input, next.caret)
  }
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    const by = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0
    if (by !== 0) {
      setOpen(true)
      setActive(
        (before) =>
          (before + by + options.length + (before < 0 && by < 0 ? 1 : 0)) %
          Math.max(1, options.length),
      )
    } else if (event.key === "Enter" && chosen !== undefined) take(chosen)
    else if (event.key === "Enter") {
      isTyping.current = false
      setOpen(false)
    } else if (event.key === "Tab" && !event.shiftKey && chosen !== undefined) take(chosen)
    else if (event.key === "Escape" && open && options.length > 0) setOpen(false)
    else if (event.key === "Escape" && filter !== "") {
      isTyping.current = false
      edit("", 0)
    } else if (event.key === "Escape") field.current?.blur()
    else return
    if (event.key === "Escape") event.stopPropagation()
    event.preventDefault()
  }

  return (
    <div className="relative w-[29rem] max-w-full min-w-0 max-sm:w-full">
      <input
        ref={field}
        type="text"
        role="combobox"
        value={filter}
        spellCheck={false}
        autoComplete="off"
        placeholder={placeholder}
        aria-label={label}
        aria-expanded={options.length > 0}
        aria-controls={ids.list}
        aria-autocomplete="list"
        aria-activedescendant={chosen !== undefined ? `${ids.list}-${active}` : undefined}
        aria-invalid={errors.length > 0}
        aria-describedby={error === undefined ? undefined : ids.error}
        data-testid={props.testId}
        className={`h-7 w-full rounded-md border bg-raise px-2.5 font-mono text-label placeholder:text-ink3 ${errors.length > 0 ? "border-warn" : "border-line2"}`}
        onChange={(event) => {
          edit(event.target.value, event.target.selectionStart ?? event.target.value.length)
          setOpen(true)
        }}
        onSelect={(event) => setCaret(event.currentTarget.selectionStart ?? 0)}
        onFocus={() => setOpen(true)}
        onBlur={() => {
          isTyping.current = false
          setOpen(false)
          setActive(-1)
        }}
        onKeyDown={onKeyDown}
      />
      {/* Upwards: the lists are the page's foot. */}
      <div className="absolute inset-x-0 bottom-full z-40 mb-1 flex flex-col-reverse gap-1 text-label">
        {error !== undefined && (
          <p
            id={ids.error}
            role="status"
            data-testid={props.errorTestId}
            className="rounded-md border border-line2 bg-raise px-2.5 py-1.5 text-warn"
          >
            <code className="mr-2 underline decoration-wavy underline-offset-2">
              {filter.slice(error.from, error.to)}
            </code>
            {error.message}
          </p>
        )}
        <div
          id={ids.list}
          role="listbox"
          aria-label="Completions"
          // Browsers let Tab stop at what scrolls.
          tabIndex={-1}
          hidden={options.length === 0}
          className="max-h-56 overflow-y-auto rounded-md border border-line2 bg-raise p-1"
        >
          {options.map((option, at) => (
            <div
              key={option.text}
              id={`${ids.list}-${at}`}
              role="option"
              tabIndex={-1}
              aria-selected={at === active}
              className="flex aria-selected:bg-line cursor-pointer justify-between gap-4 rounded px-2 py-0.5"
              // The field must not lose the focus to its own list.
              onPointerDown={(event) => {
                event.preventDefault()
                take(option)
              }}
            >
              <code>{option.text}</code>
              <span className="truncate text-ink2">{option.hint}</span>
            </div>
          ))}
        </div>
      </div>
    </div>
  )
}

function requestCaret(input: HTMLInputElement, caret: number): void {
  queueMicrotask(() => {
    input.setSelectionRange(caret, caret)
    input.scrollLeft = input.scrollWidth
  })
}
