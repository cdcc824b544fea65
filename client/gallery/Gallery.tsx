/** Shown components in their empty, long, error and read-only states; in development only. */
import { CallFault } from '../api/call.ts'
import { CommentBox } from '../comments/CommentBox.tsx'
import { FindingsList } from '../checks/FindingsPanel.tsx'
import { SignOffList } from '../signoff/SignOffList.tsx'
import { Changes } from '../signoff/Changes.tsx'
import { MeanwhileBar } from '../signoff/Meanwhile.tsx'
import { TaskList } from '../home/TaskList.tsx'
import { CoverageKey } from '../checks/CoverageTable.tsx'
import { Screen } from '../Screen.tsx'
import { Button } from '../ui/Button.tsx'
import { ErrorSummary } from '../ui/ErrorSummary.tsx'
import { Failure, FailureBox } from '../ui/Failure.tsx'
import { TextArea, TextField } from '../ui/Field.tsx'
import { MissingPart } from '../ui/MissingPart.tsx'
import { AsKept, CanOpen } from '../offline/OfflineNotice.tsx'
import { NotConnected } from '../plan/PlanBanners.tsx'
import { Loading } from '../ui/Loading.tsx'
import { NotFound } from '../ui/NotFound.tsx'
import { Outcome } from '../ui/Outcome.tsx'
import { StateTag } from '../ui/StateTag.tsx'
import type { Present } from '../sync/presence.ts'
import { saySaving } from '../sync/save-words.ts'
import type { SectionRoomState } from '../sync/section-room.ts'
import type { ReactNode } from 'react'
import styles from './Gallery.module.css'

const Case = ({ name, children }: { readonly name: string; readonly children: ReactNode }) => (
  <section>
    <h2>{name}</h2>
    {children}
  </section>
)

const shownAt = Date.UTC(2026, 10, 30, 16, 5)

const live: SectionRoomState = {
  phase: 'live',
  hasContent: true,
  hasText: true,
  unsaved: 0,
  savedAt: Date.UTC(2026, 0, 5, 10, 42),
  offlineSince: null,
  endedBy: null,
  notice: null,
}

const savings: readonly SectionRoomState[] = [
  { ...live, phase: 'connecting', hasContent: false, hasText: false },
  { ...live, savedAt: null },
  live,
  { ...live, unsaved: 2 },
  { ...live, unsaved: 40 },
  { ...live, phase: 'offline' },
  { ...live, phase: 'offline', unsaved: 3 },
  { ...live, phase: 'ended', endedBy: 4409 },
]

const signOff = {
  id: 's1',
  sectionId: 'a',
  contentHash: '',
  personName: 'Ada Reid',
  bodyId: 'b1',
  capacity: 'Chief Social Work Officer',
  statement: 'I agree to this section as shown.',
  at: '2026-01-05T10:42:00Z',
  valid: true,
}

const bodies = [{ id: 'b1', name: 'Strathlorne Council', shortName: 'Council', kind: 'council', lead: true }]
const meanwhile = { connection: 'live', hasChanged: false, onShow: () => undefined } as const
const writer = (name: string, colour: number): Present => ({
  user: { personId: name, name, body: 'Strathlorne Council', colour },
  sectionId: 'a',
  writing: true,
})
const refused = new CallFault(
  { type: 'conflict', says: 'A body with members cannot be removed.', requestId: 'r-17' },
  409,
)

const Gallery = () => (
  <Screen signedIn={false}>
    <h1>Gallery</h1>
    <Case name="Buttons">
      {(['primary', 'secondary', 'small', 'plain'] as const).map((look) => (
        <Button key={look} look={look}>
          {look}
        </Button>
      ))}
    </Case>
    <Case name="States">
      {(['not-started', 'drafting', 'ready', 'signed'] as const).map((state) => (
        <StateTag key={state} state={state} />
      ))}
    </Case>
    <Case name="Saving">
      <ul>
        {savings.map((state, index) => (
          <li key={index}>{saySaving(state).says}</li>
        ))}
      </ul>
    </Case>
    <Case name="Loading, failure, not found">
      <Loading what="the plan" />
      <Failure thrown={refused} onRetry={() => undefined} />
      <NotFound />
    </Case>
    <Case name="An act: no answer yet, none in time, refused">
      <Outcome of={{ isPending: true, error: null }} />
      <Outcome of={{ isPending: false, error: new CallFault({ type: 'not-available', says: '' }, 0) }} />
      <Outcome of={{ isPending: false, error: refused }} />
    </Case>
    <Case name="A part that cannot be loaded">
      <FailureBox>
        <MissingPart why="away" onRetry={() => undefined} />
      </FailureBox>
      <NotConnected why="gone" onRetry={() => undefined} />
    </Case>
    <Case name="Without a connection: a kept plan, written and read only; plans that can be opened">
      <AsKept personName="Callum Reith" at={shownAt} mayWrite />
      <AsKept personName={'Long'.repeat(20)} at={shownAt} mayWrite={false} />
      <CanOpen
        plans={[
          { planId: 'p', title: 'Strathlorne plan', at: shownAt },
          { planId: 'q', title: 'Title'.repeat(30), at: shownAt },
        ]}
      />
    </Case>
    <Case name="Key of the aims table">
      <CoverageKey />
    </Case>
    <Case name="Form with faults">
      <ErrorSummary faults={[{ field: 'g-title', says: 'Enter a title' }]} />
      <TextField id="g-title" label="Title" hint="A hint" fault="Enter a title" />
      <TextArea label="Statement" />
    </Case>
    <Case name="Tasks: none, some, late">
      <TaskList tasks={[]} today="2026-01-05" />
      <TaskList
        today="2026-01-05"
        tasks={[
          { kind: 'sign', planId: 'p', sectionId: 'a', title: 'Early help', dueOn: '2025-12-01' },
          { kind: 'write', planId: 'p', sectionId: 'b', title: 'Needs'.repeat(20), dueOn: null },
          {
            kind: 'answer',
            planId: 'p',
            sectionId: 'c',
            title: 'Early help',
            dueOn: '2026-02-01',
            threadId: 't',
            said: {
              by: 'Ben Muir',
              text: 'Could the hub open an hour earlier, so that parents can get to work in time?',
            },
          },
        ]}
      />
    </Case>
    <Case name="Comment box">
      <CommentBox
        label="Your comment"
        button="Post comment"
        box={{ box: 'gallery', opens: null }}
        isAsked
        onPost={() => Promise.reject(refused)}
        onPosted={() => undefined}
        onCancel={() => undefined}
      />
    </Case>
    <Case name="Findings: none">
      <FindingsList groups={[]} onGoTo={() => undefined} />
    </Case>
    <Case name="Sign-offs: valid, lapsed, reopened">
      <SignOffList
        plan={{ bodies }}
        section={{
          signOffs: [signOff, { ...signOff, id: 's2', valid: false }],
          reopenings: [
            { sectionId: 'a', personName: 'Ben Muir', reason: 'A figure was wrong.', at: '2026-01-06T09:00:00Z' },
          ],
        }}
      />
    </Case>
    <Case name="Text changed before signing">
      <Changes
        changes={{
          wasRefused: true,
          list: [
            { kind: 'removed', text: 'We will help 300 families.' },
            { kind: 'added', text: 'We will help 320 families.' },
          ],
        }}
      />
      <Changes changes={{ wasRefused: false, list: [] }} />
    </Case>
    <Case name="Meanwhile: nobody and many write, the text changed, no connection">
      <div className={styles.screen}>
        <MeanwhileBar {...meanwhile} writers={[]} />
      </div>
      <div className={styles.screen}>
        <MeanwhileBar {...meanwhile} writers={['Ada Reid', 'Long'.repeat(20)].map(writer)} hasChanged />
      </div>
      <div className={styles.screen}>
        <MeanwhileBar {...meanwhile} writers={[]} connection="away" hasChanged />
      </div>
    </Case>
  </Screen>
)
export default Gallery
