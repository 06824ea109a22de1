import { requiredText, wholeCell } from 'betty-migrate'

/** Text with Unix line ends; what had others is kept beside it, and comes back as it was. */
export const unixText = () => {
  const text = requiredText()
  return wholeCell<string>({
    describe: 'text, required; line ends become \\n',
    up: (cell, row) => text.up(cell, row).replaceAll('\r\n', '\n'),
    down: (value) => value,
  })
}
