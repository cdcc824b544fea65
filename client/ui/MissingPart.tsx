/** Says that scripts cannot be had, and offers what may help. */
import { canReachServer } from '../api/call.ts'
import { words } from '../words/en.ts'
import { Button } from './Button.tsx'

/**
 * `away`: the server does not answer. `gone`: it does, and still there are no scripts: it has newer ones, or the browser
 * remembers that it could not get these (whatwg/html 6768). Only a page that is loaded anew helps then.
 */
export type Missing = 'away' | 'gone'

export const whyMissing = async (): Promise<Missing> => ((await canReachServer()) ? 'gone' : 'away')

interface MissingPartProps {
  readonly why: Missing
  readonly onRetry: () => void
}

export const MissingPart = ({ why, onRetry }: MissingPartProps) => (
  <>
    <p>{why === 'away' ? words.errors.partAway : words.errors.partGone}</p>
    {why === 'away' && <Button onClick={onRetry}>{words.general.tryAgain}</Button>}
    {why === 'gone' && <Button onClick={() => location.reload()}>{words.errors.reload}</Button>}
  </>
)
