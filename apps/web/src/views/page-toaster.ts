import type { Notice } from "@zmqscope/protocol"
import { toast } from "sonner"
import type { ToastAction, Toaster } from "../actions/index.js"

/** Tells outcomes in the corner, and takes back what is offered once it can no longer be done. */
export class PageToaster implements Toaster {
  readonly #subscribe: (listener: () => void) => () => void

  /** @param subscribe hears each time when what is possible may have changed; returns how to stop */
  constructor(subscribe: (listener: () => void) => () => void) {
    this.#subscribe = subscribe
  }

  readonly success = (text: string, action?: ToastAction): void => {
    if (action === undefined) {
      toast.success(text)
      return
    }
    // Before the page has seen what was done, it does not look possible yet.
    let wasPossible = action.isPossible()
    const stop = this.#subscribe(() => {
      const isPossible = action.isPossible()
      if (wasPossible && !isPossible) {
        stop()
        toast.success(text, { id, action: undefined })
      }
      wasPossible ||= isPossible
    })
    const id = toast.success(text, {
      action: { label: action.label, onClick: action.run },
      onDismiss: stop,
      onAutoClose: stop,
    })
  }

  readonly failure = (text: string): void => {
    toast.error(text)
  }

  /** A notice of the broker, with a way to the list of all. */
  readonly notice = ({ text }: Notice, more: number, onShow: () => void): void => {
    const description = more > 0 ? `and ${more} more since the last` : undefined
    toast.warning(text, { description, action: { label: "Show", onClick: onShow } })
  }
}
