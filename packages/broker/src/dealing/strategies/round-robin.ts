import { firstBy, type Strategy } from "../strategy.js"

/** Each in turn, as libzmq's DEALER does (lb.cpp), past those that have all they may have. */
export const roundRobin: Strategy = (table) => firstBy(table)
