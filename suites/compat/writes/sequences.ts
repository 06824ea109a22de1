import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { createJudge, type Judge } from '../../../src/vitest/judge.ts'
import { itemChange, newItem } from '../../transformers/calls.ts'
import { totalOf } from '../answers.ts'
import { type Bench, onBench, takeBack } from './bench.ts'
import { plainItem } from './bodies.ts'
import { Add, Change, type Filter, Find, List, type Model, type Real, Remove } from './commands.ts'
import { askBoth } from './pair.ts'

const runs = 6
const longest = 14

/** Tries to find a shorter sequence that fails: each makes many calls. */
const mostShrinks = 40

/**
 * Random sequences of adding, changing, deleting, finding and listing, on both sides at once: after each step answers
 * and rows must agree with one another and with what was sent.
 */
export const compareSequences = (judge: Judge): Promise<void> =>
  onBench(judge, async (bench) => {
    const { projects } = bench
    const [all, notes] = [{}, { type: 'note' }] as const
    const filters: Filter[] = [all, notes, { type: 'snippet' }, { project_id: projects[1] ?? 'default' }]
    const before = await Promise.all(filters.map((filter) => countBoth(bench, filter)))
    const place = fc.nat()
    const project = fc.constantFrom(...projects)
    const commands = fc.commands(
      [
        fc.tuple(newItem, project).map(([item, project_id]) => new Add({ ...item, project_id })),
        fc.tuple(newItem, project).map(([item, project_id]) => new Add({ ...item, project_id })),
        fc
          .tuple(place, itemChange, project)
          .map(
            ([at, { project_id, ...change }, other]) =>
              new Change(at, { ...change, ...(project_id !== undefined && { project_id: other }) }),
          ),
        place.map((at) => new Remove(at)),
        place.map((at) => new Find(at)),
        fc.constantFrom(...filters).map((filter) => new List(filter)),
      ],
      { maxCommands: longest, size: 'max' },
    )
    let tried = 0
    const property = fc.asyncProperty(commands, async (sequence) => {
      if (tried > 0 && tried++ > mostShrinks) return
      const real: Real = {
        bench: { ...bench, judge: createJudge('endpoints.sequences') },
        pairs: new Map(),
        mark: `m${randomBytes(6).toString('hex')}`,
        before: (filter) => before[filters.indexOf(filter)] ?? { v1: 0, v2: 0 },
      }
      try {
        await fc.asyncModelRun(() => ({ model: { items: new Map() } satisfies Model, real }), sequence)
      } catch (error) {
        tried = Math.max(tried, 1)
        throw error
      } finally {
        await takeBack(bench)
      }
    })
    const usual = [new Add(plainItem), new Add({ ...plainItem, title: 'B' }), new Find(0), new List(notes)]
    const then = [
      new Change(0, { title: 'A' }),
      new Find(0),
      new List(all),
      new Remove(0),
      new Find(0),
      new List(all),
    ]
    const found = await fc.check(property, {
      numRuns: runs,
      unbiased: true,
      examples: [[[...usual, ...then]]],
    })
    judge.looked(found.numRuns, 'sequences')
    judge.message(`seed ${found.seed}`)
    if (!found.failed) return
    const [sequence] = found.counterexample ?? []
    const reason = found.errorInstance instanceof Error ? found.errorInstance.message : 'it threw'
    judge.finding({
      code: 'sequence_broken',
      place: 'a sequence of calls',
      note: `${reason} after ${String(sequence)}`,
    })
    judge.reproduce(`fast-check seed ${found.seed}, path ${found.counterexamplePath}`)
  })

async function countBoth(
  { apis }: Bench,
  query: Filter,
): Promise<{ readonly v1: number; readonly v2: number }> {
  const { v1, v2 } = await askBoth(apis, { path: '/api/v1/knowledge/list', query })
  return { v1: totalOf(v1), v2: totalOf(v2) }
}
