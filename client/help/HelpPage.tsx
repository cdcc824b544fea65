/** Help: how the main jobs go, and the keys. */
import { Screen } from '../Screen.tsx'
import { PageHeading } from '../ui/PageHeading.tsx'
import { words } from '../words/en.ts'
import { KeyTable } from './KeyTable.tsx'

const HelpPage = () => (
  <Screen>
    <PageHeading title={words.help.title} />
    {words.help.sections.map(({ title, says }) => (
      <section key={title}>
        <h2>{title}</h2>
        <p>{says}</p>
      </section>
    ))}
    <h2>{words.help.keysTitle}</h2>
    <KeyTable />
  </Screen>
)
export default HelpPage
