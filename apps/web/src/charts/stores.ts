import { ValueStore } from "../value-store.js"

/** The time at which every chart's cursor stands, Unix milliseconds; null: nowhere. */
export const chartCursor = new ValueStore<number | null>(null)
