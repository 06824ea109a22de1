import { defineRubric } from 'betty-migrate/reporter'

/** A check belongs to the suite that has the name of a Vitest project. */
export const rubric = defineRubric({
  categories: [{ id: 'clients', weight: 1, asks: 'do our clients go on working?' }],
  checks: [
    {
      id: 'clients.first-page',
      suite: 'systems',
      category: 'clients',
      severity: 'blocker',
      holds: 'the first page of a list is the same',
      fails: 'the first page of a list differs',
      why: 'it is what our users see first',
      remedy: 'Compare both answers.',
    },
    {
      id: 'clients.any-title',
      suite: 'rows',
      category: 'clients',
      severity: 'major',
      holds: 'any title has a form that we can show',
      fails: 'a title cannot be shown',
      why: 'titles stand in our menus',
      remedy: 'Replay the seed.',
    },
  ],
})
