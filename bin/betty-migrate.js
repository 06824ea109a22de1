#!/usr/bin/env node
import { existsSync } from 'node:fs'
// as a whole: a Node that is too old lacks what is taken from it, and is to be told so below
import module from 'node:module'

const [major, minor] = process.versions.node.split('.').map(Number)
if (major < 22 || (major === 22 && minor < 19)) {
  process.stderr.write(
    `betty-migrate needs Node 22.19 or later; this is ${process.version}.\n` +
      'Start it with npx inside of a project that has the package "node", or install a newer Node.\n',
  )
  process.exit(2)
}

module.enableCompileCache()

// a package holds a build only; in the repository the sources count, which Node 24 runs as they are
const sources = new URL('../src/cli/main.ts', import.meta.url)
const { main } = await import(existsSync(sources) ? sources.href : '../dist/src/cli/main.js')
await main(process.argv)
