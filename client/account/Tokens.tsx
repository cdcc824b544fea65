/** Tokens for programs: what they are good for, those there are, and a new one, which is shown once. */
import { useMutation, useQuery } from '@tanstack/react-query'
import type { TokenView } from '../../shared/api/person.ts'
import { call } from '../api/call.ts'
import { tokensQuery } from '../api/queries.ts'
import { useAnnounce } from '../ui/Announcer.tsx'
import { Button } from '../ui/Button.tsx'
import { Gate } from '../ui/Gate.tsx'
import { Outcome } from '../ui/Outcome.tsx'
import { TableScroll } from '../ui/TableScroll.tsx'
import { words } from '../words/en.ts'
import { sayMoment } from '../words/en/general.ts'
import { CreateToken } from './CreateToken.tsx'

export const Tokens = () => {
  const tokens = useQuery(tokensQuery)
  const announce = useAnnounce()
  const revoke = useMutation({
    mutationFn: (tokenId: string) => call('DELETE /api/tokens/:tokenId', { tokenId }),
    onSuccess: async () => {
      announce(words.account.tokenRevoked)
      document.getElementById('tokens')?.focus()
      await tokens.refetch()
    },
  })
  return (
    <section aria-labelledby="tokens">
      <h2 id="tokens" tabIndex={-1}>
        {words.account.tokens}
      </h2>
      <p>{words.account.tokensSays}</p>
      <p>
        {words.account.tokenExample}{' '}
        <code>
          {words.account.tokenHeader} <var>{words.account.tokenPlace}</var>
        </code>
      </p>
      <Outcome of={revoke} />
      <Gate query={tokens} what={words.account.tokens}>
        {(known) => <TokenTable tokens={known} isRevoking={revoke.isPending} onRevoke={(id) => revoke.mutate(id)} />}
      </Gate>
      <CreateToken onCreated={() => void tokens.refetch()} />
    </section>
  )
}

interface TokenTableProps {
  readonly tokens: readonly TokenView[]
  readonly isRevoking: boolean
  readonly onRevoke: (tokenId: string) => void
}

const TokenTable = ({ tokens, isRevoking, onRevoke }: TokenTableProps) => {
  if (tokens.length === 0) return <p>{words.account.noTokens}</p>
  return (
    <TableScroll label={words.account.tokensList} folds>
      <thead>
        <tr>
          <th scope="col">{words.account.label}</th>
          <th scope="col">{words.account.created}</th>
          <th scope="col">{words.account.lastUsed}</th>
          <th scope="col">{words.account.actions}</th>
        </tr>
      </thead>
      <tbody>
        {tokens.map(({ id, label, createdAt, lastUsedAt }) => (
          <tr key={id}>
            <th scope="row">{label}</th>
            <td data-head={words.account.created}>{sayMoment(createdAt)}</td>
            <td data-head={words.account.lastUsed}>
              {lastUsedAt === null ? words.account.never : sayMoment(lastUsedAt)}
            </td>
            <td>
              <Button
                look="plain"
                aria-label={words.account.tokenRevokeOf(label)}
                disabled={isRevoking}
                onClick={() => onRevoke(id)}
              >
                {words.account.tokenRevoke}
              </Button>
            </td>
          </tr>
        ))}
      </tbody>
    </TableScroll>
  )
}
