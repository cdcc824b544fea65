/** The accessibility statement. */
import { Screen } from '../Screen.tsx'
import { PageHeading } from '../ui/PageHeading.tsx'
import { words } from '../words/en.ts'

const AccessibilityPage = () => (
  <Screen>
    <PageHeading title={words.help.accessibilityTitle} />
    {words.help.accessibility.map((says) => (
      <p key={says}>{says}</p>
    ))}
  </Screen>
)
export default AccessibilityPage
