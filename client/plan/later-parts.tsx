/**
 * Parts of the plan page whose scripts not everyone needs. For who may write they come when the page has nothing else to
 * do, the editor at the latest when the pointer or the focus comes to a button that opens it; others load a part when
 * they open it. Nothing is asked for early while the server is away: a browser that could not get a script may not
 * ask for it again.
 */
import { useEffect } from 'react'
import type { PlanView } from '../../shared/api/plans.ts'
import { mayI } from '../api/membership.ts'
import { createLaterPart } from '../ui/later-part.tsx'
import { Loading } from '../ui/Loading.tsx'
import { whenIdle } from '../ui/when-idle.ts'
import { words } from '../words/en.ts'
import { useIsConnected, type PlanSession } from './session.ts'

const editor = createLaterPart(() => import('../editor/SectionEditor.tsx'), {
  meanwhile: <Loading what={words.sections.loadingEditor} />,
})
const guidance = createLaterPart(() => import('../ui/Markdown.tsx'), {
  meanwhile: <Loading what={words.sections.guidance} />,
})
const findings = createLaterPart(() => import('../checks/FindingsPanel.tsx'), {
  meanwhile: <Loading what={words.checks.title} />,
})

export const SectionEditor = editor.Part
export const GuidanceText = guidance.Part
export const FindingsPanel = findings.Part

/** What goes wrong here is said by the part once it is really wanted. */
const bring = (part: { readonly begin: () => Promise<void> }): void => void part.begin().catch(() => undefined)

export const beginLoadingEditor = (session: PlanSession | null): void => {
  if (session?.room.state().connected === true) bring(editor)
}

/** Long enough after the page stands that its rooms and comments have come. */
const restMs = 3_000

/** Loads the parts for who may write somewhere in the plan, once the page has come to rest. */
export const usePartsAtRest = (plan: PlanView, session: PlanSession | null): void => {
  const isConnected = useIsConnected(session)
  const mayWrite = plan.sections.some((section) => mayI(plan, 'write-section', section))
  useEffect(() => {
    if (!mayWrite || !isConnected) return
    const timer = setTimeout(() => whenIdle(() => [editor, guidance, findings].forEach(bring)), restMs)
    return () => clearTimeout(timer)
  }, [mayWrite, isConnected])
}
