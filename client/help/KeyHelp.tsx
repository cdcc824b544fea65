/** The keys, in a dialog that Ctrl+/ opens from anywhere. */
import { useEffect, useEffectEvent } from 'react'
import { Dialog } from '../ui/Dialog.tsx'
import { words } from '../words/en.ts'
import { KeyTable } from './KeyTable.tsx'

export const useKeyHelpKey = (open: () => void): void => {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (!event.ctrlKey || event.key !== '/' || event.defaultPrevented) return
    event.preventDefault()
    open()
  })
  useEffect(() => {
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])
}

export const KeyHelp = ({ onClose }: { readonly onClose: () => void }) => (
  <Dialog title={words.help.keysTitle} onClose={onClose}>
    <p>{words.help.keysLead}</p>
    <KeyTable />
  </Dialog>
)
