/** Makes a token; it is shown once, to be copied. */
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../api/call.ts'
import { usePlatform } from '../platform.ts'
import { useAnnounce } from '../ui/Announcer.tsx'
import { Button } from '../ui/Button.tsx'
import { CopyField } from '../ui/CopyField.tsx'
import { TextField } from '../ui/Field.tsx'
import { Outcome } from '../ui/Outcome.tsx'
import { words } from '../words/en.ts'
import styles from './account.module.css'

const labelId = 'token-label'

export const CreateToken = ({ onCreated }: { readonly onCreated: () => void }) => {
  const { newId } = usePlatform()
  const [once, setOnce] = useState(newId)
  const [label, setLabel] = useState('')
  const [fault, setFault] = useState<string>()
  const announce = useAnnounce()
  const create = useMutation({
    mutationFn: () => call('POST /api/tokens', {}, { label, once }),
    onSuccess: () => {
      setLabel('')
      setOnce(newId())
      announce(words.account.tokenShown)
      onCreated()
    },
  })
  const submit = (): void => {
    const isMissing = label.trim() === ''
    setFault(isMissing ? words.account.tokenMissing : undefined)
    if (isMissing) document.getElementById(labelId)?.focus()
    else create.mutate()
  }
  return (
    <>
      {create.data !== undefined && (
        <div className="ds_inset-text">
          <p>
            <strong>{words.account.tokenShown}</strong>
          </p>
          <CopyField key={create.data.id} label={words.account.token} value={create.data.token} />
        </div>
      )}
      <form
        noValidate
        className={styles.create}
        onSubmit={(event) => {
          event.preventDefault()
          submit()
        }}
      >
        <TextField
          id={labelId}
          label={words.account.tokenLabel}
          fault={fault}
          maxLength={80}
          value={label}
          onChange={(event) => setLabel(event.target.value)}
        />
        <Outcome of={create} again={words.account.tokenAgain} />
        <Button type="submit" disabled={create.isPending}>
          {words.account.tokenCreate}
        </Button>
      </form>
    </>
  )
}
