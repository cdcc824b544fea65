/** A person as a disc with initials. Decoration: the name always stands beside it or in a list. */
import { presenceColours, type PresentUser } from '../../shared/protocol.ts'
import styles from './PresenceDisc.module.css'

/** First letters of the first and the last name. */
const initialsOf = (name: string): string => {
  const parts = name.trim().split(/\s+/)
  const first = parts[0]?.[0] ?? ''
  const last = parts.length > 1 ? (parts.at(-1)?.[0] ?? '') : ''
  return (first + last).toLocaleUpperCase('en-GB')
}

export const PresenceDisc = ({ user }: { readonly user: PresentUser }) => (
  <span
    className={styles.disc}
    data-colour={user.colour % presenceColours}
    title={`${user.name}, ${user.body}`}
    aria-hidden="true"
  >
    {initialsOf(user.name)}
  </span>
)
