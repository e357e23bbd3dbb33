import { TEST_IDS } from "../../test-ids.js"
import { Keys } from "../../ui/index.js"

/** Where outcomes are told while presenting: they cover nothing that is presented. */
export function PresenterFoot() {
  return (
    <footer
      className="presenter-foot border-t border-line px-6 text-label text-ink2"
      data-testid={TEST_IDS.presenterFoot}
    >
      <Keys keys={["1"]} /> to <Keys keys={["7"]} /> what is shown
      <span className="sm:ml-4">
        <Keys keys={["L"]} /> what the signs mean
      </span>
      <span className="sm:ml-4">
        <Keys keys={["?"]} /> all keys
      </span>
    </footer>
  )
}
