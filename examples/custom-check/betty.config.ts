import { defineConfig } from 'betty-migrate'

export default defineConfig({
  categories: [{ id: 'business', weight: 10, asks: 'does what this site counts on hold?' }],
  checks: [
    {
      id: 'business.nothing-public',
      suite: 'business',
      category: 'business',
      severity: 'blocker',
      holds: 'what was migrated can be seen by its owner alone',
      fails: 'migrated items can be seen by others than their owners',
      why: 'v1 showed nobody the items of others',
      remedy: 'Set visibility to private in access_control of the items found.',
    },
  ],
  suites: { business: 'checks/**/*.test.ts' },
})
