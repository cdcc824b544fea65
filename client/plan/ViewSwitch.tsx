/**
 * On narrow screens the outline, the text, or one sheet of the side panel shows at a time; this bar at the foot names
 * them all and switches between them. They share the page's scrolling, so each is given back its own place: one seen
 * first begins at its top. The outline shows the section one is at, wherever that is in it.
 */
import { useEffect, useLayoutEffect, useRef } from 'react'
import type { ThreadView } from '../../shared/api/comments.ts'
import { useFootRoom } from '../ui/foot-room.ts'
import { words } from '../words/en.ts'
import { usePlanPage } from './plan-context.ts'
import type { PanelTab } from './SidePanel.tsx'
import { useOfThreads } from './use-plan-text.ts'
import styles from './ViewSwitch.module.css'

export type PlanPart = 'outline' | 'text' | 'side'

/** What a narrow screen shows. */
export type PlanSheet = Exclude<PlanPart, 'side'> | PanelTab

const sheets: readonly { readonly key: PlanSheet; readonly label: string }[] = [
  { key: 'outline', label: words.plan.outline },
  { key: 'text', label: words.plan.text },
  { key: 'comments', label: words.comments.title },
  { key: 'findings', label: words.checks.title },
  { key: 'details', label: words.sections.detailsShort },
]

/** Of the part of the page that a sheet is in. */
const idOf = (sheet: PlanSheet): string | undefined => {
  if (sheet === 'text') return undefined
  return sheet === 'outline' ? 'outline' : 'side-panel'
}

const goToTop = (sheet: PlanSheet): void =>
  document.getElementById(idOf(sheet) ?? '')?.scrollIntoView({ behavior: 'instant' })

/** Scrolls no further than it has to, to no place under a bar. */
const showCurrent = (): void =>
  document.querySelector('#outline li:has([aria-current])')?.scrollIntoView({ block: 'nearest', behavior: 'instant' })

/** Answers what to call before a sheet is asked for by the bar; what leads to one otherwise goes to its own place. */
const usePlaces = (sheet: PlanSheet): ((next: PlanSheet) => void) => {
  const places = useRef<Partial<Record<PlanSheet, number>>>({})
  const shown = useRef(sheet)
  const asked = useRef<PlanSheet | null>(null)
  useEffect(() => {
    const note = (): void => void (places.current[shown.current] = window.scrollY)
    window.addEventListener('scroll', note, { passive: true })
    return () => window.removeEventListener('scroll', note)
  }, [])
  useLayoutEffect(() => {
    shown.current = sheet
    const place = places.current[sheet]
    if (asked.current === sheet && place !== undefined) window.scrollTo({ top: place, behavior: 'instant' })
    if (asked.current === sheet && place === undefined) goToTop(sheet)
    if (asked.current === 'outline' && sheet === 'outline') showCurrent()
    asked.current = null
  }, [sheet])
  return (next) => {
    places.current[sheet] = window.scrollY
    asked.current = next
  }
}

const countOpen = (threads: readonly ThreadView[]): number => threads.filter(({ state }) => state === 'open').length

interface ViewSwitchProps {
  readonly sheet: PlanSheet
  readonly onChange: (sheet: PlanSheet) => void
}

export const ViewSwitch = ({ sheet, onChange }: ViewSwitchProps) => {
  const { plan } = usePlanPage()
  const bar = useRef<HTMLElement>(null)
  useFootRoom(bar)
  const ask = usePlaces(sheet)
  const open = useOfThreads(plan.id, countOpen) ?? 0
  const show = (next: PlanSheet): void => {
    if (next === sheet) return
    ask(next)
    onChange(next)
  }
  return (
    <nav ref={bar} aria-label={words.plan.views} className={`${styles.bar} stays-in-sight no-print`}>
      {sheets.map(({ key, label }) => (
        <button
          key={key}
          type="button"
          aria-pressed={key === sheet}
          aria-controls={idOf(key)}
          onClick={() => show(key)}
        >
          {key === 'comments' && open > 0 ? words.plan.withCount(label, open) : label}
        </button>
      ))}
    </nav>
  )
}
