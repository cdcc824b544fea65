/** An invitation: what one is invited to, as what, and a button to join. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useLocation } from 'wouter'
import { call, errorOf } from '../api/call.ts'
import type { RouteReply } from '../../shared/api/contract.ts'
import { Screen } from '../Screen.tsx'
import { Button } from '../ui/Button.tsx'
import { ErrorSummary, faultOf } from '../ui/ErrorSummary.tsx'
import { Failure } from '../ui/Failure.tsx'
import { TextField } from '../ui/Field.tsx'
import { Loading } from '../ui/Loading.tsx'
import { Outcome } from '../ui/Outcome.tsx'
import { PageHeading } from '../ui/PageHeading.tsx'
import { useFoundFaults } from '../ui/use-found-faults.ts'
import { words } from '../words/en.ts'
import { joinFields, joinRules } from './form-faults.ts'
import { isGone, useLinkToken } from './link-token.ts'

type Invitation = RouteReply<'POST /api/invitations/look'>

/** The address that was invited has an account, and it is not this browser's. */
const mustSignIn = (thrown: unknown): boolean => thrown !== null && errorOf(thrown).type === 'sign-in'

const JoinForm = ({ token, invitation }: { readonly token: string; readonly invitation: Invitation }) => {
  const [name, setName] = useState(invitation.name)
  const { faults, foundIn, isClean, judge, take } = useFoundFaults({ name }, joinRules)
  const queries = useQueryClient()
  const [, navigate] = useLocation()
  const join = useMutation({
    mutationFn: () => call('POST /api/invitations/accept', {}, { token, name: name.trim() }),
    onSuccess: async ({ to }) => {
      // The invitation is spent: asking for it once more would only be refused.
      await queries.resetQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'invitation' })
      navigate(to.startsWith('/') ? to : '/', { replace: true })
    },
  })
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        if (judge()) join.mutate(undefined, { onError: take })
      }}
    >
      <ErrorSummary faults={faults} foundIn={foundIn} />
      <p>{words.entry.joinTo(invitation.planTitle)}</p>
      <p>
        <strong>{words.entry.joinBody}:</strong> {invitation.bodyName}
      </p>
      <p>
        <strong>{words.entry.joinRole}:</strong> {words.roles[invitation.role]}. {words.entry.roleSays[invitation.role]}
      </p>
      <TextField
        id={joinFields.name}
        label={words.entry.joinName}
        fault={faultOf(faults, joinFields.name)}
        autoComplete="name"
        value={name}
        onChange={(event) => setName(event.target.value)}
      />
      {isClean && <Outcome of={join} />}
      {mustSignIn(join.error) && (
        <p>
          <a href="/sign-in" target="_blank" rel="noopener">
            {words.entry.joinSignIn}
          </a>
        </p>
      )}
      <Button look="primary" type="submit" disabled={join.isPending}>
        {words.entry.join}
      </Button>
    </form>
  )
}

const Broken = () => (
  <>
    <PageHeading title={words.entry.joinBrokenTitle} />
    <p>{words.entry.joinBroken}</p>
  </>
)

const Look = ({ token }: { readonly token: string }) => {
  const look = useQuery({
    queryKey: ['invitation', token],
    queryFn: () => call('POST /api/invitations/look', {}, { token }),
  })
  if (isGone(look.error)) return <Broken />
  return (
    <>
      <PageHeading title={words.entry.joinTitle} />
      {look.data !== undefined && <JoinForm token={token} invitation={look.data} />}
      {look.data === undefined && look.error === null && <Loading what={words.entry.joinTitle} />}
      <Failure thrown={look.error} onRetry={() => void look.refetch()} />
    </>
  )
}

const NoToken = () => (
  <>
    <PageHeading title={words.entry.joinTitle} />
    <p>{words.entry.noToken}</p>
  </>
)

const JoinPage = () => {
  const [token] = useLinkToken()
  return <Screen signedIn={false}>{token === null ? <NoToken /> : <Look key={token} token={token} />}</Screen>
}
export default JoinPage
