import { type FormEvent, useEffect, useRef, useState } from "react"
import { ApiError } from "../../api/index.js"
import { useApp } from "../../hooks/index.js"
import { reasonOf } from "../../reason.js"

export interface Submit {
  readonly onSubmit: (event: FormEvent) => void
  readonly busy: boolean
  /** What went wrong as a whole; null when nothing did. */
  readonly failure: string | null
  /** The fault at a JSON pointer of the body. */
  readonly fault: (pointer: string) => string | undefined
}

const SEE_FIELDS = "Not every value can be taken: see the fields."
const NO_FAULTS: ReadonlyMap<string, string> = new Map()

/**
 * Sends a form: closes on success, else shows what the server found wrong, where it did. A form that
 * was closed meanwhile closes nothing, since what is open by then is another, and tells of a failure
 * as what has no form does.
 */
export function useSubmit<T>(send: () => Promise<T>, onDone: (answer: T) => void): Submit {
  const { actions } = useApp()
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<string | null>(null)
  const [faults, setFaults] = useState(NO_FAULTS)
  const isOpen = useRef(false)
  useEffect(() => {
    isOpen.current = true
    return () => {
      isOpen.current = false
    }
  }, [])
  const run = async () => {
    setBusy(true)
    setFailure(null)
    setFaults(NO_FAULTS)
    try {
      const answer = await send()
      if (isOpen.current) onDone(answer)
    } catch (error) {
      if (!isOpen.current) {
        actions.tellFailure(error)
        return
      }
      const atFields = error instanceof ApiError ? error.faults : NO_FAULTS
      setFaults(atFields)
      setFailure(atFields.size > 0 ? SEE_FIELDS : reasonOf(error))
      setBusy(false)
    }
  }
  return {
    onSubmit: (event) => {
      event.preventDefault()
      void run()
    },
    busy,
    failure,
    fault: (pointer) => faults.get(pointer),
  }
}
