/**
 * On narrow screens one part of the page shows at a time; this bar at the foot switches between them. The parts share
 * the page's scrolling, so each is given back its own place: a part seen first begins at its top. The outline shows the
 * section one is at, wherever that is in it.
 */
import { useEffect, useLayoutEffect, useRef } from 'react'
import { words } from '../words/en.ts'
import styles from './ViewSwitch.module.css'

export type PlanPart = 'outline' | 'text' | 'side'

const parts: readonly { readonly key: PlanPart; readonly label: string }[] = [
  { key: 'outline', label: words.plan.outline },
  { key: 'text', label: words.plan.text },
  { key: 'side', label: words.plan.sideShort },
]

const idOf: Readonly<Record<PlanPart, string | null>> = { outline: 'outline', text: null, side: 'side-panel' }

const goToTop = (part: PlanPart): void =>
  document.getElementById(idOf[part] ?? '')?.scrollIntoView({ behavior: 'instant' })

/** Scrolls no further than it has to, to no place under a bar. */
const showCurrent = (): void =>
  document.querySelector('#outline li:has([aria-current])')?.scrollIntoView({ block: 'nearest', behavior: 'instant' })

/** Answers what to call before a part is asked for by the bar; what leads into a part otherwise goes to its own place. */
const usePlaces = (part: PlanPart): ((next: PlanPart) => void) => {
  const places = useRef<Partial<Record<PlanPart, number>>>({})
  const shown = useRef(part)
  const asked = useRef<PlanPart | null>(null)
  useEffect(() => {
    const note = (): void => void (places.current[shown.current] = window.scrollY)
    window.addEventListener('scroll', note, { passive: true })
    return () => window.removeEventListener('scroll', note)
  }, [])
  useLayoutEffect(() => {
    shown.current = part
    const place = places.current[part]
    if (asked.current === part && place !== undefined) window.scrollTo({ top: place, behavior: 'instant' })
    if (asked.current === part && place === undefined) goToTop(part)
    if (asked.current === 'outline' && part === 'outline') showCurrent()
    asked.current = null
  }, [part])
  return (next) => {
    places.current[part] = window.scrollY
    asked.current = next
  }
}

interface ViewSwitchProps {
  readonly part: PlanPart
  readonly onChange: (part: PlanPart) => void
}

export const ViewSwitch = ({ part, onChange }: ViewSwitchProps) => {
  const ask = usePlaces(part)
  const show = (next: PlanPart): void => {
    if (next === part) return
    ask(next)
    onChange(next)
  }
  return (
    <nav aria-label={words.plan.views} className={`${styles.bar} stays-in-sight no-print`}>
      {parts.map(({ key, label }) => (
        <button key={key} type="button" aria-pressed={key === part} onClick={() => show(key)}>
          {label}
        </button>
      ))}
    </nav>
  )
}
