/** Makes elements for the editor's plain-DOM views. No HTML strings, no inline styles: the page's policy bars both. */

type Attributes = Readonly<Record<string, string | boolean | null>>

/** A boolean true sets an empty attribute; false and null leave it out. */
export const element = <K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  children: readonly (Node | string)[] = [],
): HTMLElementTagNameMap[K] => {
  const made = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== false && value !== null) made.setAttribute(name, value === true ? '' : value)
  }
  made.append(...children)
  return made
}

/** A small button of a view; it never takes the caret out of the text on mouse down. */
export const actionButton = (label: string, name: string, act: () => void): HTMLButtonElement => {
  const made = element(
    'button',
    { type: 'button', class: 'editor-action', 'aria-label': name === label ? null : name },
    [label],
  )
  made.addEventListener('click', act)
  return made
}

let lastId = 0
/** An id for labels within the page; two editors on one page never share one. */
export const nextDomId = (stem: string): string => `${stem}-${(lastId += 1)}`
