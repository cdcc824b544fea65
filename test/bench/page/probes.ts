/**
 * What runs inside the page. Each function is sent there as text, so none may use anything outside itself. "Painted"
 * is the first task after a frame in which the thing was there: a message posted in an animation frame comes after
 * the frame's style, layout and paint on the main thread.
 */

export interface PaintMarks {
  /** Milliseconds since the navigation began; 0: not yet. */
  readonly firstText: number
  readonly wholeText: number
}

export interface PageProbe {
  paint: { firstText: number; wholeText: number }
  /** Milliseconds from each click to the caret in an editor, painted. */
  carets: number[]
  /** Milliseconds from each key to the frame that shows its letter. */
  keys: number[]
}

declare global {
  interface Window {
    bench: PageProbe
  }
}

export interface PaintWanted {
  readonly firstText: string
  readonly wholeText: { readonly className: string; readonly count: number }
}

/** Runs before the page's own scripts. */
export const watchPaint = (wanted: PaintWanted): void => {
  const paint = { firstText: 0, wholeText: 0 }
  window.bench = { paint, carets: [], keys: [] }
  const markPainted = (name: 'firstText' | 'wholeText'): void => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = () => (paint[name] ||= performance.now())
    port2.postMessage(null)
  }
  const { className, count } = wanted.wholeText
  const shown = document.getElementsByClassName(className)
  const look = (): void => {
    if (paint.firstText === 0 && shown.length > 0 && document.querySelector(wanted.firstText) !== null)
      markPainted('firstText')
    if (shown.length >= count) return markPainted('wholeText')
    requestAnimationFrame(look)
  }
  requestAnimationFrame(look)
}

/**
 * Times the next click until a caret stands in this editor. Where the editor comes without one, the caret is put there
 * as soon as the editor can take it: a person would click or press Tab.
 */
export const watchCaret = (editorSelector: string): void => {
  const onClick = ({ timeStamp }: MouseEvent): void => {
    const look = (): void => {
      const editor = document.querySelector<HTMLElement>(editorSelector)
      if (editor?.isContentEditable === true && document.activeElement !== editor) editor.focus({ preventScroll: true })
      if (editor === null || document.activeElement !== editor) return void requestAnimationFrame(look)
      const { port1, port2 } = new MessageChannel()
      port1.onmessage = () => window.bench.carets.push(performance.now() - timeStamp)
      port2.postMessage(null)
    }
    requestAnimationFrame(look)
  }
  document.addEventListener('click', onClick, { capture: true, once: true })
}

/** Times every letter typed from now on. */
export const watchKeys = (): void => {
  let pressedAt: number | null = null
  document.addEventListener('keydown', ({ timeStamp }) => void (pressedAt = timeStamp), { capture: true })
  const onInput = (): void => {
    const since = pressedAt
    if (since === null) return
    pressedAt = null
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel()
      port1.onmessage = () => window.bench.keys.push(performance.now() - since)
      port2.postMessage(null)
    })
  }
  document.addEventListener('input', onInput, { capture: true })
}

/** The lines that are nowhere on the page; spaces do not count, since tables and fields lay words out anew. */
export const missingLines = (lines: readonly string[]): readonly string[] => {
  const bare = (text: string): string => text.replace(/\s+/g, '')
  const shown = bare(document.body.textContent ?? '')
  return lines.filter((line) => !shown.includes(bare(line)))
}
