import { ChevronDown } from "lucide-react"
import { useApp, useCommands } from "../../hooks/index.js"
import { TEST_IDS } from "../../test-ids.js"
import { Button, Menu, MenuItem, MenuSeparator } from "../../ui/index.js"
import { useBrokers, type Watched } from "./use-brokers.js"

/** Which of several brokers is shown. With one alone there is nothing to choose, and no switch. */
export function BrokerSwitch() {
  const watched = useBrokers()
  const isNeeded = watched.brokers.length > 1 || watched.isGone
  return isNeeded && watched.name !== null ? <Switch {...watched} name={watched.name} /> : null
}

function Switch({ brokers, name, isGone }: Watched & { readonly name: string }) {
  const { theatre, url } = useApp()
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
      {brokers.map(({ name: other, state: { headline, tone } }) => (
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
