/** An e-mail address, which breaks after its @ or before a dot where the line is too short for it. */
import { Fragment } from 'react'
import styles from './people.module.css'

export const Email = ({ address }: { readonly address: string }) => (
  <span className={styles.second}>
    {address.split(/(?<=@)|(?=\.)/).map((part, index) => (
      <Fragment key={index}>
        {index > 0 && <wbr />}
        {part}
      </Fragment>
    ))}
  </span>
)
