/** What a server sent is no answer of an API, whatever the call was. */
export class BadAnswer extends Error {
  override readonly name = 'BadAnswer'
  /** method and address */
  readonly place: string
  readonly expected: string
  readonly actual: string

  constructor(place: string, expected: string, actual: string) {
    super(`${place} was not answered with ${expected}: ${actual}`)
    this.place = place
    this.expected = expected
    this.actual = actual
  }
}
