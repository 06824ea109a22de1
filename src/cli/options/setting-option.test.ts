import { resolve } from 'node:path'
import { Command } from 'commander'
import { afterEach, expect, test } from 'vitest'
import { type Declaration, without } from '../../settings/declaration.ts'
import { declarations, type FlagName } from '../../settings/declarations.ts'
import { loadGiven } from '../../settings/load-settings.ts'
import { addSettings, takeFlags } from './setting-option.ts'

const flagged = Object.entries(declarations)
  .filter(([, { flag }]) => typeof flag === 'string')
  .map(([name]) => name as FlagName)

const before = { ...process.env }
afterEach(() => {
  process.env = { ...before }
})

const take = (...words: string[]) => {
  const command = addSettings(new Command(), ...flagged).exitOverride()
  takeFlags(command.parse(words, { from: 'user' }))
}

test('commander keeps the value of every flag under the name of its setting', () => {
  const { options } = addSettings(new Command(), ...flagged)
  expect(options.map((option) => option.attributeName())).toEqual(flagged)
})

test('a flag wins over the environment; what is not given stays', async () => {
  process.env.BETTY_READINESS_THRESHOLD = '10'
  process.env.BETTY_TIMEOUT = '500ms'
  take('--threshold', '55', '--v1-db', 'some.db', '--allow-writes')
  expect(await loadGiven()).toMatchObject({
    threshold: 55,
    timeout: 500,
    v1Db: resolve('some.db'),
    allowWrites: true,
    keep: false,
  })
})

test('a setting of which a way is missing, and nobody says why, is no declaration', () => {
  const whole = {
    flag: '--x',
    variable: without('it is none'),
    key: without('it is none'),
    means: '',
    text: declarations.config.text,
  }
  const { flag: _flag, ...lacking } = whole
  whole satisfies Declaration
  // @ts-expect-error: the flag is missing
  lacking satisfies Declaration
  // @ts-expect-error: without a reason
  ;({ ...whole, variable: undefined }) satisfies Declaration
  // @ts-expect-error: this one has no flag
  expect(() => addSettings(new Command(), 'tokenSecret')).toThrow()
})
