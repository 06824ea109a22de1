import { expect, onTestFinished, test, vi } from 'vitest'
import { hostEnvironment, insideContainer, readConnection } from './connection-variables.ts'

test('a URL becomes the variables of libpq', () => {
  const url = `postgresql://u%40x:p%2F%3A%3F%40%25@[::1]:5433/a%20b%22=c'%C3%A9?application_name=me&options=-c%20a%3Db&sslmode=disable`
  expect(readConnection(url)).toEqual({
    PGHOST: '::1',
    PGPORT: '5433',
    PGUSER: 'u@x',
    PGPASSWORD: 'p/:?@%',
    PGDATABASE: `a b"=c'é`,
    PGAPPNAME: 'me',
    PGOPTIONS: '-c a=b',
    PGSSLMODE: 'disable',
    PGCLIENTENCODING: 'UTF8',
    PGCONNECT_TIMEOUT: '10',
  })
})

test('what the driver calls no-verify, libpq calls require', () => {
  expect(readConnection('postgresql://h/d?sslmode=no-verify').PGSSLMODE).toBe('require')
  expect(readConnection('postgresql://h/d?ssl=true').PGSSLMODE).toBe('require')
})

test('a socket folder and a user may be parameters', () => {
  const connection = readConnection('postgresql:///d?host=/var/run/postgresql&user=me')
  expect(connection).toMatchObject({ PGHOST: '/var/run/postgresql', PGUSER: 'me', PGDATABASE: 'd' })
})

test('nothing in the environment leads to another server', () => {
  for (const name of ['PGSERVICE', 'PGHOSTADDR', 'PGPORT', 'PGDATABASE']) vi.stubEnv(name, '10.0.0.9')
  onTestFinished(() => void vi.unstubAllEnvs())
  const environment = hostEnvironment(readConnection('postgresql://u@h:1/d'))
  expect(environment).toMatchObject({ PGHOST: 'h', PGPORT: '1', PGDATABASE: 'd', PATH: process.env.PATH })
  expect(Object.values(environment)).not.toContain('10.0.0.9')
})

test('inside the container it is the same database, at its own port, with no files of this machine', () => {
  const connection = readConnection('postgresql://u:p@localhost:49153/d?sslmode=disable&application_name=me')
  expect(insideContainer(connection, 5432)).toEqual({
    PGHOST: '127.0.0.1',
    PGPORT: '5432',
    PGUSER: 'u',
    PGPASSWORD: 'p',
    PGDATABASE: 'd',
    PGAPPNAME: 'me',
    PGCLIENTENCODING: 'UTF8',
    PGCONNECT_TIMEOUT: '10',
  })
})
