/** Keeps an array as it is while its elements are the same. */
export class KeptList<T> {
  #list: readonly T[] = []

  keep(list: readonly T[]): readonly T[] {
    const same =
      list.length === this.#list.length && list.every((item, at) => item === this.#list[at])
    if (!same) this.#list = list
    return this.#list
  }
}
