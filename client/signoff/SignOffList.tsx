/** Who signed a section, when, as what, and whether the signature still holds; and who reopened it and why. */
import type { PlanView } from '../../shared/api/plans.ts'
import type { SectionView, SignOffView } from '../../shared/api/sections.ts'
import { sayWhoSigned } from '../ui/who-signed.ts'
import { words } from '../words/en.ts'
import { sayMoment } from '../words/en/general.ts'
import styles from './SignOffList.module.css'
import page from './SignOffPage.module.css'

interface SignOffListProps {
  readonly plan: Pick<PlanView, 'bodies'>
  readonly section: Pick<SectionView, 'signOffs' | 'reopenings'>
}

const SignOff = ({ signOff, who }: { readonly signOff: SignOffView; readonly who: string }) => (
  <li>
    <span className={`ds_tag ${signOff.valid ? 'ds_tag--green' : 'ds_tag--red'}`}>
      {signOff.valid ? words.signOff.valid : words.signOff.lapsed}
    </span>{' '}
    <strong>{who}</strong>, {sayMoment(signOff.at)}
    <p className={styles.statement}>{signOff.statement}</p>
  </li>
)

export const SignOffList = ({ plan, section }: SignOffListProps) => (
  <section aria-labelledby="sign-offs" className={page.part}>
    <h2 id="sign-offs">{words.signOff.listTitle}</h2>
    {section.signOffs.length === 0 && <p>{words.signOff.none}</p>}
    <ul className={styles.list}>
      {section.signOffs.map((signOff) => (
        <SignOff key={signOff.id} signOff={signOff} who={sayWhoSigned(plan, signOff)} />
      ))}
      {section.reopenings.map((reopening) => (
        <li key={reopening.at}>
          {words.signOff.reopenedBy(reopening.personName, sayMoment(reopening.at))}
          <p className={styles.statement}>{reopening.reason}</p>
        </li>
      ))}
    </ul>
  </section>
)
