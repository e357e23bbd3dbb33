import { TEST_IDS } from "../../test-ids.js"

/** Where outcomes are told while presenting: they cover nothing that is presented. */
export function PresenterFoot() {
  return (
    <footer className="presenter-foot border-t border-line" data-testid={TEST_IDS.presenterFoot} />
  )
}
