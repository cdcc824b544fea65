/** Finds something out once for each object asked about, as long as that object lives. */
export const oncePer = <K extends object, T>(find: (key: K) => T): ((key: K) => T) => {
  const found = new WeakMap<K, { readonly value: T }>()
  return (key) => {
    const held = found.get(key) ?? { value: find(key) }
    found.set(key, held)
    return held.value
  }
}
