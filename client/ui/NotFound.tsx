/** What stands where there is nothing, or nothing for this person. */
import { Link } from 'wouter'
import { words } from '../words/en.ts'
import { PageHeading } from './PageHeading.tsx'

export const NotFound = () => (
  <>
    <PageHeading title={words.general.notFound} />
    <p>{words.general.notFoundSays}</p>
    <p>
      <Link href="/">{words.general.notFoundHome}</Link>
    </p>
  </>
)
