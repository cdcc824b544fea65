/**
 * Starts the client. The one place that reaches for the clock, randomness and the page's address; everything else gets
 * them handed in.
 */
import './styles/roboto.css'
import './styles/main.scss'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './App.tsx'
import { createDeviceCopies } from './device/device-copies.ts'
import { browserProgram, noProgram } from './device/program.ts'
import { channelName, createWindows } from './device/windows.ts'
import { PlatformContext } from './platform.ts'
import type { Platform } from './platform.ts'
import { installTrustedTypes } from './trusted-types.ts'
import { words } from './words/en.ts'

installTrustedTypes()

/** Ids of blocks made here: 20 letters and digits, unguessable enough never to meet. */
const newId = (): string => {
  const bytes = crypto.getRandomValues(new Uint8Array(20))
  return Array.from(bytes, (byte) => 'abcdefghijklmnopqrstuvwxyz012345'[byte & 31]).join('')
}

const now = (): number => Date.now()
/** While one develops there is no built program to keep. */
const program = import.meta.env.DEV ? noProgram : browserProgram()
const { lostPlan: lostWhy, goneSection: goneTitle } = words.save

const platform: Platform = {
  now,
  newId,
  copies: createDeviceCopies({ now, newId, lostWhy, goneTitle, program }),
  windows: createWindows({ locks: navigator.locks, channel: new BroadcastChannel(channelName) }),
  syncUrl: `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/sync`,
}

const root = document.getElementById('app')
if (root === null) throw new Error('The page has no place for the app')
createRoot(root).render(
  <StrictMode>
    <PlatformContext value={platform}>
      <App />
    </PlatformContext>
  </StrictMode>,
)
