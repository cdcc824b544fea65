/** What is said aloud about others, for those who use a screen reader: switched on and off here. */
import { changeAnnouncements, useAnnouncementSettings } from '../ui/announcement-settings.ts'
import { CheckField } from '../ui/Field.tsx'
import { words } from '../words/en.ts'

export const Announcements = () => {
  const settings = useAnnouncementSettings()
  return (
    <section aria-labelledby="announcements">
      <h2 id="announcements">{words.account.announcements}</h2>
      <p id="announcements-says">{words.account.announcementsSay}</p>
      <fieldset aria-labelledby="announcements" aria-describedby="announcements-says" className="plain-fieldset">
        <CheckField
          label={words.account.announcePeople}
          checked={settings.people}
          onChange={(event) => changeAnnouncements({ people: event.target.checked })}
        />
        <CheckField
          label={words.account.announceWriting}
          checked={settings.writing}
          onChange={(event) => changeAnnouncements({ writing: event.target.checked })}
        />
      </fieldset>
    </section>
  )
}
