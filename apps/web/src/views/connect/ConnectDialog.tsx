import { UNKNOWN } from "@zmqscope/metrics"
import { Copy } from "lucide-react"
import { Tabs } from "radix-ui"
import { useState } from "react"
import type { PeerKind } from "../../api/index.js"
import { reachableEndpoint } from "../../endpoint.js"
import { useApp, useFigures, useStatus } from "../../hooks/index.js"
import { TEST_IDS } from "../../test-ids.js"
import { Button, Modal } from "../../ui/index.js"
import { copyText } from "../copy-text.js"
import { LANGUAGES, type Language, programOf } from "./languages.js"
import { externalPeers, newcomers } from "./newcomers.js"

/** Whole programs that connect to this broker, in four languages, and whether one has. */
export function ConnectDialog({ onClose }: { readonly onClose: () => void }) {
  return (
    <Modal
      size="large"
      title="Connect your own"
      description="Any REQ or DEALER client and any REP or DEALER worker, unmodified, in any language. Each of these runs as it stands."
      onClose={onClose}
    >
      <Tabs.Root defaultValue={LANGUAGES[0].id}>
        <div className="mb-3 flex flex-wrap items-center justify-between gap-4">
          <Tabs.List aria-label="Language" className="flex gap-1">
            {LANGUAGES.map(({ id, name }) => (
              <Tabs.Trigger
                key={id}
                value={id}
                className="h-7 rounded-md px-3 text-label font-medium text-ink2 hover:text-ink data-[state=active]:bg-line data-[state=active]:text-ink"
              >
                {name}
              </Tabs.Trigger>
            ))}
          </Tabs.List>
          <Arrival />
        </div>
        {LANGUAGES.map((language) => (
          <Tabs.Content key={language.id} value={language.id}>
            <Programs language={language} />
          </Tabs.Content>
        ))}
      </Tabs.Root>
    </Modal>
  )
}

function Programs({ language }: { readonly language: Language }) {
  const { needs, workerNaming } = language
  return (
    <>
      <div className="grid gap-4 lg:grid-cols-2">
        <Program language={language} kind="client" />
        <Program language={language} kind="worker" />
      </div>
      <p className="mt-3 text-label text-ink2">
        Needs: <code className="text-ink">{needs}</code>. A client is named by its routing id: leave
        it out, and the ROUTER makes one up. {workerNaming} Both are optional, and seen by nobody
        else. A DEALER worker sends back all frames up to and with the empty one, then its answer.
      </p>
    </>
  )
}

function Program(props: { readonly language: Language; readonly kind: PeerKind }) {
  const { language, kind } = props
  const said = useStatus(({ hello }) => (kind === "client" ? hello?.frontend : hello?.backend))
  const endpoint = said === undefined ? UNKNOWN : reachableEndpoint(said, location.hostname)
  const text = programOf(language, kind, endpoint)
  const title = kind === "client" ? "A client" : "A worker"
  return (
    <section aria-label={title} className="flex min-w-0 flex-col">
      <div className="flex h-8 items-center justify-between">
        <h3 className="text-label font-semibold">
          {title}{" "}
          <span className="font-normal text-ink2">
            to <code className="text-ink">{endpoint}</code>
          </span>
        </h3>
        <Button
          look="small"
          disabled={said === undefined}
          aria-label={`Copy the ${language.name} ${kind}`}
          onClick={() => void copyText(text, `the ${language.name} ${kind}`)}
        >
          <Copy className="size-3" aria-hidden />
          Copy
        </Button>
      </div>
      <textarea
        readOnly
        wrap="off"
        spellCheck={false}
        aria-label={`The ${language.name} ${kind}`}
        rows={text.split("\n").length - 1}
        value={text}
        className="max-h-88 grow resize-none rounded-md border border-line2 bg-bg p-3 font-mono text-label leading-[1.5]"
      />
    </section>
  )
}

function Arrival() {
  const { live } = useApp()
  const [before] = useState(() => new Set(externalPeers(live.figures.get().snapshot)))
  const snapshot = useFigures((view) => view.snapshot)
  const came = newcomers(before, snapshot)
  return (
    <p
      role="status"
      data-testid={TEST_IDS.connectArrival}
      data-value={came.length}
      className={`flex items-center gap-2 text-label ${came.length > 0 ? "text-good" : "text-ink2"}`}
    >
      <span className="size-[0.4375rem] rounded-full bg-current" aria-hidden />
      {came.length > 0 ? `${describe(came)} connected` : "Waiting for your peer…"}
    </p>
  )
}

function describe(names: readonly string[]): string {
  const shown = names.slice(0, 3).join(", ")
  return names.length > 3 ? `${shown} and ${names.length - 3} more` : shown
}
