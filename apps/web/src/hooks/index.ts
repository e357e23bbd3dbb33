export { type AppParts, AppProvider, useApp } from "./app-context.js"
export { UrlStore } from "./url-store.js"
export {
  useCharts,
  useFigures,
  useKnownRun,
  useNow,
  usePolled,
  useShownFigures,
  useShownMs,
  useShowsPast,
  useStatus,
  useStore,
  useTap,
} from "./use-live.js"
export { resolveTheme, useMedia, usePixelRatio, useTheme } from "./use-media.js"
export {
  CLIENTS_UNSEEN,
  obstacleIn,
  useCapability,
  useObstacle,
  WATCHED_ONLY,
} from "./use-obstacle.js"
export { NEXT_THEME, useCommands, useIsOfBroker, usePageCommands } from "./use-page-commands.js"
export { useRootPx } from "./use-root-px.js"
export { useRowPlaces } from "./use-row-places.js"
export { bringIntoSight, useRowsInSight } from "./use-rows-in-sight.js"
export { useSettled } from "./use-settled.js"
export { useSize } from "./use-size.js"
export { useSlowed } from "./use-slowed.js"
export { useTurn } from "./use-turn.js"
export { useRunInUrl, useSelection, useUrl } from "./use-url.js"
