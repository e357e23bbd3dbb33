import type { FilterError, Parsed } from "@zmqscope/filter"
import { formatCount } from "@zmqscope/metrics"
import { type Condition, complete, parseFilter, textsInBodies } from "@zmqscope/model"
import { useEffect, useMemo, useRef } from "react"
import { useApp, useCommands, useFigures, useTap, useUrl } from "../../hooks/index.js"
import { TEST_IDS } from "../../test-ids.js"
import { Button } from "../../ui/index.js"
import { FilterField } from "../filter-field/FilterField.js"
import { ListFrame } from "../lists/ListFrame.js"
import { BodySearchNote, TapCount } from "./TapCount.js"
import { ColumnMenu } from "./TapHead.js"
import { TapList } from "./TapList.js"
import { useHold } from "./use-hold.js"
import { emptyWords } from "./words.js"

/** The latest envelopes, what happened last on top, and the one that is open beside them and the charts. */
export function Tap() {
  const { live } = useApp()
  const { terms, errors } = useTapQuestion()
  const { filter } = useUrl()
  const hasPassed = useFigures(({ snapshot }) => (snapshot?.totals.received ?? 0) > 0)
  const hold = useHold()
  const section = useRef<HTMLElement>(null)
  return (
    <ListFrame
      ref={section}
      // What goes with the focus on it leaves it here.
      tabIndex={-1}
      aria-label="Tap"
      data-testid={TEST_IDS.tap}
      title="Envelopes"
      head={
        <>
          <TapFilter errors={errors} />
          <NewerButton onFollow={() => section.current?.focus({ preventScroll: true })} />
          <TapCount filter={filter} />
          <BodySearchNote terms={terms} />
        </>
      }
      tools={<ColumnMenu />}
    >
      <TapList hold={hold} emptyText={emptyWords(terms, live.roster, hasPassed)} />
    </ListFrame>
  )
}

/** What the tap is narrowed to. */
function TapFilter({ errors }: { readonly errors: readonly FilterError[] }) {
  const { url } = useApp()
  const field = useRef<HTMLInputElement>(null)
  useCommands({
    filter: () => field.current?.focus(),
    "clear-filter": () => url.step({ filter: "" }),
  })
  return (
    <FilterField
      fieldRef={field}
      param="filter"
      errors={errors}
      complete={complete}
      label="Filter envelopes"
      placeholder="client:client-3 rtt>20ms or outcome:lost"
      testId={TEST_IDS.tapFilter}
      errorTestId={TEST_IDS.tapFilterError}
    />
  )
}

/** While the list stands: how many ended since, and the way on. What stands with it goes on, too. */
function NewerButton({ onFollow }: { readonly onFollow: () => void }) {
  const { url } = useApp()
  const tap = useTap()
  if (!tap.held) return null
  const follow = () => {
    onFollow()
    url.step({ freezeMs: null })
    tap.follow()
  }
  return (
    <Button
      look="small"
      className="border-accent text-accent"
      title="The list stands. Go on with what comes"
      // Pressed, it would take the focus off the rows, so let the list go on, and be gone unclicked.
      onMouseDown={(event) => event.preventDefault()}
      onClick={follow}
      data-testid={TEST_IDS.tapNew}
      data-value={tap.newer}
    >
      {formatCount(tap.newer)} new
    </Button>
  )
}

/** Puts what the URL says to the tap; words of the filter that are faulty are left out. */
function useTapQuestion(): Parsed<Condition> {
  const { tap, live } = useApp()
  const { filter, tapSort } = useUrl()
  const parsed = useMemo(() => parseFilter(filter), [filter])
  useEffect(() => tap.ask({ terms: parsed.terms, sort: tapSort }), [tap, parsed, tapSort])
  useEffect(() => live.bodies.want(textsInBodies(parsed.terms)), [live, parsed])
  return parsed
}
