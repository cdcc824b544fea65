/** Days in words, as the page, the findings and a plan's first words write them. */

const months = 'January February March April May June July August September October November December'.split(' ')

/** `2029-03-31`, or a time of that day, as `31 March 2029`; what is no day is given back as it is. */
export const longDate = (day: string): string => {
  const [, year, month, date] = /^(\d{4})-(\d{2})-(\d{2})/.exec(day) ?? []
  const name = months[Number(month) - 1]
  return name === undefined ? day : `${Number(date)} ${name} ${year}`
}
