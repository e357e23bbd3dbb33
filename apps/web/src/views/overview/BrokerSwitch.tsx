import { ChevronDown } from "lucide-react"
import { useApp, useCommands } from "../../hooks/index.js"
import { TEST_IDS } from "../../test-ids.js"
import { Button, Menu, MenuItem, MenuSeparator } from "../../ui/index.js"
import { useBrokers } from "./use-brokers.js"

/** Which of several brokers is shown. With one alone there is nothing to choose, and no switch. */
export function BrokerSwitch() {
  const { view, name, isGone } = useBrokers()
  const isNeeded = view.brokers.length > 1 || isGone
  return isNeeded && name !== null ? <Switch name={name} isGone={isGone} /> : null
}

function Switch({ name, isGone }: { readonly name: string; readonly isGone: boolean }) {
  const { theatre, url } = useApp()
  const { view } = useBrokers()
  const showAll = () => url.step({ view: "overview" })
  useCommands({ overview: showAll })
  return (
    <Menu
      label="Brokers"
      trigger={
        <Button
          className={isGone ? "border-warn text-warn" : ""}
          title={isGone ? `There is no broker ${name} any more` : "Show another broker"}
          data-testid={TEST_IDS.brokerSwitch}
          data-value={name}
        >
          <span className="sr-only">Broker </span>
          <span className="max-w-40 truncate font-mono">{name}</span>
          {isGone && <span> is gone</span>}
          <ChevronDown className="size-3.5" aria-hidden />
        </Button>
      }
    >
      <MenuItem hint="In rows, what needs attention first (A)" onSelect={showAll}>
        All brokers
      </MenuItem>
      <MenuSeparator />
      {view.brokers.map(({ name: other, state: { headline, tone } }) => (
        <MenuItem
          key={other}
          hint={other === name ? `${headline}; shown now` : headline}
          onSelect={() => theatre.watch(other)}
        >
          <span className={`font-mono ${tone === "warn" ? "text-warn" : ""}`}>{other}</span>
        </MenuItem>
      ))}
    </Menu>
  )
}
