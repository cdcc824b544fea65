/** What waits for a person, soonest first; the rest on demand. */
import { useState } from 'react'
import { Link } from 'wouter'
import { clip } from '../../shared/plan/text.ts'
import { Button } from '../ui/Button.tsx'
import { words } from '../words/en.ts'
import { sayDay } from '../words/en/general.ts'
import { taskAddress } from './tasks.ts'
import type { Task } from './tasks.ts'
import styles from './TaskList.module.css'

/** As many as fit without scrolling on a small laptop. */
const shownAtFirst = 8

const sayDue = (dueOn: string | null, today: string): string => {
  if (dueOn === null) return words.home.noDate
  return dueOn < today ? words.home.overdue(sayDay(dueOn)) : words.home.due(sayDay(dueOn))
}

/** As much as stands on a line beside a name. */
const firstChars = 40

interface TaskListProps {
  readonly tasks: readonly Task[]
  /** `YYYY-MM-DD` */
  readonly today: string
}

export const TaskList = ({ tasks, today }: TaskListProps) => {
  const [showsAll, setShowsAll] = useState(false)
  if (tasks.length === 0) return <p>{words.home.nothingWaiting}</p>
  return (
    <>
      <ul className={styles.tasks}>
        {tasks.slice(0, showsAll ? tasks.length : shownAtFirst).map((task) => (
          <li key={taskAddress(task) + task.kind}>
            <Link href={taskAddress(task)}>
              {words.home[task.kind](task.title)}
              {task.said && (
                <span className={styles.said}> {words.home.said(task.said.by, clip(task.said.text, firstChars))}</span>
              )}
            </Link>
            {task.kind !== 'answered' && (
              <span className={task.dueOn !== null && task.dueOn < today ? styles.late : styles.due}>
                {sayDue(task.dueOn, today)}
              </span>
            )}
          </li>
        ))}
      </ul>
      {!showsAll && tasks.length > shownAtFirst && (
        <Button look="plain" onClick={() => setShowsAll(true)}>
          {words.home.showAll(tasks.length)}
        </Button>
      )}
    </>
  )
}
