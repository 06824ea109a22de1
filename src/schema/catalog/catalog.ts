/** What a schema can hold, as far as it is compared; `other` are functions, types and the like. */
export type ObjectKind =
  | 'table'
  | 'view'
  | 'sequence'
  | 'column'
  | 'constraint'
  | 'index'
  | 'trigger'
  | 'policy'
  | 'rule'
  | 'comment'
  | 'other'

/**
 * One object of a schema. `definition` is the server's own text for it, without its name and without the name of the
 * schema, so that equal texts mean equal objects whatever the schema is called.
 */
export interface CatalogObject {
  readonly kind: ObjectKind
  /** the table that it belongs to, or its own name; empty for what belongs to no table */
  readonly table: string
  readonly name: string
  readonly definition: string
}

/** All objects of a schema; columns in the order of the table, the rest by kind, table and name. */
export type Catalog = readonly CatalogObject[]
