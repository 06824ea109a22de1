/** Days of the proleptic Gregorian calendar, counted from 1970-01-01. Years before 1 are 0, -1 and so on. */

/** The calendar repeats after 400 years. */
const cycleDays = 146_097
/** From 0000-03-01, where a cycle begins, to 1970-01-01. */
const epochDays = 719_468

const monthDays = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

export function isDay(year: number, month: number, day: number): boolean {
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
  return day >= 1 && day <= (month === 2 && leap ? 29 : (monthDays[month - 1] ?? 0))
}

/** The year is taken to begin in March, so that the leap day is its last. */
export function daysOf(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year
  const cycle = Math.floor(y / 400)
  const ofCycle = y - cycle * 400
  const ofYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1
  const days = ofCycle * 365 + Math.floor(ofCycle / 4) - Math.floor(ofCycle / 100) + ofYear
  return cycle * cycleDays + days - epochDays
}

/** The inverse of `daysOf`. */
export function dayOf(days: number): { readonly year: number; readonly month: number; readonly day: number } {
  const shifted = days + epochDays
  const cycle = Math.floor(shifted / cycleDays)
  const ofCycle = shifted - cycle * cycleDays
  const leapDays = Math.floor(ofCycle / 1460) - Math.floor(ofCycle / 36_524) + Math.floor(ofCycle / 146_096)
  const yearOfCycle = Math.floor((ofCycle - leapDays) / 365)
  const ofYear = ofCycle - (365 * yearOfCycle + Math.floor(yearOfCycle / 4) - Math.floor(yearOfCycle / 100))
  const march = Math.floor((5 * ofYear + 2) / 153)
  const month = march < 10 ? march + 3 : march - 9
  const day = ofYear - Math.floor((153 * march + 2) / 5) + 1
  return { year: yearOfCycle + cycle * 400 + (month <= 2 ? 1 : 0), month, day }
}
