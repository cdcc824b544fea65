/** A screen in its frame: who is signed in, key help, and the warning before a session ends. */
import { useState } from 'react'
import type { ReactNode } from 'react'
import { useMe } from './api/queries.ts'
import { KeyHelp, useKeyHelpKey } from './help/KeyHelp.tsx'
import { KeptNotices } from './kept/KeptNotices.tsx'
import { OfflineNotice } from './offline/OfflineNotice.tsx'
import { SessionWarning } from './account/SessionWarning.tsx'
import { PageFrame } from './ui/PageFrame.tsx'
import type { SkipLink } from './ui/PageFrame.tsx'

interface ScreenProps {
  readonly skipLinks?: readonly SkipLink[]
  readonly wide?: boolean
  readonly isExample?: boolean
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

const notices = (
  <>
    <OfflineNotice />
    <KeptNotices />
  </>
)

export const Screen = ({ signedIn = true, ...props }: ScreenProps) => {
  const [keysOpen, setKeysOpen] = useState(false)
  useKeyHelpKey(() => setKeysOpen(true))
  const Frame = signedIn ? SignedInFrame : PageFrame
  return (
    <>
      <Frame {...props} notices={notices} onKeys={() => setKeysOpen(true)} />
      {keysOpen && <KeyHelp onClose={() => setKeysOpen(false)} />}
    </>
  )
}
