import { X } from "lucide-react"
import { useState } from "react"
import { useApp } from "../../hooks/index.js"
import { Button, IconButton } from "../../ui/index.js"

/** Remembers, in this browser, that scenes have been offered. */
const OFFERED = "zmqscope.scenes-offered"

const WORDS = "New here? Six scenes show what a broker does, half a minute each."

/** On a first visit, in one line: there are scenes. */
export function SceneOffer() {
  const { commands, scene } = useApp()
  const [isNew, setIsNew] = useState(() => localStorage.getItem(OFFERED) === null)
  if (!isNew || scene !== null) return null
  const done = () => {
    localStorage.setItem(OFFERED, "")
    setIsNew(false)
  }
  return (
    <p className="flex min-w-0 items-center gap-1.5 text-tiny text-ink2">
      <span className="truncate" title={WORDS}>
        {WORDS}
      </span>
      <Button
        look="small"
        onClick={() => {
          done()
          commands.run("scenes")
        }}
      >
        Scenes
      </Button>
      <IconButton icon={X} isSmall label="Not now" title="Not now" onClick={done} />
    </p>
  )
}
