/** The nodes of a format-neutral tree. Tags and attributes are HTML's; a string is text. */
export interface Element {
  readonly tag: string
  readonly attrs: Readonly<Record<string, string | number>>
  readonly children: readonly Tree[]
}
export type Tree = string | Element

export const element = (tag: string, attrs: Element['attrs'], children: readonly Tree[]): Element => ({
  tag,
  attrs,
  children,
})
