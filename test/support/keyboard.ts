/** A person who has no mouse: presses keys and knows only where the focus is. */
import type { Page } from 'playwright-core'

export interface Focused {
  /** As assistive technology would name it, near enough to find one's way. */
  readonly name: string
  readonly tag: string
  /** Where it cannot be seen: off screen, or wholly under something else. */
  readonly isHidden: boolean
  readonly isInEditor: boolean
}

export const readFocus = (page: Page): Promise<Focused> =>
  page.evaluate(() => {
    const element = document.activeElement instanceof HTMLElement ? document.activeElement : document.body
    const named = element.getAttribute('aria-labelledby')?.split(' ') ?? []
    const label =
      element instanceof HTMLInputElement ||
      element instanceof HTMLSelectElement ||
      element instanceof HTMLTextAreaElement
        ? [...(element.labels ?? [])].map(({ textContent }) => textContent).join(' ')
        : ''
    const name =
      element.getAttribute('aria-label') ??
      (named.map((id) => document.getElementById(id)?.textContent ?? '').join(' ') ||
        label ||
        element.textContent ||
        '')
    const box = element.getBoundingClientRect()
    const isOnTop = (x: number, y: number): boolean => {
      const top = document.elementFromPoint(x, y)
      return (
        top !== null && (element.contains(top) || top.contains(element) || top.closest('label')?.control === element)
      )
    }
    const columns = [0.02, 0.5, 0.98].map((share) => box.left + box.width * share)
    const rows = [0.05, 0.5, 0.95].map((share) => box.top + box.height * share)
    const isSeen = columns.some((x) => rows.some((y) => isOnTop(x, y)))
    return {
      name: name.replace(/\s+/g, ' ').trim(),
      tag: element.tagName.toLowerCase(),
      isHidden: element !== document.body && !isSeen,
      isInEditor: element.closest('.section-text') !== null,
    }
  })

export interface KeyboardPerson {
  press(...keys: readonly string[]): Promise<void>
  type(typed: string): Promise<void>
  /** Presses Tab until the focus is on something so named; refuses to walk for ever. */
  tabTo(name: RegExp, key?: 'Tab' | 'Shift+Tab'): Promise<Focused>
  focus(): Promise<Focused>
  /** What had the focus while it could not be seen, on the whole way. */
  readonly unseen: readonly string[]
}

/** More stops than any way here should have. */
const mostStops = 160

export const createKeyboardPerson = (page: Page): KeyboardPerson => {
  const unseen: string[] = []
  const press = async (...keys: readonly string[]): Promise<void> => {
    for (const key of keys) await page.keyboard.press(key)
  }
  const tabTo = async (name: RegExp, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<Focused> => {
    const way: string[] = []
    for (let stop = 0; stop < mostStops; stop += 1) {
      await press(key)
      const focused = await readFocus(page)
      if (focused.isHidden) unseen.push(`${focused.tag} "${focused.name}"`)
      if (name.test(focused.name)) return focused
      way.push(focused.name.slice(0, 30))
    }
    throw new Error(`No ${String(name)} by ${key}; last: ${way.slice(-12).join(' | ')}`)
  }
  return { press, type: (typed) => page.keyboard.type(typed), tabTo, focus: () => readFocus(page), unseen }
}
