/** fast-check arbitraries of v1 data: rows in every form, and every storage class in every column. */
export { cell } from './cells.ts'
export { knowledgeRow, relationshipRow, userRow } from './v1-rows.ts'
