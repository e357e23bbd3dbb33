export { usePresenter } from "./use-presenter.js"
