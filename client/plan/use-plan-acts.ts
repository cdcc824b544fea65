/**
 * What the reader is doing on the plan page: the section they write in, the comment they write, what the panel and, on
 * a narrow screen, the page show; and the acts that change it. Each act leaves the focus where the reader goes on.
 */
import { useCallback, useMemo, useRef, useState } from 'react'
import { useLocation } from 'wouter'
import type { ThreadTarget } from '../../shared/api/comments.ts'
import { sectionAddress, threadAddress } from './address.ts'
import { awaitPause } from './await-pause.ts'
import type { EndedWriting } from './ended-writing.ts'
import { focusBlock, focusSection, focusSectionOrPlan, focusThread, focusWords, isIn, showThread } from './focus.ts'
import type { PlanActs } from './plan-context.ts'
import type { PanelTab } from './SidePanel.tsx'
import type { PlanPart, PlanSheet } from './ViewSwitch.tsx'

const focusPanel = (): void => {
  const panel = document.getElementById('side-panel')
  if (!panel?.contains(document.activeElement)) panel?.focus()
}

/** Where the reader was when they began a comment; the comment box has taken the place of the plan's own button. */
const focusAgain = (from: Element | null, target: ThreadTarget): void => {
  if (from instanceof HTMLElement && from.isConnected && from !== document.body) from.focus()
  else if (target.kind === 'plan') document.getElementById('comment-on-plan')?.focus()
  else focusSection(target.sectionId)
}

export const usePlanActs = (planId: string) => {
  const [address, navigate] = useLocation()
  const [editing, setEditing] = useState<string | null>(null)
  const [draft, setDraft] = useState<ThreadTarget | null>(null)
  const [tab, setTab] = useState<PanelTab>('comments')
  const [detailsOf, setDetailsOf] = useState<string | null>(null)
  const [part, setPart] = useState<PlanPart>('text')
  /** The thread whose words were clicked while writing; until one goes to another address. */
  const [shown, setShown] = useState<{ readonly threadId: string; readonly address: string } | null>(null)
  const [ended, setEnded] = useState<EndedWriting | null>(null)
  const draftFrom = useRef<Element | null>(null)

  const acts: PlanActs = useMemo(() => {
    const showComments = (): void => {
      setTab('comments')
      setPart('side')
    }
    return {
      edit: (sectionId) => {
        setEditing(sectionId)
        setEnded(null)
        setDetailsOf(sectionId)
        // The focus waits on the heading; the editor takes it from there once it is ready.
        focusSection(sectionId)
      },
      stopEditing: () => setEditing(null),
      endEditing: (stopped) => {
        const wasThere = isIn(stopped.sectionId)
        setEditing(null)
        setEnded(stopped)
        if (!wasThere) return
        awaitPause()
        requestAnimationFrame(() => focusSectionOrPlan(stopped.sectionId))
      },
      comment: (target) => {
        draftFrom.current = document.activeElement
        setDraft(target)
        showComments()
      },
      showComments,
      openThread: (threadId) => {
        showComments()
        setShown(null)
        navigate(threadAddress(planId, threadId))
        // Its address may be the page's already; where it is not listed yet, the panel goes there once it is.
        requestAnimationFrame(() => focusThread(threadId))
      },
      showThread: (threadId) => {
        setTab('comments')
        setShown({ threadId, address: location.pathname })
        requestAnimationFrame(() => showThread(threadId))
      },
      openDetails: (sectionId) => {
        setDetailsOf(sectionId)
        setTab('details')
        setPart('side')
        requestAnimationFrame(focusPanel)
      },
      goTo: ({ sectionId, blockId }) => {
        if (sectionId === undefined) return
        setPart('text')
        navigate(sectionAddress(planId, sectionId))
        requestAnimationFrame(() => (blockId === undefined ? focusSection(sectionId) : focusBlock(sectionId, blockId)))
      },
      goToWords: (threadId, sectionId) => {
        setPart('text')
        requestAnimationFrame(() => focusWords(threadId) || focusSection(sectionId))
      },
    }
  }, [planId, navigate])

  /** The comment is posted, its card takes the focus. */
  const endDraft = useCallback((): void => setDraft(null), [])
  const leaveDraft = useCallback((): void => {
    setDraft(null)
    if (draft === null) return
    if (draft.kind !== 'plan') setPart('text')
    requestAnimationFrame(() => focusAgain(draftFrom.current, draft))
  }, [draft])
  const shownThread = shown?.address === address ? shown.threadId : null
  const forgetEnded = useCallback((): void => setEnded(null), [])
  const sheet: PlanSheet = part === 'side' ? tab : part
  const showSheet = useCallback((next: PlanSheet): void => {
    if (next === 'outline' || next === 'text') return setPart(next)
    // Of the section one is at, which is out of sight then.
    if (next === 'details') setDetailsOf(null)
    setTab(next)
    setPart('side')
  }, [])
  const panel = { tab, setTab, detailsOf, part, sheet, showSheet, shownThread }
  return { editing, draft, ...panel, ended, forgetEnded, acts, endDraft, leaveDraft }
}
