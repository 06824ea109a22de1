import { setFlagsFromString } from 'node:v8'

/**
 * Keeps the space for young objects as small as it was at the start: rows live for one batch, and V8 would make it larger for
 * ever. To be called before rows are read; it holds for the whole process (a flag of V8, `node --v8-options`).
 */
export const keepMemorySteady = (): void => setFlagsFromString('--semi-space-growth-factor=1')
