/**
 * Text inputs of one value: what is typed is sent after a pause and on leaving. Text that is not a value of the kind
 * (half a date, letters in a number) is kept on screen with a message and not sent.
 */
import { element, nextDomId } from '../dom.ts'
import type { FieldValue } from '../../../shared/plan/model.ts'
import { typingPauseMs, type Control } from './control.ts'

/** What the typed text says: a value, or that it is none. */
export type Parsed = { readonly ok: true; readonly value: FieldValue } | { readonly ok: false }

interface TypedTextSettings {
  /** The element that holds the inputs. */
  readonly dom: HTMLElement
  readonly inputs: readonly HTMLInputElement[]
  /** Said while the text is not a value. */
  readonly problem: string
  parse(texts: readonly string[]): Parsed
  format(value: unknown): readonly string[]
  change(value: FieldValue): void
}

export const createTypedText = (settings: TypedTextSettings): Control => {
  const { dom, inputs } = settings
  const problemId = nextDomId('problem')
  const problem = element('span', { id: problemId, class: 'field-problem', hidden: true }, [settings.problem])
  dom.append(problem)
  let timer: ReturnType<typeof setTimeout> | undefined
  let isUnsent = false

  const showProblem = (isWrong: boolean): void => {
    problem.hidden = !isWrong
    for (const input of inputs) {
      if (isWrong) input.setAttribute('aria-invalid', 'true')
      else input.removeAttribute('aria-invalid')
    }
  }
  const send = (isLeaving: boolean): void => {
    clearTimeout(timer)
    if (!isUnsent) return
    const parsed = settings.parse(inputs.map((input) => input.value.trim()))
    if (isLeaving || parsed.ok) showProblem(!parsed.ok)
    if (!parsed.ok) return
    isUnsent = false
    settings.change(parsed.value)
  }
  const type = (): void => {
    isUnsent = true
    clearTimeout(timer)
    timer = setTimeout(() => send(false), typingPauseMs)
  }
  for (const input of inputs) {
    input.setAttribute(
      'aria-describedby',
      [input.getAttribute('aria-describedby'), problemId].filter(Boolean).join(' '),
    )
    input.addEventListener('input', type)
    input.addEventListener('keydown', (event) => {
      if (event.key === 'Enter') send(true)
    })
  }
  return {
    dom,
    show: (value) => {
      // It takes the place of what was typed, be that a value or not.
      clearTimeout(timer)
      isUnsent = false
      const texts = settings.format(value)
      inputs.forEach((input, index) => {
        input.value = texts[index] ?? ''
      })
      showProblem(false)
    },
    settle: () => send(true),
    isUnsent: () => isUnsent,
  }
}
