export { PresenterBar } from "./PresenterBar.js"
export { usePresenter } from "./use-presenter.js"
