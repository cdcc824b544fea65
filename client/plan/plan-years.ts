/** Calendar years in which a plan's years start: a plan from 1 April 2026 to 31 March 2029 has 2026, 2027 and 2028. */
export const planYearsOf = ({ from, to }: { readonly from: string; readonly to: string }): readonly number[] => {
  const first = Number(from.slice(0, 4))
  const years: number[] = []
  for (let year = first; `${year}${from.slice(4)}` <= to; year += 1) years.push(year)
  return years
}
