import { drawTwo, lesserOf, loadOf, type Strategy } from "../strategy.js"

/**
 * The less loaded of two drawn at random (Mitzenmacher, "The Power of Two Choices in Randomized Load
 * Balancing", IEEE TPDS 12, 2001).
 */
export const twoChoices: Strategy = (table, draw) => lesserOf(table, drawTwo(table, draw), loadOf)
