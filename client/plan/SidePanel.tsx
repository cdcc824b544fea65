/** The side panel: comments, findings, section details. */
import { useQuery } from '@tanstack/react-query'
import { memo, useCallback, useEffect } from 'react'
import { flushSync } from 'react-dom'
import type { ThreadTarget, ThreadView } from '../../shared/api/comments.ts'
import type { Reading } from '../../shared/api/sections.ts'
import { threadsQuery } from '../api/queries.ts'
import { CommentsPanel } from '../comments/CommentsPanel.tsx'
import { ConnectionContext } from '../comments/connection-context.ts'
import { inDocumentOrder } from '../comments/threads.ts'
import { useShownAsKept } from '../offline/shown-facts-context.ts'
import { sayOfflineAfterMs } from '../sync/save-words.ts'
import { useIsOffline } from '../sync/use-is-offline.ts'
import { Loading } from '../ui/Loading.tsx'
import { Tabs } from '../ui/Tabs.tsx'
import { useAfterFirstWords } from '../ui/use-after-first-words.ts'
import { words } from '../words/en.ts'
import { focusThread } from './focus.ts'
import { FindingsPanel } from './later-parts.tsx'
import { usePlanPage } from './plan-context.ts'
import { namePlace } from './place-names.ts'
import { blockOrder } from './block-order.ts'
import { SectionDetails } from './SectionDetails.tsx'
import { useOfflineSince } from './session.ts'
import { useFindingsInput } from './findings-input.ts'
import { usePlanNames } from './use-plan-names.ts'
import { useOfReadings } from './use-plan-text.ts'
import styles from './SidePanel.module.css'

export type PanelTab = 'comments' | 'findings' | 'details'

interface SidePanelProps {
  readonly tab: PanelTab
  readonly onTab: (tab: PanelTab) => void
  readonly draft: ThreadTarget | null
  readonly onDraftEnd: () => void
  readonly onDraftLeave: () => void
  readonly activeThreadId: string | null
  /** The thread that the address names. */
  readonly addressedThreadId: string | null
  /** Section whose details are shown. */
  readonly sectionId: string | null
  readonly showsMarks: boolean
  readonly onShowMarks: (shows: boolean) => void
}

const tabs = [
  { key: 'comments', label: words.comments.title },
  { key: 'findings', label: words.checks.title },
  { key: 'details', label: words.sections.details },
] as const

const noThreads: readonly ThreadView[] = []

/** Goes to the thread that the address names, once it is listed; another tab, or on a narrow screen the text, hides it. */
const useAddressedThread = (threadId: string | null, listed: readonly ThreadView[], show: () => void): void => {
  const isListed = listed.some(({ id }) => id === threadId)
  useEffect(() => {
    if (threadId === null || !isListed) return
    requestAnimationFrame(() => {
      // What is hidden takes no focus.
      flushSync(show)
      focusThread(threadId)
    })
  }, [threadId, isListed, show])
}

/** Drawn again only for what it shows: not with every step from section to section. */
const Comments = memo((props: Omit<SidePanelProps, 'tab' | 'onTab' | 'sectionId'>) => {
  const { plan, acts, template, session } = usePlanPage()
  const isOffline = useIsOffline(useOfflineSince(session), sayOfflineAfterMs)
  const isShownAsKept = useShownAsKept(plan.id) !== null
  const named = usePlanNames()
  const { data: listed = noThreads, isPending, error } = useQuery(threadsQuery(plan.id))
  const order = useCallback(
    (readings: readonly Reading[]) =>
      inDocumentOrder(
        listed,
        plan.sections.map(({ id }) => id),
        blockOrder(readings),
      ),
    [listed, plan.sections],
  )
  const threads = useOfReadings(plan.id, order) ?? listed
  useAddressedThread(props.addressedThreadId, listed, acts.showComments)
  const goTo = useCallback(
    ({ id, place }: ThreadView): void => {
      if (place.kind === 'block') acts.goTo(place)
      else if (place.kind === 'words') acts.goToWords(id, place.sectionId)
      else if (place.kind !== 'plan' && place.sectionId !== null) acts.goTo({ sectionId: place.sectionId })
    },
    [acts],
  )
  return (
    <ConnectionContext value={!isOffline && !isShownAsKept}>
      <CommentsPanel
        plan={plan}
        threads={threads}
        isLoading={isPending}
        threadsError={listed === noThreads ? error : null}
        draft={props.draft}
        activeThreadId={props.activeThreadId}
        namePlace={(place) => namePlace(place, plan, named, template)}
        onDraft={acts.comment}
        onDraftEnd={props.onDraftEnd}
        onDraftLeave={props.onDraftLeave}
        onGoTo={goTo}
        showsMarks={props.showsMarks}
        onShowMarks={props.onShowMarks}
        onShow={acts.showComments}
      />
    </ConnectionContext>
  )
})

const Findings = () => {
  const { template, acts } = usePlanPage()
  const reading = useFindingsInput()
  if (reading === null) return <Loading what={words.checks.title} />
  return <FindingsPanel reading={reading} template={template} onGoTo={acts.goTo} />
}

const Panel = ({ tab, onTab, sectionId, ...comments }: SidePanelProps) => (
  <Tabs label={words.plan.side} tabs={tabs} current={tab} onChange={onTab}>
    <div hidden={tab !== 'comments'}>
      <Comments {...comments} />
    </div>
    {tab === 'findings' && <Findings />}
    {tab === 'details' && <SectionDetails sectionId={sectionId} />}
  </Tabs>
)

export const SidePanel = memo((props: SidePanelProps) => (
  <aside id="side-panel" tabIndex={-1} aria-label={words.plan.side} className={`${styles.panel} stays-beside no-print`}>
    {useAfterFirstWords() && <Panel {...props} />}
  </aside>
))
