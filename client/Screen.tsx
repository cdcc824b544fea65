/** A screen in its frame: who is signed in, key help, and the warning before a session ends. */
import { useState } from 'react'
import type { ReactNode } from 'react'
import type { PlanView } from '../shared/api/plans.ts'
import { useMe } from './api/queries.ts'
import { KeyHelp, useKeyHelpKey } from './help/KeyHelp.tsx'
import { KeptNotices } from './kept/KeptNotices.tsx'
import { OfflineNotice } from './offline/OfflineNotice.tsx'
import { useShownAsKept } from './offline/shown-facts-context.ts'
import { usePlatform } from './platform.ts'
import { SessionWarning } from './account/SessionWarning.tsx'
import { PageFrame } from './ui/PageFrame.tsx'
import type { SkipLink } from './ui/PageFrame.tsx'
import { PrintedPlan } from './ui/PrintedPlan.tsx'

interface ScreenProps {
  readonly skipLinks?: readonly SkipLink[]
  readonly wide?: boolean
  readonly isExample?: boolean
  /** The plan beside whose page the screen stands, once it is known; paper says which it is. */
  readonly besidePlan?: PlanView | undefined
  /** False on screens for those who are not signed in, which ask the server nothing. */
  readonly signedIn?: boolean
  readonly children: ReactNode
}

const SignedInFrame = (props: ScreenProps & { readonly onKeys: () => void; readonly notices: ReactNode }) => {
  const me = useMe()
  return (
    <>
      <PageFrame {...props} personName={me.data?.person.name} />
      <SessionWarning endsAt={me.data?.sessionEndsAt ?? null} />
    </>
  )
}

const Beside = ({ plan }: { readonly plan: PlanView }) => {
  const { now } = usePlatform()
  const kept = useShownAsKept(plan.id)
  return <PrintedPlan plan={plan} asOf={kept?.at ?? now()} />
}

export const Screen = ({ signedIn = true, besidePlan, ...props }: ScreenProps) => {
  const [keysOpen, setKeysOpen] = useState(false)
  useKeyHelpKey(() => setKeysOpen(true))
  const Frame = signedIn ? SignedInFrame : PageFrame
  const notices = (
    <>
      {besidePlan !== undefined && <Beside plan={besidePlan} />}
      <OfflineNotice />
      <KeptNotices />
    </>
  )
  return (
    <>
      <Frame {...props} notices={notices} onKeys={() => setKeysOpen(true)} />
      {keysOpen && <KeyHelp onClose={() => setKeysOpen(false)} />}
    </>
  )
}
