import { firstBy, loadOf, type Strategy } from "../strategy.js"

/** The one with the least to do, in turn among equals: nginx's `least_conn`, HAProxy's `leastconn`. */
export const leastOutstanding: Strategy = (table) => firstBy(table, loadOf)
