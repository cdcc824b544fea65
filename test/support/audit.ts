/**
 * What a machine can say about a screen as it stands: axe's findings, what scrolls sideways, what is too small to hit,
 * what wider text spacing cuts off, what stands on other words. Each answers sentences; none means nothing found.
 */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { AxeResults } from 'axe-core'
import type { Page } from 'playwright-core'

/** Evaluated through the debugger, which the page's content policy does not bind. */
const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** Rules of WCAG 2.0 to 2.2, A and AA, and axe's best practice. */
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** Within `scope`, or the open dialog, which is all there is while it is open. */
export const findAxeFaults = async (page: Page, scope = 'html'): Promise<readonly string[]> => {
  await page.evaluate(`window.axe === undefined && (() => { ${axeSource} })()`)
  const results = (await page.evaluate(`(async () => {
    const open = document.querySelector('dialog[open]') ?? document.querySelector(${JSON.stringify(scope)})
    const { violations } = await axe.run(open, { runOnly: ${JSON.stringify(tags)}, resultTypes: ['violations'] })
    return { violations }
  })()`)) as Pick<AxeResults, 'violations'>
  return results.violations.flatMap(({ id, nodes }) =>
    nodes
      .filter(({ target, failureSummary = '' }) => !isLetOff(id, target.join(' '), failureSummary))
      .slice(0, 3)
      .map(({ target, failureSummary }) => `axe ${id}: ${target.join(' ')}: ${failureSummary ?? ''}`),
  )
}

/**
 * A target half under a bar that stays in sight is whole again once one scrolls; and the caret itself scrolls a table in
 * the text being written, which needs no tab stop of its own.
 */
const isLetOff = (rule: string, target: string, summary: string): boolean =>
  (rule === 'target-size' && summary.includes('partially obscured')) ||
  (rule === 'scrollable-region-focusable' && target.includes('.editor-table'))

/** Sideways scrolling of the page itself; a table's own region may scroll. */
export const findSidewaysScroll = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement
    if (scrollWidth <= clientWidth) return []
    const widest = [...document.querySelectorAll('body *')]
      .filter((element) => element.closest('[class*=scroll]') === null)
      .filter((element) => element.getBoundingClientRect().right > clientWidth + 1)
      .map((element) => `${element.tagName}.${element.className}`)
    return [`scrolls sideways: ${scrollWidth} > ${clientWidth}: ${widest.slice(0, 4).join(', ')}`]
  })

/**
 * Targets under 24 by 24 px (WCAG 2.5.8). Links in a sentence are let off, and so is a small target with that much
 * room around its middle.
 */
export const findSmallTargets = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => {
    const least = 24
    const scope = document.querySelector('dialog[open]') ?? document.body
    const targets = [...scope.querySelectorAll<HTMLElement>('a[href], button, summary, input, select, [role=tab]')]
      .filter((target) => target.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true }))
      .map((target) => ({ target, box: (target.closest('label') ?? target).getBoundingClientRect() }))
      .filter(({ target, box }) => box.width > 1 && box.height > 1 && target.closest('.visually-hidden') === null)
    const isInSentence = (target: HTMLElement): boolean =>
      target.tagName === 'A' && getComputedStyle(target).display === 'inline'
    const middleOf = (box: DOMRect): readonly [number, number] => [box.x + box.width / 2, box.y + box.height / 2]
    const isCrowded = (box: DOMRect, others: readonly DOMRect[]): boolean =>
      others.some((other) => {
        const [x, y] = middleOf(box)
        const dx = Math.max(other.left - x, 0, x - other.right)
        const dy = Math.max(other.top - y, 0, y - other.bottom)
        return Math.hypot(dx, dy) < least / 2
      })
    return targets
      .filter(({ box }) => box.width < least - 0.5 || box.height < least - 0.5)
      .filter(({ target }) => !isInSentence(target))
      .filter(({ target, box }) =>
        isCrowded(
          box,
          targets.filter((other) => other.target !== target).map((other) => other.box),
        ),
      )
      .map(({ target, box }) => {
        const name = (target.getAttribute('aria-label') ?? target.textContent ?? '').trim().slice(0, 40)
        return `small target: ${target.tagName} "${name}" ${Math.round(box.width)} x ${Math.round(box.height)}`
      })
  })

/**
 * Words in sight that stand on other words. What is kept in sight lies over the rest and does not count; what is out of
 * sight may not be laid out yet.
 */
export const findOverlaps = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => {
    const slack = 3
    const passedOver = '.visually-hidden, .ds_skip-links, [aria-hidden=true], [role=menu], dialog:not([open])'
    const scope = document.querySelector('dialog[open]') ?? document.body
    const isInSight = ({ width, height, top, bottom }: DOMRect): boolean =>
      width > 1 && height > 1 && bottom > 0 && top < innerHeight
    const isKeptInSight = (element: Element | null): boolean =>
      element !== null &&
      element !== document.body &&
      (['sticky', 'fixed'].includes(getComputedStyle(element).position) || isKeptInSight(element.parentElement))
    const isClipped = (element: Element | null): boolean =>
      element !== null && (getComputedStyle(element).clipPath !== 'none' || isClipped(element.parentElement))
    const isShown = (element: Element): boolean =>
      element.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true }) &&
      !isClipped(element) &&
      element.closest(passedOver) === null &&
      !isKeptInSight(element)
    const walk = document.createTreeWalker(scope, NodeFilter.SHOW_TEXT)
    const placed: { readonly owner: Element; readonly text: string; readonly box: DOMRect }[] = []
    for (let node = walk.nextNode(); node !== null; node = walk.nextNode()) {
      const owner = node.parentElement
      const text = (node.textContent ?? '').trim()
      if (owner === null || text === '' || !isShown(owner)) continue
      const range = document.createRange()
      range.selectNodeContents(node)
      for (const box of range.getClientRects()) if (isInSight(box)) placed.push({ owner, text, box })
    }
    placed.sort((a, b) => a.box.top - b.box.top)
    const meet = (a: DOMRect, b: DOMRect): boolean =>
      Math.min(a.right, b.right) - Math.max(a.left, b.left) > slack &&
      Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > slack + Math.min(a.height, b.height) / 4
    return placed.flatMap((one, at) =>
      placed
        .slice(at + 1, at + 40)
        .filter((other) => other.owner !== one.owner && meet(one.box, other.box))
        .map((other) => `on one another: "${one.text.slice(0, 40)}" and "${other.text.slice(0, 40)}"`),
    )
  })

/** The spacing of WCAG 1.4.12, put on everything; answers controls and headings whose words are then cut off. */
export const findCutWords = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => {
    const spacing = new CSSStyleSheet()
    spacing.replaceSync(`
      * { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
      p { margin-bottom: 2em !important; }`)
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, spacing]
    const { scrollWidth, clientWidth } = document.documentElement
    const isTooWide = scrollWidth > clientWidth
    const wide = [...document.querySelectorAll('body *')]
      .filter((element) => element.getBoundingClientRect().right > clientWidth + 1)
      .map((element) => `${element.tagName}.${element.className}`)
    const cut = [
      ...document.querySelectorAll<HTMLElement>('button, a, h1, h2, h3, label, th, legend, summary, [class*=tag]'),
    ]
      .filter((element) => element.checkVisibility() && element.closest('.visually-hidden, .ds_skip-links') === null)
      .filter((element) => getComputedStyle(element).overflow !== 'visible')
      .filter(
        (element) => element.scrollWidth > element.clientWidth + 2 || element.scrollHeight > element.clientHeight + 2,
      )
      .map((element) => `cut off by wider spacing: ${element.tagName} "${element.textContent?.slice(0, 40)}"`)
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((sheet) => sheet !== spacing)
    return isTooWide ? [...cut, `wider spacing makes the page scroll sideways: ${wide.slice(0, 4).join(', ')}`] : cut
  })
