export { Presented } from "./Presented.js"
export { PresenterBar } from "./PresenterBar.js"
export { PresenterFoot } from "./PresenterFoot.js"
export { usePresenter } from "./use-presenter.js"
