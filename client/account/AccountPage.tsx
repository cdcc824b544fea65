/** The screen of one's own account: where one is signed in, and tokens for programs. */
import { Screen } from '../Screen.tsx'
import { useMe } from '../api/queries.ts'
import { Gate } from '../ui/Gate.tsx'
import { PageHeading } from '../ui/PageHeading.tsx'
import { words } from '../words/en.ts'
import { Announcements } from './Announcements.tsx'
import { Sessions } from './Sessions.tsx'
import { SignOut } from './SignOut.tsx'
import { Tokens } from './Tokens.tsx'

const AccountPage = () => {
  const me = useMe()
  return (
    <Screen>
      <PageHeading title={words.account.title} />
      <Gate query={me} what={words.account.title}>
        {({ person }) => (
          <>
            <p>{words.account.signedInAs(person.name, person.email)}</p>
            <Sessions />
            <SignOut />
            <Announcements />
            <Tokens />
          </>
        )}
      </Gate>
    </Screen>
  )
}
export default AccountPage
